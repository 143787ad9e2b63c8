/** Formats payments, numbers and names for screens. */
import { transliterate } from '../../core/gsm7.ts';
import { fullName, type PersonName, shortName } from '../../core/identity/name.ts';
import { formatAmount } from '../../core/markets/format.ts';
import { formatDate, localTime } from '../../core/markets/local-time.ts';
import type { Market } from '../../core/markets/market.ts';
import { formatDigits, type Money } from '../../core/money.ts';
import { type Msisdn, nationalNumber } from '../../core/msisdn.ts';
import { shortBusinessName } from '../../core/parties/business.ts';
import { payerFee } from '../../core/payments/fee.ts';
import { descriptors, type PaymentType } from '../../core/payments/types.ts';
import type { PaymentLine, Quote, Result } from '../effects.ts';
import type { Texts } from './index.ts';
import type { FormattedQuote } from './payment-words.ts';

/** "JANE W. 0711987654" */
export function formatPerson(name: string, number: string, market: Market): string {
  return `${shortName(name)} ${nationalNumber(number, market.numbers)}`.trim();
}

export function formatQuote(quote: Quote, market: Market): FormattedQuote {
  const { type, fee, recipientName, recipient, code, accountReference = '' } = quote;
  return {
    amount: formatAmount(quote.amount, market),
    fee: formatAmount(payerFee(type, fee), market),
    to: code
      ? `${shortBusinessName(recipientName)} ${code}`
      : formatPerson(recipientName, recipient ?? accountReference, market),
    account: accountReference,
    days: market.claimDays,
  };
}

/** The customer who reads the text. */
interface Reader {
  readonly text: Texts;
  readonly market: Market;
  readonly msisdn: Msisdn;
}

type Recipients = Result<'read_recipients'>['recipients'];

/** Labels each recipient with the name, and also with the number if two have the same name or one has none. */
export function formatRecipients(
  recipients: Recipients,
  market: Market,
): readonly (readonly [label: string, msisdn: Msisdn])[] {
  const names = recipients.map(({ name }) => shortName(name));
  return recipients.map(({ name, msisdn }, index) => {
    const label = names[index] ?? '';
    const isUnique = label !== '' && names.indexOf(label) === names.lastIndexOf(label);
    return [isUnique ? label : formatPerson(name, msisdn, market), msisdn];
  });
}

/** The other side of a payment: "JANE W.", "KPLC PREPAID", "Airtime 0722000001", or a number without a name. */
export function formatOtherParty(line: PaymentLine, { text, market, msisdn }: Reader): string {
  const { type, other, otherNumber } = line;
  const labels: Partial<Record<PaymentType, string>> = text.lines;
  const own = !otherNumber || otherNumber === msisdn;
  const number = own ? '' : formatPerson('', otherNumber, market);
  const name = otherNumber ? shortName(other) : shortBusinessName(other);
  const isForNumber = descriptors[type].otherSide === 'reference';
  const who = (isForNumber ? '' : name) || number;
  return [labels[type] ?? '', who].join(' ').trim();
}

/**
 * "2/9/24 -5,000.00 fee 15.00 JANE W. (reversed)": a payment on a line of its own, with the fee where it is known. "(failed)" is
 * behind one that moved no money.
 */
export function formatPaymentLine(
  line: PaymentLine & { readonly fee?: Money; readonly done?: boolean },
  reader: Reader,
): string {
  const { text, market } = reader;
  const { at, direction, amount, fee, reversed, done } = line;
  const { separator } = market;
  const date = formatDate(localTime(market, at), text.code);
  const sum = (direction === 'in' ? '+' : '-') + formatDigits(amount, separator);
  const cost = fee && fee.minor > 0n ? text.statementFee(formatDigits(fee, separator)) : '';
  const mark = done === false ? text.failed : reversed ? text.reversed : '';
  return [date, sum, cost, formatOtherParty(line, reader), mark && `(${mark})`]
    .filter((part) => part !== '')
    .join(' ');
}

/** "ABC1234567: Ksh5,000.00 to JANE W., 2/9/24" */
export function formatPayment(line: PaymentLine, reader: Reader): string {
  const { text, market } = reader;
  const { at, direction, type, reference } = line;
  const other = formatOtherParty(line, reader);
  const party = type in text.lines || other === '' ? other : text.whom[direction](other);
  const payment = `${formatAmount(line.amount, market)} ${party}`.trim();
  return `${reference}: ${payment}, ${formatDate(localTime(market, at), text.code)}`;
}

/** A longer name leaves no room on the consent screen that repeats it. */
const maxFullNameLength = 32;

/** "JANE WANJIKU KAMAU", as the consent screen shows it; "WILHELMINA M. R. KAMAU" if it is long. */
export function formatFullName(person: PersonName): string {
  const whole = transliterate(fullName(person).toUpperCase());
  if (whole.length <= maxFullNameLength) return whole;
  const [first = '', ...others] = whole.split(' ');
  const last = others.pop() ?? '';
  const initials = others.map((name) => `${name.charAt(0)}.`);
  return [first, ...initials, last].join(' ').slice(0, maxFullNameLength).trim();
}
