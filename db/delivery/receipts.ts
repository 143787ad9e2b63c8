/** Receipts: finds those that are due, and writes down what became of them. */
import type { Language } from '../../core/language.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Currency } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { NoticeKind } from '../../core/receipts/notice-kinds.ts';
import type { Notice } from '../../core/receipts/notices.ts';
import type { DeliveryEnd, Receipt } from '../../core/receipts/receipt.ts';
import type { Refusal } from '../../core/refusal.ts';
import { call, callForValue } from '../driver/call.ts';
import { moneyIn, optional, timestamp } from '../driver/columns.ts';
import { ringLostAfter } from '../driver/retries.ts';
import type { Sql } from '../driver/sql.ts';

/** A receipt that one delivery has claimed: the payment or notice that it is about, and whom it goes to. */
export interface DueMessage {
  readonly about: string;
  readonly party: 'payer' | 'payee' | 'subscriber';
  /** Undefined where the customer has no number any more, and cannot be told. */
  readonly to: Msisdn | undefined;
  /** The gateway that is asked to send it, written down before the call. Null where the claim named none. */
  readonly gateway: string | null;
  /** Our name for the message, the same in every try until it is certain that nobody took it. */
  readonly messageId: string;
  /** Nobody knows what became of an earlier try with this gateway, under this message id. */
  readonly unresolved: boolean;
}

export interface DueReceipt extends Receipt, DueMessage {
  readonly party: 'payer' | 'payee';
}

export interface DueNotice extends Notice, DueMessage {
  readonly party: 'subscriber';
}

/**
 * The outcome of one try. `failed`: no try will be taken. `refused`: nobody took it, and any gateway may be tried next.
 * `unknown`: its gateway may have taken it, and has to be asked before another one sends it.
 */
export type TryOutcome =
  | { readonly outcome: 'sent'; readonly messageId: string }
  | { readonly outcome: 'failed' | 'refused' | 'unknown' };

export type Delivery = { readonly receipt: DueMessage } & TryOutcome;

/** Payments and notices whose receipts need another ring. */
export interface DueNews {
  readonly payments: readonly string[];
  readonly notices: readonly string[];
}

export function receipts(sql: Sql, market: Market) {
  return { ...claims(sql, market), ...results(sql) };
}

/** Claims receipts and notices, each for one try. */
function claims(sql: Sql, market: Market) {
  return {
    /**
     * Claims the due receipts of these payments: each is tried under `claim` (a UUID) from now on, with `gateway` unless an
     * earlier try is unresolved.
     */
    async claim(
      payments: readonly string[],
      claim: string,
      now: number,
      gateway?: string,
    ): Promise<DueReceipt[]> {
      const rows = await call<ClaimedRow>(sql, 'claim_receipts', {
        p_payments: payments,
        ...oneTry(claim, now, gateway),
      });
      return rows.map((row) => dueReceipt(row, market));
    },

    /** Claims the due ones of these notices, as `claim` does. */
    async claimNotices(
      notices: readonly string[],
      claim: string,
      now: number,
      gateway?: string,
    ): Promise<DueNotice[]> {
      const rows = await call<NoticeRow>(sql, 'claim_notices', {
        p_notices: notices,
        ...oneTry(claim, now, gateway),
      });
      return rows.map((row) => ({
        ...dueMessage(row),
        party: 'subscriber',
        kind: row.kind,
        language: row.language,
        paymentNumber: optional(row.payment_number, BigInt),
        message: row.message ?? undefined,
      }));
    },

    /**
     * Writes down that claimed receipts go to other gateways, before those are called. Returns the receipts as they now are;
     * those that somebody else has claimed since are not among them.
     */
    async move<Receipt extends DueMessage>(
      moves: readonly { readonly receipt: Receipt; readonly gateway: string }[],
      claim: string,
      now: number,
    ): Promise<Receipt[]> {
      const rows = await call<{ about: string; party: string; message_id: string }>(
        sql,
        'move_receipts',
        {
          p_about: moves.map(({ receipt }) => receipt.about),
          p_parties: moves.map(({ receipt }) => receipt.party),
          p_gateways: moves.map(({ gateway }) => gateway),
          p_claim: claim,
          p_now: timestamp(now),
        },
      );
      return moves.flatMap(({ receipt, gateway }) => {
        const row = rows.find((r) => r.about === receipt.about && r.party === receipt.party);
        return row ? [{ ...receipt, gateway, messageId: row.message_id, unresolved: false }] : [];
      });
    },
  };
}

