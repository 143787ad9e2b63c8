/** The customer's account: balance, statement, limits, and blocking it. */

import { shortName } from '../../../../core/identity/name.ts';
import { reference } from '../../../../core/ids.ts';
import type { Market } from '../../../../core/markets/market.ts';
import { money } from '../../../../core/money.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import { publicState } from '../../../../core/payments/outcome.ts';
import { descriptors } from '../../../../core/payments/types.ts';
import type { PaymentRow } from '../../../../db/customers/statements.ts';
import type { EffectNamed, PaymentLine, Result, StatementLine } from '../../../../ussd/effects.ts';
import type { Parts } from '../../../parts.ts';
import { type EffectContext, nameOf } from './handler.ts';

/** A list of payments on a handset has this many. */
const listed = 5;

const notFound = { refusal: 'payer_not_found' } as const;

type BalanceParts = Pick<Parts, 'customers' | 'market' | 'clock'>;

export async function readBalance(
  _: EffectNamed<'read_balance'>,
  context: EffectContext,
  parts: BalanceParts,
): Promise<Result<'read_balance'>> {
  const found = await balanceToday(context, parts);
  return found ? { balance: found.balance } : notFound;
}

export async function readStatement(
  { before }: EffectNamed<'read_statement'>,
  { owner }: EffectContext,
  { statements, market }: Pick<Parts, 'statements' | 'market'>,
): Promise<Result<'read_statement'>> {
  const asked = before === undefined ? undefined : BigInt(before);
  const rows = await statements.last(owner(), listed, asked);
  // Entries are numbered from 1 without gaps.
  const oldest = rows.at(-1)?.seq ?? 1n;
  return {
    ...(oldest > 1n && { earlier: String(oldest) }),
    lines: rows.map((row): StatementLine => {
      const { fee, balance } = row;
      return { ...lineOf(row, market), fee, balance };
    }),
  };
}

export async function readLatestPayments(
  _: EffectNamed<'read_latest_payments'>,
  { owner }: EffectContext,
  { statements, market }: Pick<Parts, 'statements' | 'market'>,
): Promise<Result<'read_latest_payments'>> {
  const rows = await statements.latest(owner(), listed);
  return { payments: rows.map((row) => ({ ...lineOf(row, market), done: row.done })) };
}

export async function readLimits(
  _: EffectNamed<'read_limits'>,
  context: EffectContext,
  parts: BalanceParts,
): Promise<Result<'read_limits'>> {
  const { market } = parts;
  const found = await balanceToday(context, parts);
  const tier = found?.tier === undefined ? undefined : market.tiers[found.tier];
  if (!found?.tier || !tier) return notFound;
  return {
    tier: found.tier,
    perPayment: money(tier.sending.maxPayment, market.currency),
    daily: found.dailyLimit ?? money(tier.sending.daily.amount, market.currency),
    usedToday: found.dailyUsed,
  };
}

export async function blockAccount(
  _: EffectNamed<'block_account'>,
  { owner }: EffectContext,
  { customers }: Pick<Parts, 'customers'>,
): Promise<Result<'block_account'>> {
  const done = await customers.block(owner());
  return done ? { done } : notFound;
}

/** The balance, and how much of the daily limit is used on the market's present day. */
function balanceToday({ owner }: EffectContext, { customers, clock }: BalanceParts) {
  return customers.balance(owner(), clock.now());
}

function lineOf(row: PaymentRow, market: Market): PaymentLine {
  const { at, type, amount } = row;
  const direction = row.incoming ? 'in' : 'out';
  const reversed = publicState('completed', amount, row.reversed) === 'REVERSED';
  const line = { at, direction, type, reversed, reference: reference(row.number) } as const;
  return { ...line, amount, ...otherSide(row, market) };
}

/** Returns the name on a line of a statement. A payment to the house for a number shows the number. */
function otherSide(
  { type, other, business, accountReference }: PaymentRow,
  { operatorName: name }: Market,
): Pick<PaymentLine, 'other' | 'otherNumber'> {
  if (other) {
    const { msisdn } = other;
    return { other: shortName(nameOf(other)), ...(msisdn && { otherNumber: msisdn }) };
  }
  if (business !== undefined) return { other: business };
  const isForNumber = accountReference && descriptors[type].reference === 'msisdn';
  return isForNumber ? { other: '', otherNumber: accountReference as Msisdn } : { other: name };
}
