/** What the books say of the demonstration's transfer, read as the database's owner. */
import type pg from 'pg';

export interface Transfer {
  readonly state: string;
  readonly fee: bigint;
  /** What the checks found: the fraud score, 0 to 100, by whom, and how long they took (milliseconds). */
  readonly checks: {
    readonly score: number;
    readonly fraudModel: string;
    readonly checksMs: number;
    /** What there is to say beside that all of them approved. */
    readonly evidence: object | null;
  };
  /** What the payer has sent today by now, in minor units. */
  readonly sentToday: bigint;
  /** Payer, payee, fee revenue, in this order. */
  readonly entries: readonly { account: string; amount: bigint; balance: bigint }[];
  readonly events: readonly { seq: number; type: string; at: Date }[];
}

/** The latest payment from one number to another. */
export async function readTransfer(
  owner: pg.Client,
  payer: string,
  payee: string,
): Promise<Transfer> {
  const found = await owner.query(
    `select p.id, p.state, p.fee, p.payer, p.payee, p.fraud_score, p.fraud_model, p.checks_ms, p.evidence,
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
    `select case account_id when $2 then 'payer' when $3 then 'payee' else 'fee revenue' end account,
            amount, balance
       from tuma.entries where payment_id = $1 order by account_id = $2 desc, account_id = $3 desc`,
    [payment.id, payment.payer, payment.payee],
  );
  const events = await owner.query(
    'select seq, type, at from tuma.events where payment_id = $1 order by seq',
    [payment.id],
  );
  return {
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