/** Records what became of tries, and finds what is due for another. */
function results(sql: Sql) {
  return {
    async finish(deliveries: readonly Delivery[], claim: string): Promise<void> {
      await callForValue(sql, 'finish_receipts', {
        p_about: deliveries.map(({ receipt }) => receipt.about),
        p_parties: deliveries.map(({ receipt }) => receipt.party),
        p_message_ids: deliveries.map((one) => (one.outcome === 'sent' ? one.messageId : null)),
        p_outcomes: deliveries.map(({ outcome }) => outcome),
        p_claim: claim,
      });
    },

    /**
     * A gateway reports how one of its messages ended, and the first report counts. True where it did, false where the
     * message had ended before, undefined where the gateway sent none under this id, or its id is not written down yet: then
     * the report is kept for it.
     */
    async report(
      gateway: string,
      messageId: string,
      end: DeliveryEnd,
      now: number,
    ): Promise<boolean | undefined> {
      const changed = await callForValue<boolean>(sql, 'report_delivery', {
        p_gateway: gateway,
        p_message_id: messageId,
        p_state: end,
        p_now: timestamp(now),
      });
      return changed ?? undefined;
    },

    /**
     * Looks after the reports, of messages and of airtime, that came before what they report was known: they wait for a day,
     * at most ten thousand of each kind. Forgets at most `limit` of each kind, and gives how many of the one with most.
     */
    async keepEarlyReports(limit: number, now: number): Promise<number> {
      return (
        (await callForValue<number>(sql, 'keep_early_reports', {
          p_limit: limit,
          p_now: timestamp(now),
        })) ?? 0
      );
    },

    /** Finds receipts that are due and that nobody rang for; those that were tried often enough are given up. */
    async due(now: number, limit: number): Promise<DueNews> {
      const rows = await call<{ about: string; is_notice: boolean }>(sql, 'due_receipts', {
        p_untried_before: timestamp(now - ringLostAfter),
        p_limit: limit,
        p_now: timestamp(now),
      });
      const about = (notice: boolean) =>
        rows.filter((row) => row.is_notice === notice).map((row) => row.about);
      return { payments: about(false), notices: about(true) };
    },
  };
}

interface MessageRow {
  readonly about: string;
  readonly msisdn: Msisdn | null;
  readonly gateway: string | null;
  readonly message_id: string;
  readonly unresolved: boolean;
}

interface NoticeRow extends MessageRow {
  readonly kind: NoticeKind;
  readonly language: Language;
  readonly payment_number: string | null;
  readonly message: string | null;
}

interface ClaimedRow extends MessageRow {
  readonly party: 'payer' | 'payee';
  readonly language: Language;
  readonly type: PaymentType;
  readonly other_msisdn: Msisdn | null;
  /** Null where the other side is no customer. */
  readonly other_given_name: string | null;
  readonly other_family_name: string | null;
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
  /** Of a correction by hand. */
  readonly reason: string | null;
}

function dueReceipt(row: ClaimedRow, market: Market): DueReceipt {
  const amount = moneyIn(row.currency ?? market.currency);
  return {
    ...dueMessage(row),
    type: row.type,
    party: row.party,
    language: row.language,
    state: row.state,
    refusal: row.refusal ?? undefined,
    number: BigInt(row.number),
    amount: amount(row.amount),
    fee: amount(row.fee),
    other: row.other_msisdn ?? undefined,
    otherName: optional(row.other_given_name, (given) => ({
      given,
      family: row.other_family_name ?? '',
    })),
    business:
      row.business_code === null || row.business_name === null
        ? undefined
        : { code: row.business_code, name: row.business_name },
    accountReference: row.account_reference ?? undefined,
    reason: row.reason ?? undefined,
    exchanged:
      row.other_amount === null || row.other_currency === null
        ? undefined
        : moneyIn(row.other_currency)(row.other_amount),
    balance: optional(row.balance, amount),
    endedAt: row.ended_at.getTime(),
  };
}

function dueMessage({ about, msisdn, gateway, message_id, unresolved }: MessageRow) {
  return { about, to: msisdn ?? undefined, gateway, messageId: message_id, unresolved };
}

/** The arguments of a claim: one try under it, and the gateway of receipts that have none. */
function oneTry(claim: string, now: number, gateway: string | undefined) {
  return {
    p_claim: claim,
    p_now: timestamp(now),
    p_gateway: gateway ?? null,
  };
}
