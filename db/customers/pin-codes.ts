/** Codes by SMS: to choose a PIN with, the first one or another in place of a forgotten one, and to prove who has a number. */
import type { AccountId } from '../../core/account.ts';
import type { CodeRefusal } from '../../core/one-time-code.ts';
import { call, callForValue } from '../driver/call.ts';
import { bytea, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

/** A code that goes out: its MAC in hex, and the notice (a UUID) that brings it and that it is worked out from. */
export interface NewCode {
  readonly mac: string;
  readonly notice: string;
  /** The try (a UUID) by which the customer proved their identity; absent where nothing needs to be proved. */
  readonly proof?: string | undefined;
}

export interface CodeTry {
  readonly verdict: 'right' | 'wrong' | 'over' | 'blocked';
  readonly triesLeft: number;
}

export interface IdentityOnFile {
  /** The proof of identity, encrypted, in hex; undefined where there is none, or no try is left. */
  readonly sealed: string | undefined;
  /** How often it may be tried after this time. */
  readonly triesLeft: number;
}

export function pinCodes(sql: Sql) {
  return {
    ...numberCodes(sql),

    /** Sends a code to a customer who may have one; says why not otherwise. The same notice again is one SMS. */
    async send(account: AccountId, code: NewCode, now: number): Promise<'sent' | CodeRefusal> {
      const sent = await callForValue<'sent' | CodeRefusal>(sql, 'send_pin_code', {
        p_account: account,
        p_mac: bytea(code.mac),
        p_notice: code.notice,
        p_proof: code.proof ?? null,
        p_now: timestamp(now),
      });
      return sent ?? 'over';
    },

    /** Tries a code, by its MAC in hex. `attempt` (a UUID) names the try: the same one asked again is counted once. */
    async verify(account: AccountId, mac: string, attempt: string, now: number): Promise<CodeTry> {
      const [row] = await call<{ verdict: CodeTry['verdict']; tries_left: number }>(
        sql,
        'verify_pin_code',
        { p_account: account, p_mac: bytea(mac), p_try: attempt, p_now: timestamp(now) },
      );
      return { verdict: row?.verdict ?? 'over', triesLeft: row?.tries_left ?? 0 };
    },

    /**
     * Sets the PIN whose MAC is `pinMac` (hex), for the try that had the right code. `notice` (a UUID) tells the customer; the same
     * one again is one change. `same`: it is the PIN from before. `over`: the code is of no use any more.
     */
    async choosePin(
      account: AccountId,
      chosen: { readonly pinMac: string; readonly proof: string; readonly notice: string },
      now: number,
    ): Promise<'chosen' | 'same' | 'over'> {
      const outcome = await callForValue<'chosen' | 'same' | 'over'>(sql, 'choose_pin', {
        p_account: account,
        p_mac: bytea(chosen.pinMac),
        p_proof: chosen.proof,
        p_notice: chosen.notice,
        p_now: timestamp(now),
      });
      return outcome ?? 'over';
    },

    /** Counts a try to prove the identity, and gives what is on file. `attempt` (a UUID) is counted once. */
    async tryIdentity(account: AccountId, attempt: string): Promise<IdentityOnFile> {
      const [row] = await call<{ sealed: string | null; tries_left: number }>(sql, 'try_identity', {
        p_account: account,
        p_try: attempt,
      });
      return { sealed: row?.sealed ?? undefined, triesLeft: row?.tries_left ?? 0 };
    },
  };
}

/** The code that proves who has a number for which money waits. */
function numberCodes(sql: Sql) {
  return {
    /** Sends a code that proves who has the customer's number, where money waits for it. The same notice again is one SMS. */
    async sendNumberCode(
      account: AccountId,
      { mac, notice }: Pick<NewCode, 'mac' | 'notice'>,
      now: number,
    ): Promise<'sent' | CodeRefusal> {
      const sent = await callForValue<'sent' | CodeRefusal>(sql, 'send_number_code', {
        p_account: account,
        p_mac: bytea(mac),
        p_notice: notice,
        p_now: timestamp(now),
      });
      return sent ?? 'over';
    },

    /** Tries that code, by its MAC in hex. With the right one the money that waits is due. `attempt` (a UUID) is counted once. */
    async proveNumber(
      account: AccountId,
      mac: string,
      attempt: string,
      now: number,
    ): Promise<CodeTry> {
      const [row] = await call<{ verdict: CodeTry['verdict']; tries_left: number | null }>(
        sql,
        'prove_number',
        { p_account: account, p_mac: bytea(mac), p_try: attempt, p_now: timestamp(now) },
      );
      return { verdict: row?.verdict ?? 'over', triesLeft: row?.tries_left ?? 0 };
    },

    /** Notes that the number's own network vouches for who dials. */
    async vouchForNumber(account: AccountId, now: number): Promise<void> {
      await call(sql, 'vouch_for_number', { p_account: account, p_now: timestamp(now) });
    },
  };
}
