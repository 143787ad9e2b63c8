/** What the books tell an account's owner of payments. */

import type { AccountId } from '../../core/account.ts';
import type { Market } from '../../core/markets/market.ts';
import { type Money, money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { PaymentState } from '../../core/payments/outcome.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Sql } from '../driver/sql.ts';

/** One payment in an account's books. The other side is undefined where it is not a customer. */
export interface StatementRow {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly incoming: boolean;
  readonly type: PaymentType;
  /** The payment's running number. */
  readonly number: bigint;
  readonly amount: Money;
  /** What was taken back of it. */
  readonly reversed: Money | undefined;
  /** What this account paid for it. */
  readonly fee: Money;
  /** What it left. */
  readonly balance: Money;
  readonly other: KnownCustomer | undefined;
  /** The other side, where it is a business. */
  readonly business: string | undefined;
  /** A bill's account number, or the number that airtime or waiting money is for. */
  readonly accountReference: string | undefined;
}

export interface KnownCustomer {
  readonly msisdn: Msisdn;
  readonly givenName: string;
  readonly familyName: string;
}

/** How far a payment is. What people call it is made of its number. */
export interface PaymentProgress {
  readonly state: PaymentState;
  readonly refusal: Refusal | null;
  readonly number: bigint;
}

export function statements(sql: Sql, { currency }: Market) {
  return {
    /** The last `count` entries, newest first. */
    async last(account: AccountId, count: number): Promise<StatementRow[]> {
      const rows = await sql<{
        ended_at: Date;
        incoming: boolean;
        type: PaymentType;
        number: string;
        amount: string;
        reversed: string | null;
        fee: string;
        balance: string;
        account_reference: string | null;
        business_name: string | null;
        other_msisdn: Msisdn | null;
        other_given_name: string;
        other_family_name: string;
      }>('select * from tuma.read_statement($1, $2)', [account, count]);
      return rows.map((row) => ({
        at: row.ended_at.getTime(),
        incoming: row.incoming,
        type: row.type,
        number: BigInt(row.number),
        business: row.business_name ?? undefined,
        accountReference: row.account_reference ?? undefined,
        amount: money(BigInt(row.amount), currency),
        reversed: row.reversed === null ? undefined : money(BigInt(row.reversed), currency),
        fee: money(BigInt(row.fee), currency),
        balance: money(BigInt(row.balance), currency),
        other:
          row.other_msisdn === null
            ? undefined
            : {
                msisdn: row.other_msisdn,
                givenName: row.other_given_name,
                familyName: row.other_family_name,
              },
      }));
    },

    /** How far the payment is; undefined where the books do not know it. */
    async payment(id: string): Promise<PaymentProgress | undefined> {
      const [row] = await sql<Omit<PaymentProgress, 'number'> & { number: string }>(
        'select * from tuma.read_payment($1)',
        [id],
      );
      return row && { ...row, number: BigInt(row.number) };
    },

    /** Whom the account sent money to of late, newest first, nobody twice. */
    async recipients(account: AccountId, count: number): Promise<KnownCustomer[]> {
      const rows = await sql<{ msisdn: Msisdn; given_name: string; family_name: string }>(
        'select * from tuma.read_recipients($1, $2)',
        [account, count],
      );
      return rows.map(({ msisdn, given_name, family_name }) => ({
        msisdn,
        givenName: given_name,
        familyName: family_name,
      }));
    },
  };
}
