/** An operator issues e-money for money at the bank, and takes it back for money that the bank pays out. */
import type { Reason } from '../../../core/care/operator-action.ts';
import { reference as referenceOf } from '../../../core/ids.ts';
import type { Money } from '../../../core/money.ts';
import type { FoundAccount } from './accounts.ts';
import { DeskRefusal, refusedBy } from './refusal.ts';

export interface BankLine {
  /** Negative where the bank pays out. */
  readonly amount: Money;
  readonly bank: string;
  readonly reference: string;
}

/** Moves the money once for each reference of a bank. Gives the payment's number, and whether it was made before. */
export async function fundAccount(
  { account, desk }: FoundAccount,
  { amount, bank, reference }: BankLine,
  reason: Reason,
): Promise<{ readonly number: bigint; readonly known: boolean }> {
  const transfer = { account: account.id, amount, bank, reference, channel: 'desk' } as const;
  const { refusal, number, known } = await desk.funding.fund(transfer, reason, desk.now);
  if (refusal === 'idempotency_conflict' && number !== undefined) {
    const made = referenceOf(number);
    throw new DeskRefusal(`${bank} ${reference} has moved other money: look at payment ${made}`);
  }
  if (refusal) throw refusedBy(refusal);
  return { number: number ?? 0n, known };
}
