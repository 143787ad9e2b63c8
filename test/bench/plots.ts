/** Makes the plots of the page from the results: each one's file and text. */
import type { Grown } from './parts/growth.ts';
import { type Chart, plot } from './plot.ts';
import type { Results } from './results.ts';

export interface Plot {
  readonly file: string;
  readonly title: string;
  readonly svg: string;
}

export function plots({ payments, growth, road }: Results): Plot[] {
  const charts: Record<string, Chart> = {
    ...(payments && byCallers(payments.result.byCallers)),
    ...(growth && {
      'growth-accounts': grown(growth.result.byAccounts, 'accounts', true),
      'growth-entries': grown(growth.result.byEntries, 'entries', false),
    }),
    ...(road && { latency: waits(road.result.offered) }),
  };
  return Object.entries(charts).map(([name, chart]) => {
    return { file: `plots/${name}.svg`, title: chart.title, svg: plot(chart) };
  });
}

type Throughput = { callers: number; batch: number; perSecond: number };

function byCallers(points: readonly Throughput[]): Record<string, Chart> {
  const y = { label: 'payments a second' };
  const line = (of: 'callers' | 'batch') => [
    {
      name: 'pipeline',
      points: points
        .map((each) => [each[of], each.perSecond] as const)
        .toSorted(([a], [b]) => a - b),
    },
  ];
  return {
    'throughput-callers': {
      title: 'Throughput against callers',
      x: { label: 'callers, each awaiting its own payment', log: true },
      ...{ y, series: line('callers') },
    },
    'throughput-batch': {
      title: 'Throughput against batch size',
      x: { label: 'payments that shared a statement, on average', log: true },
      ...{ y, series: line('batch') },
    },
  };
}

/** Each value divided by the first. */
function grown(sizes: readonly Grown[], of: 'accounts' | 'entries', log: boolean): Chart {
  const line = (name: string, value: (costs: Grown) => number | undefined) => {
    const [first] = sizes.map(value);
    const points = sizes.flatMap((each) => {
      const own = value(each);
      return own === undefined || !first ? [] : [[each[of], own / first] as const];
    });
    return { name, points };
  };
  return {
    title: `What a payment costs against ${of}`,
    x: { label: of === 'accounts' ? 'accounts' : 'entries that were there before', log },
    y: { label: 'times the first' },
    series: [
      line('CPU of PostgreSQL', ({ ownMs }) => ownMs),
      line('WAL', ({ walBytes }) => walBytes),
      line('pages looked at', ({ buffers }) => buffers),
    ].filter(({ points }) => points.length > 0),
  };
}

type Wait = { offered: number; p50: number; p99?: number };

function waits(offered: readonly Wait[]): Chart {
  return {
    title: 'How long a payment takes on the whole road',
    x: { label: 'payments that arrive in a second, whether or not others were answered' },
    y: { label: 'milliseconds' },
    series: [
      { name: 'p50', points: offered.map((each) => [each.offered, each.p50] as const) },
      { name: 'p99', points: offered.map((each) => [each.offered, each.p99 ?? 0] as const) },
    ],
  };
}
