/** Money, numbers and names as people read them. */
import type { Market } from '../../core/market.ts';
import { groupMoney, type Money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import { transliterate } from '../screen.ts';

/** "Ksh5,000.00" */
export function writtenAmount(amount: Money, market: Market): string {
  return market.symbol + groupMoney(amount);
}

/** "JANE W. 0711987654": enough to know a person by, and no more than a stranger should learn. */
export function writtenPerson(name: string, number: Msisdn, market: Market): string {
  return `${writtenName(name)} 0${number.slice(market.numbers.countryCode.length)}`.trim();
}

/** Longer first names are cut, so that a screen with two large amounts still fits. */
const longestFirstName = 17;

function writtenName(name: string): string {
  const [first = '', ...others] = transliterate(name.toUpperCase()).trim().split(/ +/);
  const initial = others.at(-1)?.charAt(0);
  return first.slice(0, longestFirstName) + (initial ? ` ${initial}.` : '');
}
