/**
 * Values cross here between TypeScript and the columns of the database. The driver reads a bigint as text, a timestamp as a
 * Date and SQL's null as null; the stores turn them into values here and nowhere else.
 */
import type { WalletOwner } from '../../core/account.ts';
import { type Currency, type Money, money } from '../../core/money.ts';

/** Writes a time (milliseconds since 1970, UTC) as a timestamptz parameter. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}

/** Writes bytes, given in hex, as a bytea parameter. */
export function bytea(hex: string): string {
  return `\\x${hex}`;
}

/** Writes an optional value as a parameter: an absent one is SQL's null. */
export function nullable<Value, Parameter>(
  value: Value | undefined,
  write: (value: Value) => Parameter,
): Parameter | null {
  return value === undefined ? null : write(value);
}

/** Reads a column that may be null: null is undefined. */
export function optional<Column, Value>(
  column: Column | null,
  read: (column: Column) => Value,
): Value | undefined {
  return column === null ? undefined : read(column);
}

/** Reads columns of minor units as money of this currency. */
export function moneyIn(currency: Currency): (minor: string) => Money {
  return (minor) => money(BigInt(minor), currency);
}

/** A number as the driver reads it, or as the text that a packed row has of it; null is none. */
export type NumberColumn = string | number | null;

/** A boolean, likewise: a packed row has `t` or `f`. */
export type BooleanColumn = string | boolean | null;

export function numberOrNull(column: NumberColumn): number | null {
  return column === null ? null : Number(column);
}

export function booleanOrNull(column: BooleanColumn): boolean | null {
  return typeof column === 'string' ? column === 't' : column;
}

/** The arguments that name a customer's wallet to the books. */
export function ownerArguments({ account, msisdn }: WalletOwner) {
  return { p_account: account, p_msisdn: msisdn };
}
