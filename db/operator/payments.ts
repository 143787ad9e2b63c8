/** Everything that the books know about a payment, for people. Amounts are decimal strings of minor units, times ISO 8601. */

import type { AccountKind } from '../../core/account.ts';
import type { DisputeReason } from '../../core/care/dispute.ts';
import type { Currency } from '../../core/money.ts';
import type { PaymentState } from '../../core/payments/outcome.ts';
import type { Channel } from '../../core/payments/request.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { Evidence } from '../../core/pipeline/check-results.ts';
import type { Refusal } from '../../core/refusal.ts';
import { callForValue } from '../driver/call.ts';
import type { Sql } from '../driver/sql.ts';
import type { AirtimeState } from './airtime.ts';

export interface DescribedPayment {
  readonly id: string;
  /** The running number, which the reference is made of. */
  readonly number: string;
  readonly type: PaymentType;
  readonly channel: Channel;
  readonly state: PaymentState;
  readonly refusal: Refusal | null;
  /** Null where the books have no such payer. */
  readonly currency: Currency | null;
  readonly amount: string;
  readonly fee: string;
  readonly feeBy: 'payer' | 'payee';
  readonly excise: string | null;
  readonly accountReference: string | null;
  readonly payer: DescribedParty | null;
  readonly payee: DescribedParty | null;
  readonly requestedAt: string;
  readonly expiresAt: string | null;
  readonly endedAt: string | null;
  /** The number of the payment that it ends or undoes, or that is the other side of it. */
  readonly linkedPayment: string | null;
  /** The other side of an exchange. */
  readonly exchanged: { readonly amount: string; readonly currency: Currency } | null;
  readonly score: number | null;
  readonly fraudModel: string | null;
  /** Milliseconds. */
  readonly checksMs: number | null;
  readonly evidence: Evidence | null;
  /** The checks' answers that came after the decision. */
  readonly lateAnswers: readonly {
    readonly check: string;
    readonly answer: object | null;
    readonly ms: number;
  }[];
  readonly events: readonly { readonly type: string; readonly at: string }[];
  readonly entries: readonly {
    readonly account: string;
    /** The account's number, or its kind where it is a system account. */
    readonly of: string;
    readonly seq: string;
    readonly amount: string;
    readonly balance: string;
  }[];
  readonly receipts: readonly {
    readonly party: string;
    readonly state: string;
    readonly attempts: number;
    readonly gateway: string | null;
    readonly at: string;
  }[];
  /** What became of airtime, where it was paid for. */
  readonly airtime: {
    readonly state: AirtimeState;
    readonly attempts: number;
    /** When it was intended, then when it was last tried. */
    readonly at: string;
    /** The gateway's name for it, where it was taken. */
    readonly request: string | null;
    /** Why the gateway refused the last try. */
    readonly answer: string | null;
    /** The running number of the payment that paid it back. */
    readonly refund: string | null;
    /** Who ended it by hand, and how they knew. */
    readonly by: string | null;
    readonly reason: string | null;
  } | null;
  readonly review: {
    readonly openedAt: string;
    readonly approved: boolean | null;
    readonly by: string | null;
    readonly note: string | null;
    readonly at: string | null;
  } | null;
  readonly reversal: {
    readonly amount: string;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
    readonly until: string | null;
    readonly refusal: Refusal | null;
    readonly refusedAt: string | null;
    /** The number of the reversal's payment. */
    readonly number: string | null;
  } | null;
  /** The person who made an adjustment, or an exchange at the desk, and why. */
  readonly act: { readonly by: string; readonly reason: string } | null;
  readonly disputes: readonly {
    readonly of: string;
    readonly reason: DisputeReason;
    readonly openedAt: string;
    readonly closedAt: string | null;
    readonly by: string | null;
    readonly outcome: string | null;
  }[];
}

interface DescribedParty {
  readonly account: string;
  readonly kind: AccountKind;
  readonly number: string | null;
  readonly name: string | null;
  readonly status: string;
}

export function payments(sql: Sql) {
  return {
    /** Finds the id of the payment with this running number. */
    async find(number: bigint): Promise<string | undefined> {
      const id = await callForValue<string>(sql, 'find_payment', { p_number: number.toString() });
      return id ?? undefined;
    },

    async describe(id: string): Promise<DescribedPayment | undefined> {
      const payment = await callForValue<DescribedPayment>(sql, 'describe_payment', {
        p_payment: id,
      });
      return payment ?? undefined;
    },
  };
}
