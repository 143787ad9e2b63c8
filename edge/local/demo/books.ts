/** Reads the demonstration's transfer from the books, as the database's owner. */
import type pg from 'pg';

export interface BookedTransfer {
  /** The payment's running number, of which its reference is made. */
  readonly number: bigint;
  readonly state: string;
  readonly fee: bigint;
  readonly checks: {
    /** The fraud score, 0 to 100. */
    readonly score: number;
    readonly fraudModel: string;
    /** The time until the slowest check's answer (milliseconds). */
    readonly checksMs: number;
    /** The checks' answers; null where all of them approved. */
    readonly evidence: object | null;
  };
  /** The payer's total of today, this transfer included (minor units). */
  readonly sentToday: bigint;
  /** The payer's, the payee's, the fee revenue's and the duty's where the market has one, in this order (minor units). */
  readonly entries: readonly { account: string; amount: bigint; balance: bigint }[];
  readonly events: readonly { seq: number; type: string; at: Date }[];
}

/** Reads the latest payment from one number to another. */
export async function readTransfer(
  owner: pg.Client,
  payer: string,
  payee: string,
): Promise<BookedTransfer> {
  const found = await owner.query(
    `select p.id, p.number, p.state, p.fee, p.payer, p.payee, p.fraud_score, p.fraud_model, p.checks_ms, p.evidence,
            w.sent_today
       from tuma.payments p
       join tuma.customers a on a.account_id = p.payer
       join tuma.customers b on b.account_id = p.payee
       join tuma.accounts w on w.id = p.payer
      where a.msisdn = $1 and b.msisdn = $2
      order by p.number desc limit 1`,
    [payer, payee],
  );
  const [payment] = found.rows;
  if (!payment) throw new Error('the books do not have the payment');

  const entries = await owner.query(
    `select case e.account_id when $2 then 'payer' when $3 then 'payee' else replace(a.kind::text, '_', ' ') end account,
            e.amount, e.balance
       from tuma.entries e join tuma.accounts a on a.id = e.account_id
      where e.payment_id = $1
      order by e.account_id = $2 desc, e.account_id = $3 desc, a.kind = 'fee_revenue' desc`,
    [payment.id, payment.payer, payment.payee],
  );
  const events = await owner.query(
    'select seq, type, at from tuma.events where payment_id = $1 order by seq',
    [payment.id],
  );
  return {
    number: BigInt(payment.number),
    state: payment.state,
    fee: BigInt(payment.fee),
    checks: {
      score: payment.fraud_score,
      fraudModel: payment.fraud_model,
      checksMs: payment.checks_ms,
      evidence: payment.evidence,
    },
    sentToday: BigInt(payment.sent_today),
    entries: entries.rows.map(({ account, amount, balance }) => ({
      account,
      amount: BigInt(amount),
      balance: BigInt(balance),
    })),
    events: events.rows,
  };
}
