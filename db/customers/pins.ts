/** Verifies and changes PINs. */
import type { AccountId } from '../../core/account.ts';
import { call, callForValue } from '../driver/call.ts';
import { bytea, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

export interface PinTry {
  readonly right: boolean;
  /** Null where there is no PIN yet, or where `isLate`. */
  readonly triesLeft: number | null;
  /** Until when the PIN is locked (milliseconds since 1970, UTC). */
  readonly lockedUntil?: number;
  /** This try has written the notice. */
  readonly isNotified?: true;
  /** The carrier is slowed down: nothing was tried and nothing counted. */
  readonly isLate?: true;
  /** This try has slowed the carrier down. */
  readonly isSlowed?: true;
}

export function pins(sql: Sql) {
  return {
    /**
     * Sets a new PIN, whose MAC is `pinMac`, in hex. `notice` (a UUID) tells the customer; the same one again is one change.
     * `same`: it is the PIN that the account has. `locked`: there is none that could be changed.
     */
    async changePin(
      account: AccountId,
      pinMac: string,
      notice: string,
      now: number,
    ): Promise<'changed' | 'same' | 'locked'> {
      const outcome = await callForValue<'changed' | 'same' | 'locked'>(sql, 'change_pin', {
        p_account: account,
        p_mac: bytea(pinMac),
        p_notice: notice,
        p_now: timestamp(now),
      });
      return outcome ?? 'locked';
    },

    /**
     * Tries a PIN. `attempt` (a UUID) names the try: the same one asked again is counted once. The carrier that brought it is watched,
     * and `notice` (a UUID) tells the customer of the second wrong PIN and of the lock.
     */
    async verifyPin(
      account: AccountId,
      pinMac: string,
      attempt: string,
      { carrier, notice, now }: { carrier?: string; notice?: string; now?: number } = {},
    ): Promise<PinTry> {
      const [row] = await call<{
        is_right: boolean;
        tries_left: number | null;
        locked_until: Date | null;
        is_notified: boolean;
        is_late: boolean;
        is_slowed: boolean;
      }>(sql, 'verify_pin', {
        p_account: account,
        p_mac: bytea(pinMac),
        p_try: attempt,
        p_carrier: carrier ?? null,
        p_notice: notice ?? null,
        ...(now !== undefined && { p_now: timestamp(now) }),
      });
      if (!row) return { right: false, triesLeft: 0 };
      return {
        ...{ right: row.is_right, triesLeft: row.tries_left },
        ...(row.locked_until && { lockedUntil: row.locked_until.getTime() }),
        ...(row.is_notified && { isNotified: true }),
        ...(row.is_late && { isLate: true }),
        ...(row.is_slowed && { isSlowed: true }),
      };
    },
  };
}
