/** The targets, and what was measured for each: a row for each one, in the order of reading. */

import type { Spread } from './measuring/turns.ts';
import { type PeerName, peerFiles } from './parts/peers.ts';
import type { Results } from './results.ts';

export interface Row {
  readonly what: string;
  /** Absent where the target was not measured; then `why` says the reason. */
  readonly value?: number;
  readonly missing?: string;
  /** The range, where the target was measured several times. */
  readonly spread?: Spread;
  readonly unit: Unit;
  readonly bound?: Bound;
}

/** The unit: a ratio, per second, milliseconds, or bytes. */
export type Unit = '×' | '/s' | 'ms' | 'B';

/** The limit that must be kept, as a minimum or a maximum, and the value that we aim for. */
export interface Bound {
  readonly kind: 'at least' | 'at most';
  readonly target: number;
  readonly aim: number;
}

/** The reason for a missing result of a part that this run did not measure. */
export const unmeasured = 'not in this run';

type Found = number | Spread | undefined;

export type Verdict = 'aim reached' | 'met' | 'NOT MET' | 'not measured' | '';

export function verdictOf({ value, bound, missing }: Row): Verdict {
  if (missing !== undefined || value === undefined) return 'not measured';
  if (!bound) return '';
  const reached = (limit: number) => (bound.kind === 'at least' ? value >= limit : value <= limit);
  return reached(bound.aim) ? 'aim reached' : reached(bound.target) ? 'met' : 'NOT MET';
}

export function rows(results: Results): Row[] {
  return [...speed(results), ...besidePeers(results), ...shapes(results), ...grown(results)];
}

function speed(results: Results): Row[] {
  const { payments, road } = results;
  const all = payments?.result;
  const whole = road?.result;
  return [
    row('full pipeline to TPC-B, both over the database’s protocol', '×', all?.toTpcb.direct, {
      ...atLeast(2.5, 4),
    }),
    row('… the pipeline over HTTP', '×', all?.toTpcb.http),
    row('payments, over the database’s protocol', '/s', all?.measured.direct.perSecond, {
      ...atLeast(10_000, 15_000),
    }),
    row('… over HTTP', '/s', all?.measured.http.perSecond),
    row('TPC-B', '/s', all?.measured.tpcb.perSecond),
    row('whole road through workerd to TPC-B', '×', whole?.toTpcb, atLeast(0.6, 1)),
    row('… payments', '/s', whole?.road.perSecond),
    row('p99 of the whole road at half of its most', 'ms', atHalf(results), atMost(200, 100)),
    row('p99 of the correlation over its slowest check', 'ms', all?.correlation.p99, atMost(2, 1)),
  ];
}

function atHalf({ road }: Results): number | undefined {
  return road?.result.offered.find(({ share }) => share === 0.5)?.p99;
}

const peerBounds: Readonly<Record<PeerName, readonly [what: string, bound: Bound]>> = {
  pgledgerSpread: ['full pipeline to pgledger, spread accounts', atLeast(2.5, 4)],
  pgledgerHot: ['… one payee for all', atLeast(8, 15)],
  batchTransfers: [
    'full pipeline to bare batch_transfers, batches of 100 on one connection',
    atLeast(0.5, 1),
  ],
  batchTransfersAtBest: ['… at their best', atLeast(0.5, 1)],
};

function besidePeers({ peers }: Results): Row[] {
  return (Object.entries(peerBounds) as [PeerName, readonly [string, Bound]][]).map(
    ([name, [what, bound]]) => {
      const found = peers?.result[name]?.ratio;
      if (found || !peers) return row(what, '×', found, bound);
      return { what, unit: '×', bound, missing: `${peerFiles[name]} is not set` };
    },
  );
}

function shapes({ payments }: Results): Row[] {
  const to = payments?.result.toSpread;
  return [
    row('one payee for all to spread accounts', '×', to?.hotPayee, atLeast(1, 1.3)),
    row('one payer for all to spread accounts', '×', to?.hotPayer, atLeast(1, 1.3)),
    row('half rejected for want of money to none', '×', to?.halfRejected, atLeast(0.9, 1)),
    row(
      ...(['a lone caller to the same statements by plain calls', '×'] as const),
      ...([payments?.result.loneToPlain, atLeast(0.9, 1)] as const),
    ),
  ];
}

function grown({ growth, payments }: Results): Row[] {
  const flat = atMost(1.25, 1.05);
  const walTimes = (of: 'byAccounts' | 'byEntries') => {
    const [first, ...others] = growth?.result[of].map(({ walBytes }) => walBytes) ?? [];
    return first === undefined ? undefined : Math.max(...others) / first;
  };
  /** The figures of the size that takes the most. */
  const ownTimes = (of: 'byAccounts' | 'byEntries') =>
    growth?.result[of]
      .flatMap((each) => each.ownTimes ?? [])
      .reduce<Spread | undefined>(
        (most, each) => (most && most.middle > each.middle ? most : each),
        undefined,
      );
  const [accounts, entries] = (['byAccounts', 'byEntries'] as const).map((of) => {
    const sizes = growth?.result[of].map((each) =>
      of === 'byAccounts' ? each.accounts : each.entries,
    );
    return sizes ? `${thousands(sizes[0])} to ${thousands(sizes.at(-1))}` : 'few to many';
  });
  return [
    row(`CPU of a payment, ${accounts} accounts`, '×', ownTimes('byAccounts'), flat),
    row(`WAL of a payment, ${accounts} accounts`, '×', walTimes('byAccounts'), flat),
    row(`CPU of a payment, ${entries} entries`, '×', ownTimes('byEntries'), flat),
    row(`WAL of a payment, ${entries} entries`, '×', walTimes('byEntries'), flat),
    row('disk for a payment, all its rows and indexes', 'B', payments?.result.storedBytes, {
      ...atMost(1_600, 1_000),
    }),
  ];
}

function thousands(value: number | undefined): string {
  return (value ?? Number.NaN).toLocaleString('en');
}

function atLeast(target: number, aim: number): Bound {
  return { kind: 'at least', target, aim };
}

function atMost(target: number, aim: number): Bound {
  return { kind: 'at most', target, aim };
}

function row(what: string, unit: Unit, found: Found, bound?: Bound): Row {
  const judged = { what, unit, ...(bound && { bound }) };
  if (found === undefined || Number.isNaN(found)) return { ...judged, missing: unmeasured };
  if (typeof found === 'number') return { ...judged, value: found };
  return { ...judged, value: found.middle, spread: found };
}
