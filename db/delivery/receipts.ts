/** Receipts: which are due, and what became of them. */
import type { Language } from '../../core/language.ts';
import type { Market } from '../../core/markets/market.ts';
import { type Currency, money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { NoticeKind } from '../../core/receipts/notice-kinds.ts';
import type { Notice } from '../../core/receipts/notices.ts';
import type { Receipt } from '../../core/receipts/receipt.ts';
import type { Refusal } from '../../core/refusal.ts';
import { retrySeconds, ringLostAfter, tries } from '../driver/retries.ts';
import type { Sql } from '../driver/sql.ts';

/** What one delivery has claimed to tell: to whom it goes, of which payment or notice, and all that its text needs. */
interface Due {
  readonly about: string;
  readonly party: 'payer' | 'payee' | 'subscriber';
  readonly to: Msisdn;
}

export interface DueReceipt extends Receipt, Due {
  readonly party: 'payer' | 'payee';
}

export interface DueNotice extends Notice, Due {
  readonly party: 'subscriber';
}

/** What became of one try: accepted under a message id, refused for good, or to be tried again. */
export interface Delivery {
  readonly receipt: Due;
  readonly messageId?: string;
  readonly final: boolean;
}

/** How a message that was sent ended. */
export type DeliveryEnd = 'delivered' | 'undelivered';

/** What there is to ring for. */
export interface DueNews {
  readonly payments: readonly string[];
  readonly notices: readonly string[];
}

export function receipts(sql: Sql, market: Market) {
  return {
    /** The due receipts of these payments, each tried under `claim` (a UUID) from now on. */
    async claim(payments: readonly string[], claim: string, now: number): Promise<DueReceipt[]> {
      const rows = await sql<ClaimedRow>('select * from tuma.claim_receipts($1, $2, $3, $4, $5)', [
        payments,
        claim,
        tries,
        retrySeconds,
        iso(now),
      ]);
      return rows.map((row) => dueReceipt(row, market));
    },

    /** The due ones of these notices, each tried under `claim` (a UUID) from now on. */
    async claimNotices(
      notices: readonly string[],
      claim: string,
      now: number,
    ): Promise<DueNotice[]> {
      const rows = await sql<NoticeRow>('select * from tuma.claim_notices($1, $2, $3, $4, $5)', [
        notices,
        claim,
        tries,
        retrySeconds,
        iso(now),
      ]);
      return rows.map(({ about, kind, msisdn, language, payment_number }) => ({
        ...{ about, kind, language, party: 'subscriber', to: msisdn },
        paymentNumber: payment_number === null ? undefined : BigInt(payment_number),
      }));
    },

    async finish(deliveries: readonly Delivery[], claim: string): Promise<void> {
      await sql('select tuma.finish_receipts($1, $2, $3, $4, $5)', [
        deliveries.map(({ receipt }) => receipt.about),
        deliveries.map(({ receipt }) => receipt.party),
        deliveries.map(({ messageId }) => messageId ?? null),
        deliveries.map(({ final }) => final),
        claim,
      ]);
    },

    /**
     * The network reports how a message ended, and the first report counts. True where it did, false where the message
     * had ended before, undefined where none was sent under this id.
     */
    async report(messageId: string, end: DeliveryEnd): Promise<boolean | undefined> {
      const [row] = await sql<{ changed: boolean | null }>(
        'select tuma.report_delivery($1, $2) changed',
        [messageId, end],
      );
      return row?.changed ?? undefined;
    },

    /** Whose receipts nobody has answered for; those that were tried often enough are given up. */
    async due(now: number, limit: number): Promise<DueNews> {
      const rows = await sql<{ about: string; is_notice: boolean }>(
        'select * from tuma.due_receipts($1, $2, $3, $4, $5)',
        [tries, retrySeconds, iso(now - ringLostAfter), limit, iso(now)],
      );
      const about = (notice: boolean) =>
        rows.filter((row) => row.is_notice === notice).map((row) => row.about);
      return { payments: about(false), notices: about(true) };
    },
  };
}

interface NoticeRow {
  readonly about: string;
  readonly kind: NoticeKind;
  readonly msisdn: Msisdn;
  readonly language: Language;
  readonly payment_number: string | null;
}

interface ClaimedRow {
  readonly about: string;
  readonly party: 'payer' | 'payee';
  readonly msisdn: Msisdn;
  readonly language: Language;
  readonly type: PaymentType;
  readonly other_msisdn: Msisdn | null;
  readonly business_code: string | null;
  readonly business_name: string | null;
  readonly account_reference: string | null;
  readonly state: Receipt['state'];
  readonly refusal: Refusal | null;
  readonly amount: string;
  readonly fee: string;
  readonly number: string;
  readonly ended_at: Date;
  readonly balance: string | null;
  /** Null where the books have no such account. */
  readonly currency: Currency | null;
  /** Of an exchange: the other side's. */
  readonly other_amount: string | null;
  readonly other_currency: Currency | null;
}

function dueReceipt(row: ClaimedRow, market: Market): DueReceipt {
  const currency = row.currency ?? market.currency;
  return {
    about: row.about,
    type: row.type,
    to: row.msisdn,
    party: row.party,
    language: row.language,
    state: row.state,
    refusal: row.refusal ?? undefined,
    number: BigInt(row.number),
    amount: money(BigInt(row.amount), currency),
    fee: money(BigInt(row.fee), currency),
    other: row.other_msisdn ?? undefined,
    business:
      row.business_code === null || row.business_name === null
        ? undefined
        : { code: row.business_code, name: row.business_name },
    accountReference: row.account_reference ?? undefined,
    exchanged:
      row.other_amount === null || row.other_currency === null
        ? undefined
        : money(BigInt(row.other_amount), row.other_currency),
    balance: row.balance === null ? undefined : money(BigInt(row.balance), currency),
    endedAt: row.ended_at.getTime(),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
