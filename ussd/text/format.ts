/** Payments, numbers and names as people read them. */
import { formatAmount } from '../../core/markets/format.ts';
import { localTime } from '../../core/markets/local-time.ts';
import type { Market } from '../../core/markets/market.ts';
import { type Msisdn, nationalNumber } from '../../core/msisdn.ts';
import { payerFee } from '../../core/payments/rules.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { Quote, Result, StatementLine } from '../effects.ts';
import type { Conversation } from '../flow.ts';
import type { FullName } from '../inputs/identity.ts';
import { transliterate } from '../screen/gsm7.ts';
import type { FormattedQuote } from './payment-words.ts';

/** "JANE W. 0711987654": enough to know a person by, and no more than a stranger should learn. */
export function formatPerson(name: string, number: string, market: Market): string {
  return `${formatName(name)} ${nationalNumber(number, market.numbers)}`.trim();
}

export function formatQuote(quote: Quote, market: Market): FormattedQuote {
  const { type, fee, recipientName, recipient, code, accountReference = '' } = quote;
  return {
    amount: formatAmount(quote.amount, market),
    fee: formatAmount(payerFee(type, fee), market),
    to: code
      ? `${formatBusiness(recipientName)} ${code}`
      : formatPerson(recipientName, recipient ?? accountReference, market),
    account: accountReference,
    days: market.claimDays,
  };
}

type Recipients = Result<'read_recipients'>['recipients'];

/** Each with how they are offered: by name, and by number where the name does not tell one from another. */
export function formatRecipients(
  recipients: Recipients,
  market: Market,
): readonly (readonly [label: string, msisdn: Msisdn])[] {
  const names = recipients.map(({ name }) => formatName(name));
  return recipients.map(({ name, msisdn }, index) => {
    const written = names[index] ?? '';
    const clear = written !== '' && names.indexOf(written) === names.lastIndexOf(written);
    return [clear ? written : formatPerson(name, msisdn, market), msisdn];
  });
}

/** Of these the other side is the house, and what people want to know is the number that they were for. */
const forNumbers: readonly PaymentType[] = [
  'p2p_unregistered',
  'return',
  'airtime',
  'airtime_refund',
];

/** What a payment was about: "JANE W.", "KPLC PREPAID", "Airtime 0722000001", or a number that has no name. */
export function formatOtherParty(
  line: StatementLine,
  { text, market, msisdn }: Conversation,
): string {
  const { type, other, otherNumber } = line;
  const labels: Partial<Record<PaymentType, string>> = text.lines;
  const own = !otherNumber || otherNumber === msisdn;
  const number = own ? '' : formatPerson('', otherNumber, market);
  const name = otherNumber ? formatName(other) : formatBusiness(other);
  const who = (forNumbers.includes(type) ? '' : name) || number;
  return [labels[type] ?? '', who].join(' ').trim();
}

/** "ABC1234567: Ksh5,000.00 to JANE W., 2/9/24" */
export function formatLastPayment(line: StatementLine, talk: Conversation): string {
  const { text, market } = talk;
  const { at, direction, type, reference } = line;
  const other = formatOtherParty(line, talk);
  const whom = type in text.lines || other === '' ? other : text.whom[direction](other);
  const what = `${formatAmount(line.amount, market)} ${whom}`.trim();
  return `${reference}: ${what}, ${localTime(market, at).date}`;
}

/** "JANE WANJIKU KAMAU", as its owner is asked about it. */
export function formatFullName({ given, family }: FullName): string {
  return transliterate(`${given} ${family}`.toUpperCase());
}

/** Longer names of businesses are cut, so that they and a bill's account number fit one screen. */
const maxBusinessLength = 20;

function formatBusiness(name: string): string {
  const words = transliterate(name.toUpperCase()).trim().split(/ +/);
  return words.join(' ').slice(0, maxBusinessLength).trim();
}

/** Longer first names are cut, so that a screen with two large amounts still fits. */
const maxFirstNameLength = 17;

function formatName(name: string): string {
  const [first = '', ...others] = transliterate(name.toUpperCase()).trim().split(/ +/);
  const initial = others.at(-1)?.charAt(0);
  return first.slice(0, maxFirstNameLength) + (initial ? ` ${initial}.` : '');
}
