/**
 * Where a payment may be cut off, from before anything is known of it (C0) to after its message was taken (C9), and all
 * that may happen there: each of the database's five misbehaviours, once, or for good, or once while the payer's
 * Subscriber or Partition object is aborted.
 */
import type { Fault, Misbehaviour } from '../../../db/local/neon-faults.ts';
import type { End } from '../system/truth.ts';

export interface Point {
  readonly name: string;
  /** The statement that is under way. */
  readonly match: string;
  /** Whether it has taken effect; else the same happens in its place. */
  readonly executed: boolean;
  /** How the payment ends where it never gets through. Where it does, it completes. */
  readonly end: (fault: Fault) => End;
}

const as = (end: End) => () => end;

export const points = [
  point('C0 before the customer is known', 'tuma.find_customer', true, as('none')),
  // Nobody needs those: the number can be typed.
  point('C0 before the last recipients are known', 'tuma.read_recipients', true, as('completed')),
  point('C0 before the price is known', 'tuma.read_quote', true, as('none')),
  point('C1 before the payment is asked for', 'tuma.verify_pin', true, as('none')),
  point('C2 reserve is not executed', 'tuma.reserve', false, as('failed')),
  point('C3 the reply of reserve is lost', 'tuma.reserve', true, as('failed')),
  point('C4 between reserve and settle', 'tuma.read_check_inputs', true, as('failed')),
  point('C5 settle is not executed', 'tuma.settle', false, as('failed')),
  point('C6 inside settle', 'tuma.settle', true, (fault) =>
    fault === 'refuse' ? 'failed' : 'completed',
  ),
  point('C7 the reply of settle is lost', 'tuma.settle', true, as('completed')),
  point('C8 the bell is not heard', 'tuma.claim_receipts', true, as('completed')),
  point('C9 the mark of a message is lost', 'tuma.finish_receipts', false, as('completed')),
] as const;

function point(name: string, match: string, executed: boolean, end: Point['end']): Point {
  return { name, match, executed, end };
}

/** What takes longest is first, because it begins first. */
export const faults = ['hang', 'refuse', 'drop', 'cut', 'bad_gateway'] as const satisfies Fault[];

export type Aborted = 'Subscriber' | 'Partition';

export interface Cell {
  readonly name: string;
  readonly point: Point;
  readonly fault: Fault;
  /** Nothing is tried more than four times, so that is for good. */
  readonly times: 1 | 4;
  readonly aborted?: Aborted;
}

function cellsOf(times: Cell['times'], aborted?: Aborted): Cell[] {
  return faults.flatMap((fault) =>
    points.map((one) => {
      const how = aborted ? `and the ${aborted} is aborted` : times > 1 ? 'for good' : 'once';
      const name = `${one.name}: ${one.match}, ${fault}, ${how}`;
      return { name, point: one, fault, times, ...(aborted && { aborted }) };
    }),
  );
}

const all = [...cellsOf(1), ...cellsOf(4), ...cellsOf(1, 'Subscriber'), ...cellsOf(1, 'Partition')];

/** Cells that go at the same time. Those about messages are by themselves: messages of several payments go together. */
export const rounds: readonly (readonly Cell[])[] = [
  ...[cellsOf(4), cellsOf(1), cellsOf(1, 'Subscriber'), cellsOf(1, 'Partition')].map((cells) =>
    cells.filter((cell) => !isAfterEnd(cell)),
  ),
  ...['tuma.claim_receipts', 'tuma.finish_receipts'].map((match) =>
    all.filter(({ point }) => point.match === match),
  ),
];

/** Whether it is about what follows the payment's end. */
export function isAfterEnd({ point: { match } }: Cell): boolean {
  return /receipts/.test(match);
}

/** Whether the server ends the connection in the middle, and the fault comes when it is tried again. */
export function isInside({ point }: Cell): boolean {
  return point.name.startsWith('C6');
}

/**
 * What to ask of the database's endpoint, for requests with this value. A refused request was not executed, so where the
 * statement has taken effect its reply is dropped, and what is refused is the next try.
 */
export function wishesOf(cell: Cell, value: string): Misbehaviour[] {
  const { name, fault, times, aborted } = cell;
  const { match, executed } = cell.point;
  const common = { match, for: value, name };
  const again: Misbehaviour[] = executed
    ? refusedAfter(cell, common)
    : [{ ...common, fault, times, unexecuted: true }];
  // The next try waits, so that the object is aborted in the middle of it.
  return aborted ? [...again, { match, for: value, fault: 'latency', ms: 300, skip: 1 }] : again;
}

function refusedAfter(cell: Cell, common: Omit<Misbehaviour, 'fault'>): Misbehaviour[] {
  const { fault, times } = cell;
  if (fault !== 'refuse') return [{ ...common, fault, times }];
  const refuse: Misbehaviour = { ...common, fault, times, skip: 1 };
  return isInside(cell) ? [refuse] : [{ ...common, fault: 'drop' }, refuse];
}
