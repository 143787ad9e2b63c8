/** Customers as people at the operator change them: their names, tier and number. */
import type { AccountId } from '../../core/account.ts';
import type { Reason } from '../../core/care/operator-action.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import { call, callForValue } from '../driver/call.ts';
import { bytea, nullable, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

/** What is on file of a customer. */
export interface OnFile {
  /** Undefined where the number was given up. */
  readonly msisdn: Msisdn | undefined;
  readonly givenName: string;
  readonly familyName: string;
  readonly tier: number | undefined;
  /** The proof of identity, encrypted for the number, in hex. */
  readonly sealed: string | undefined;
}

/** An act that moves no money: done once under its id (a UUID), with what it replaced, for the record. */
export interface CustomerAct extends Reason {
  readonly id: string;
  readonly detail: string;
}

/** What came of an act. The SQL functions (db/functions/identity) say what each means. */
export type ActResult =
  | 'done'
  | 'same'
  | 'taken'
  | 'changed'
  | 'closed'
  | 'arrives'
  | 'other'
  | 'second';

export function identity(sql: Sql) {
  return { ...files(sql), ...acts(sql) };
}

/** Reads what is on file, and what was asked for. */
function files(sql: Sql) {
  return {
    /** Undefined where the account is no customer's. */
    async read(account: AccountId): Promise<OnFile | undefined> {
      const [row] = await call<{
        msisdn: Msisdn | null;
        given_name: string;
        family_name: string;
        tier: number | null;
        sealed: string | null;
      }>(sql, 'read_identity', { p_account: account });
      return (
        row && {
          msisdn: row.msisdn ?? undefined,
          givenName: row.given_name,
          familyName: row.family_name,
          tier: row.tier ?? undefined,
          sealed: row.sealed ?? undefined,
        }
      );
    },

    /** The account that an act was asked for under this id; undefined where nobody has asked. */
    async accountOf(request: string): Promise<AccountId | undefined> {
      const account = await callForValue<AccountId>(sql, 'find_request', { p_request: request });
      return account ?? undefined;
    },
  };
}

/** Changes customers. */
function acts(sql: Sql) {
  return {
    rename(
      account: AccountId,
      name: { readonly given: string; readonly family: string },
      act: CustomerAct,
      now: number,
    ): Promise<ActResult> {
      return change(sql, 'rename_customer', account, act, now, {
        p_given_name: name.given,
        p_family_name: name.family,
      });
    },

    /** `sealed` is all that is on file, made from `before` and a document that has the token `identity`. */
    upgrade(
      account: AccountId,
      to: { readonly tier: number; readonly sealed: string; readonly identity: string },
      before: OnFile,
      act: CustomerAct,
      now: number,
    ): Promise<ActResult> {
      return change(sql, 'upgrade_customer', account, act, now, {
        p_tier: to.tier,
        p_sealed_before: nullable(before.sealed, bytea),
        p_sealed: bytea(to.sealed),
        p_identity: to.identity,
      });
    },

    /** Gives the wallet another number, or none. `sealed` is what is on file, encrypted for the number that it has then. */
    changeNumber(
      account: AccountId,
      to: { readonly msisdn: Msisdn | undefined; readonly sealed: string | undefined },
      before: OnFile,
      act: CustomerAct,
      now: number,
    ): Promise<ActResult> {
      return change(sql, 'change_number', account, act, now, {
        p_before: before.msisdn ?? null,
        p_msisdn: to.msisdn ?? null,
        p_sealed_before: nullable(before.sealed, bytea),
        p_sealed: nullable(to.sealed, bytea),
      });
    },
  };
}

/** Calls one of the functions that change a customer. */
async function change(
  sql: Sql,
  name: string,
  account: AccountId,
  { id, detail, reason, by }: CustomerAct,
  now: number,
  values: Readonly<Record<`p_${string}`, unknown>>,
): Promise<ActResult> {
  const result = await callForValue<ActResult>(sql, name, {
    p_account: account,
    ...values,
    p_request: id,
    p_detail: detail,
    p_reason: reason,
    p_by: by,
    p_now: timestamp(now),
  });
  if (result === null) throw new Error(`${name} returned nothing`);
  return result;
}
