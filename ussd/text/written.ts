/** Money, numbers and names as people read them. */
import type { Market } from '../../core/market.ts';
import { groupMoney, type Money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { Quote, Result } from '../effects.ts';
import type { FullName } from '../identity.ts';
import { transliterate } from '../screen.ts';

/** "Ksh5,000.00" */
export function writtenAmount(amount: Money, market: Market): string {
  return market.symbol + groupMoney(amount);
}

/** "JANE W. 0711987654": enough to know a person by, and no more than a stranger should learn. */
export function writtenPerson(name: string, number: Msisdn, market: Market): string {
  return `${writtenName(name)} 0${number.slice(market.numbers.countryCode.length)}`.trim();
}

/** How much a payment is, and to whom, as its payer sees it. */
export function writtenPayment(
  { amount, recipient, recipientName }: Quote,
  market: Market,
): { readonly amount: string; readonly to: string } {
  return {
    amount: writtenAmount(amount, market),
    to: writtenPerson(recipientName, recipient, market),
  };
}

type Recipients = Result<'read_recipients'>['recipients'];

/** Each with how they are offered: by name, and by number where the name does not tell one from another. */
export function writtenRecipients(
  recipients: Recipients,
  market: Market,
): readonly (readonly [label: string, msisdn: Msisdn])[] {
  const names = recipients.map(({ name }) => writtenName(name));
  return recipients.map(({ name, msisdn }, index) => {
    const written = names[index] ?? '';
    const clear = written !== '' && names.indexOf(written) === names.lastIndexOf(written);
    return [clear ? written : writtenPerson(name, msisdn, market), msisdn];
  });
}

/** "JANE W.", or what there is: a number, or the whole name of a till. */
export function writtenOther(name: string, number: Msisdn | undefined, market: Market): string {
  if (number) return writtenName(name) || writtenPerson('', number, market);
  return transliterate(name.toUpperCase()).slice(0, longestTill).trim();
}

/** "JANE WANJIKU KAMAU", as its owner is asked about it. */
export function writtenFullName({ given, family }: FullName): string {
  return transliterate(`${given} ${family}`.toUpperCase());
}

const longestTill = 20;

/** Longer first names are cut, so that a screen with two large amounts still fits. */
const longestFirstName = 17;

function writtenName(name: string): string {
  const [first = '', ...others] = transliterate(name.toUpperCase()).trim().split(/ +/);
  const initial = others.at(-1)?.charAt(0);
  return first.slice(0, longestFirstName) + (initial ? ` ${initial}.` : '');
}
