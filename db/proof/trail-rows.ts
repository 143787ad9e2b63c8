/** The rows of the audit trail, read from the books, and their hashes. */
import { createHash } from 'node:crypto';
import { call } from '../driver/call.ts';
import type { Sql } from '../driver/sql.ts';

export type PieceKind = 'payments' | 'late' | 'acts' | 'rule_sets' | 'entries' | 'receipts';

/** Numbers above `after` and up to `to`; of entries, those of one account. */
export interface NumberRange {
  readonly account?: string;
  readonly after: number;
  readonly to: number;
}

/** A row, by a name that is its own within its kind of piece. */
export interface TrailRow {
  readonly name: string;
  readonly number: number;
  /** Of a payment that is open. */
  readonly id?: string;
  /** Null while a payment is open. */
  readonly digest: string | null;
}

/** Which rows a piece has. */
export interface RowsOfPiece {
  readonly kind: PieceKind;
  readonly ranges: readonly NumberRange[];
  /** The ids of payments that were open when their range was taken. */
  readonly ids?: readonly string[];
}

/** The first 16 digits: 64 bits name a row that changed. The piece's hash has all of the digest. */
export function fingerprint(digest: string | null): string {
  return (digest ?? '').slice(0, 16);
}

/** Each text is written with its length, so that no two pieces are hashed from one text. */
export function pieceHash(
  before: string,
  piece: Pick<RowsOfPiece, 'kind' | 'ranges'>,
  rows: readonly TrailRow[],
): string {
  const hash = createHash('sha256');
  const write = (text: string) => hash.update(`${text.length}:${text}`);
  for (const text of [before, piece.kind, JSON.stringify(piece.ranges)]) write(text);
  for (const { name, digest } of rows) {
    write(name);
    write(digest ?? '');
  }
  return hash.digest('hex');
}

/** Reads the rows of a piece as the books have them now. */
export async function rowsOf(
  sql: Sql,
  { kind, ranges, ids = [] }: RowsOfPiece,
): Promise<TrailRow[]> {
  const { after, to } = rangeOf({ ranges });
  const range = { p_after: after, p_to: to };
  const calls: Record<PieceKind, () => Promise<RawRow[]>> = {
    payments: () => call(sql, 'trail_payments', { ...range, p_ids: ids }),
    late: () => call(sql, 'trail_payments', { ...range, p_ids: ids }),
    acts: () => call(sql, 'trail_acts', range),
    rule_sets: () => call(sql, 'trail_rule_sets', range),
    receipts: () => call(sql, 'trail_receipts', range),
    entries: () =>
      call(sql, 'trail_entries', {
        p_accounts: ranges.map(({ account = '' }) => account),
        p_after: ranges.map((each) => each.after),
        p_to: ranges.map((each) => each.to),
      }),
  };
  const rows = await calls[kind]();
  return rows
    .map(({ number, account, party, id, digest }) => ({
      name: [account, number, party].filter((part) => part !== undefined).join('/'),
      ...{ number: Number(number), digest, ...(id && { id }) },
    }))
    .toSorted((a, b) => a.number - b.number || (a.name < b.name ? -1 : 1));
}

interface RawRow {
  readonly number: string;
  readonly account?: string;
  readonly party?: string;
  readonly id?: string | null;
  readonly digest: string | null;
}

export function rangeOf({ ranges }: Pick<RowsOfPiece, 'ranges'>): NumberRange {
  const { after, to } = ranges[0] ?? { after: 0, to: 0 };
  return { after, to };
}
