/**
 * The audit trail: a running hash of what is posted, kept outside the database, so that whoever edits or cuts the books consistently
 * is named all the same. The trail is a row of pieces. A piece has a digest of each row in a range of running numbers, and the
 * hash of them and of the piece before it.
 *
 * Payments, operators' acts and rule sets are taken by their running numbers, the entries of system accounts by their numbers within
 * the account, and receipts with the numbers of their payments, some time later. (Other entries are in the digests of their payments.)
 * A running number is given before its transaction commits, perhaps after higher ones. So a range ends at the number that was the
 * last one when the trail was extended before, and only once every transaction of that moment has ended: then each number up to
 * there is in the books or will never be. A payment that is still open by then is remembered, and taken when it has ended.
 *
 * What extends the trail costs what is new, never what is old. Extending it twice is like once: a piece and the place where the
 * next one begins are stored together. What comes to the books later than the trail is extended is not covered yet.
 */
import { call } from '../driver/call.ts';
import type { Sql } from '../driver/sql.ts';
import {
  fingerprint,
  type NumberRange,
  pieceHash,
  type RowsOfPiece,
  rangeOf,
  rowsOf,
  type TrailRow,
} from './trail-rows.ts';

export interface TrailPiece extends RowsOfPiece {
  /** The first piece is 1. */
  readonly n: number;
  /** The rows by their names and the first 16 digits of their digests: "17:0a1b… 18:…", in order. */
  readonly rows: string;
  /** The numbers in the ranges that were open, and come in a later piece. */
  readonly open?: readonly number[];
  /** Of the piece before it, and of this one's ranges and rows. */
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface OpenPayment {
  readonly number: number;
  readonly id: string;
}

/** How far the trail has come. */
export interface TrailState {
  readonly pieces: number;
  readonly hash: string;
  readonly payment: number;
  readonly act: number;
  readonly ruleSet: number;
  /** By system account. */
  readonly entries: Readonly<Record<string, number>>;
  /** The receipts of payments up to this number were taken. */
  readonly told: number;
  /** When the payments up to a number were taken, oldest first, of those whose receipts were not. */
  readonly marks: readonly { readonly to: number; readonly at: number }[];
  readonly open: readonly OpenPayment[];
  /** Numbers up to these are in the books or will never be. */
  readonly safe: { readonly payment: number; readonly act: number };
  /** What becomes safe when all transactions before `newest` have ended. */
  readonly next?: { readonly payment: number; readonly act: number; readonly newest: number };
}

/** Where the trail is kept. */
export interface TrailStore {
  state(): TrailState;
  /** Stores both or neither. */
  save(state: TrailState, piece?: TrailPiece): void;
}

export const emptyTrail: TrailState = {
  ...{ pieces: 0, hash: '', payment: 0, act: 0, ruleSet: 0, entries: {}, told: 0 },
  ...{ marks: [], open: [] },
  safe: { payment: 0, act: 0 },
};

/** A piece has at most so many rows: their digests are some ten kilobytes, and read in some ten milliseconds. */
const most = 500;

/** Receipts are taken when their payment is older than this (milliseconds): by then a gateway has them, or is down. */
const receiptsAfter = 120_000;

/** Payments that were taken within such a time (milliseconds) are as old as the last of them. */
const markEvery = 10_000;

/** Extends the trail by what is new, at most `limit` pieces. Returns how many it was. */
export async function extendTrail(
  sql: Sql,
  store: TrailStore,
  now: number,
  limit: number,
): Promise<number> {
  const [horizon] = await call<Horizon>(sql, 'trail_horizon');
  if (!horizon) return 0;
  store.save(withHorizon(store.state(), horizon));
  const begun = store.state().pieces;
  await takeLate(sql, store, now);
  for (;;) {
    const before = store.state();
    if (before.pieces - begun >= limit) break;
    const piece =
      (await nextPayments(sql, before)) ??
      (await nextNumbered(sql, before, horizon)) ??
      (await nextEntries(sql, before, horizon)) ??
      (await nextReceipts(sql, before, now));
    if (!piece) break;
    append(store, piece, now);
  }
  return store.state().pieces - begun;
}

interface Horizon {
  readonly payment: string;
  readonly act: string;
  readonly rule_set: string;
  readonly entries: Readonly<Record<string, number>>;
  readonly newest: string;
  readonly oldest: string;
}

/** A server that was restored from a backup counts its transactions from there, and they are taken anew. */
function withHorizon(state: TrailState, horizon: Horizon): TrailState {
  const { next } = state;
  const [newest, oldest] = [Number(horizon.newest), Number(horizon.oldest)];
  const seen = { payment: Number(horizon.payment), act: Number(horizon.act), newest };
  if (!next || newest < next.newest) return { ...state, next: seen };
  if (oldest < next.newest) return state;
  return { ...state, safe: { payment: next.payment, act: next.act }, next: seen };
}

/** What a step found: a piece without its place in the row, and the state behind it. */
interface NextPiece extends RowsOfPiece {
  readonly rows: readonly TrailRow[];
  readonly open?: readonly number[];
  readonly behind: Partial<TrailState>;
}

function append(store: TrailStore, { behind, rows, ...next }: NextPiece, at: number): void {
  const state = store.state();
  const n = state.pieces + 1;
  const hash = pieceHash(state.hash, next, rows);
  const marks = next.kind === 'payments' ? marked(state, rangeOf(next).to, at) : state.marks;
  const written = rows.map(({ name, digest }) => `${name}:${fingerprint(digest)}`).join(' ');
  store.save(
    { ...state, marks, ...behind, pieces: n, hash },
    { ...next, n, rows: written, hash, at },
  );
}

function marked({ marks }: TrailState, to: number, at: number): TrailState['marks'] {
  const last = marks.at(-1);
  const isNear = last && Math.floor(last.at / markEvery) === Math.floor(at / markEvery);
  return [...(isNear ? marks.slice(0, -1) : marks), { to, at }];
}

async function takeLate(sql: Sql, store: TrailStore, now: number): Promise<void> {
  const { open } = store.state();
  for (let i = 0; i < open.length; i += most) {
    const asked = open.slice(i, i + most);
    const wanted = { kind: 'late', ranges: [], ids: asked.map(({ id }) => id) } as const;
    const rows = (await rowsOf(sql, wanted)).filter(isPosted);
    if (rows.length === 0) continue;
    const ended = new Set(rows.map(({ number }) => number));
    const ids = asked.filter(({ number }) => ended.has(number)).map(({ id }) => id);
    const left = store.state().open.filter(({ number }) => !ended.has(number));
    append(store, { kind: 'late', ranges: [], ids, rows, behind: { open: left } }, now);
  }
}

async function nextPayments(sql: Sql, state: TrailState): Promise<NextPiece | undefined> {
  const { payment: after, safe } = state;
  if (safe.payment <= after) return undefined;
  const range = { after, to: Math.min(after + most, safe.payment) };
  const rows = await rowsOf(sql, { kind: 'payments', ranges: [range] });
  const open = rows.flatMap(({ number, id }) => (id === undefined ? [] : [{ number, id }]));
  return {
    ...{ kind: 'payments', ranges: [range], rows: rows.filter(isPosted) },
    open: open.map(({ number }) => number),
    behind: { payment: range.to, open: [...state.open, ...open] },
  };
}

/** Acts and rule sets. A rule set has its number when the one before it was committed. */
async function nextNumbered(
  sql: Sql,
  state: TrailState,
  horizon: Horizon,
): Promise<NextPiece | undefined> {
  const last = { acts: state.safe.act, rule_sets: Number(horizon.rule_set) };
  const from = { acts: state.act, rule_sets: state.ruleSet };
  for (const kind of ['acts', 'rule_sets'] as const) {
    if (last[kind] <= from[kind]) continue;
    const range = { after: from[kind], to: Math.min(from[kind] + most, last[kind]) };
    const rows = await rowsOf(sql, { kind, ranges: [range] });
    const behind = kind === 'acts' ? { act: range.to } : { ruleSet: range.to };
    return { kind, ranges: [range], rows, behind };
  }
  return undefined;
}

/** An account's entries have their numbers without a gap, in the order in which they are committed. */
async function nextEntries(
  sql: Sql,
  state: TrailState,
  horizon: Horizon,
): Promise<NextPiece | undefined> {
  const ranges: Required<NumberRange>[] = [];
  let room = most;
  for (const [account, last] of Object.entries(horizon.entries)) {
    const after = state.entries[account] ?? 0;
    const to = Math.min(last, after + room);
    if (to <= after) continue;
    ranges.push({ account, after, to });
    room -= to - after;
  }
  if (ranges.length === 0) return undefined;
  const behind = Object.fromEntries(ranges.map(({ account, to }) => [account, to]));
  return {
    ...{ kind: 'entries', ranges, rows: await rowsOf(sql, { kind: 'entries', ranges }) },
    behind: { entries: { ...state.entries, ...behind } },
  };
}

async function nextReceipts(
  sql: Sql,
  state: TrailState,
  now: number,
): Promise<NextPiece | undefined> {
  const marks = state.marks.filter(({ to }) => to > state.told);
  const old = marks.findLast(({ at }) => at <= now - receiptsAfter);
  if (!old) return undefined;
  const range = { after: state.told, to: Math.min(state.told + most, old.to) };
  const rows = await rowsOf(sql, { kind: 'receipts', ranges: [range] });
  return { kind: 'receipts', ranges: [range], rows, behind: { told: range.to, marks } };
}

function isPosted({ digest }: TrailRow): boolean {
  return digest !== null;
}
