/** How the desk reads what was typed: references, numbers, amounts and times. */
import { paymentNumber } from '../../../core/ids.ts';
import { marketByCurrency, parseMsisdnOfAnyMarket } from '../../../core/markets/index.ts';
import { type Money, money, parseMoney } from '../../../core/money.ts';
import type { Refusal } from '../../../core/refusal.ts';
import type { OperatorAccount } from '../../../db/operator/accounts.ts';
import { type Desk, DeskRefusal, UsageError } from './command.ts';

/** The id of the payment that people call by this reference. */
export async function paymentOf(desk: Desk, reference = ''): Promise<string> {
  const number = paymentNumber(reference.toUpperCase());
  if (number === undefined) {
    throw new UsageError(`${reference} is no reference: ten letters and digits, as in a receipt`);
  }
  const id = await desk.payments.find(number);
  if (id === undefined) throw new DeskRefusal(`there is no payment ${reference.toUpperCase()}`);
  return id;
}

/** The account of a phone's number or a business', and the desk of the market whose currency it has. */
export async function accountOf(
  desk: Desk,
  typed = '',
): Promise<{ readonly account: OperatorAccount; readonly desk: Desk }> {
  const account = await desk.accounts.find(
    typed,
    parseMsisdnOfAnyMarket(typed, desk.market)?.msisdn,
  );
  if (!account) throw new DeskRefusal(`nobody has the number ${typed}`);
  return { account, desk: desk.in(marketByCurrency(account.currency, desk.market)) };
}

/** "500", "500.00". */
export function amountOf({ market }: Pick<Desk, 'market'>, typed: string): Money {
  const amount = parseMoney(typed, market.currency);
  if (!amount || amount.minor === 0n)
    throw new UsageError(`${typed} is no amount of ${market.currency}`);
  return amount;
}

/** "+100.00", "100.00", "-100.00". */
export function signedAmountOf(desk: Pick<Desk, 'market'>, typed: string): Money {
  const { minor, currency } = amountOf(desk, typed.replace(/^[+-]/, ''));
  return money(typed.startsWith('-') ? -minor : minor, currency);
}

/** "2024-09-02T14:30:03Z", "2024-09-02T17:30+03:00": without its zone nobody knows when it is. */
export function timeOf(typed: string): number {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(typed)
    ? Date.parse(typed)
    : Number.NaN;
  if (Number.isNaN(at)) throw new UsageError(`${typed} is no time: 2024-09-02T14:30:00Z is one`);
  return at;
}

/** "1" to "2160" (90 days), in milliseconds. */
export function hoursOf(typed: string): number {
  const hours = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  if (hours < 1 || hours > 2160)
    throw new UsageError(`${typed} is no number of hours from 1 to 2160`);
  return hours * 3_600_000;
}

/** Why the books say no, for a person at the operator. */
export function refused(refusal: Refusal): DeskRefusal {
  const why = reasons[refusal];
  return new DeskRefusal(`refused: ${refusal}${why ? `, ${why}` : ''}`);
}

const reasons: Readonly<Partial<Record<Refusal, string>>> = {
  already_reversed: 'a payment is reversed once',
  not_reversible: 'it did not complete, or is of a type that stays as it is',
  reversal_too_large: 'the payment moved less',
  insufficient_funds: 'the account that would pay does not have it',
  payer_unavailable: 'the account that would pay is closed',
  recipient_unavailable: 'the account that would be paid is closed',
  currency_mismatch: 'the account has another currency',
  recipient_limit_exceeded: 'the account that would be paid may not have, or be paid, so much',
  amount_too_small: 'nothing would come of it',
  idempotency_conflict: 'another payment has this id, or the same one with other figures',
};
