/** The books held against the audit trail: what was posted, and has changed or gone since. */
import type { Sql } from '../driver/sql.ts';
import type { Violation } from '../ledger/maintenance.ts';
import type { TrailPiece, TrailState } from './trail.ts';
import { fingerprint, type PieceKind, pieceHash, rowsOf } from './trail-rows.ts';

export const trailInvariant = '32 what is posted stays as it was';

const nouns: Readonly<Record<PieceKind, string>> = {
  payments: 'payment number',
  late: 'payment number',
  acts: 'act',
  rule_sets: 'rule set',
  entries: 'entry',
  receipts: 'receipt of payment number',
};

/** Finds the rows of a piece that are not as they were. `before` is the hash of the piece in front of it. */
export async function pieceViolations(
  sql: Sql,
  piece: TrailPiece,
  before: string,
): Promise<Violation[]> {
  const { n, kind, open = [] } = piece;
  const since = `since ${new Date(piece.at).toISOString()}`;
  const named = (name: string, what: string) => ({
    ...{ invariant: trailInvariant, subject: `${nouns[kind]} ${name}` },
    detail: `${what} ${since}, piece ${n} of the audit trail`,
  });
  const rows = await rowsOf(sql, piece);
  const there = new Map(rows.map((row) => [row.name, row]));
  const hashed = new Map(piece.rows.split(' ').flatMap((each) => pair(each)));
  const later = new Set(open);
  // A gateway may take a receipt after its piece. Other invariants say which there must be.
  const mayCome = kind === 'receipts';
  const found = [
    ...[...hashed].flatMap(([name, print]) => {
      const row = there.get(name);
      if (!row) return [named(name, 'has gone')];
      return fingerprint(row.digest) === print ? [] : [named(name, 'has changed')];
    }),
    ...rows
      .filter(({ name, number }) => !hashed.has(name) && !later.has(number) && !mayCome)
      .map(({ name }) => named(name, 'was added')),
  ];
  if (found.length > 0) return found;
  const same = rows.filter(({ name }) => hashed.has(name));
  return pieceHash(before, piece, same) === piece.hash ? [] : [named('of all', 'are not those')];
}

/** Finds the payments that were open when the trail came by and that are not there any more. */
export async function openViolations(sql: Sql, { open }: TrailState): Promise<Violation[]> {
  const ids = open.map(({ id }) => id);
  const rows = await rowsOf(sql, { kind: 'late', ranges: [], ids });
  const there = new Set(rows.map(({ number }) => number));
  return open
    .filter(({ number }) => !there.has(number))
    .map(({ number }) => ({
      ...{ invariant: trailInvariant, subject: `payment number ${number}` },
      detail: 'was open and has gone',
    }));
}

function pair(row: string): [name: string, print: string][] {
  const at = row.lastIndexOf(':');
  return at === -1 ? [] : [[row.slice(0, at), row.slice(at + 1)]];
}
