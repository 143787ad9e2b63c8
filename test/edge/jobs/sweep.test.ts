/** The sweep's steps beside each other: what one cannot do keeps no other from its work. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import { sweep } from '../../../edge/jobs/sweep.ts';

type Parts = Parameters<typeof sweep>[0];

let alerts: string[];
beforeEach(() => {
  alerts = [];
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation((line) => alerts.push(JSON.parse(line).what));
});
afterEach(() => vi.restoreAllMocks());

/** Parts that find nothing to do, but for what is said otherwise. `calls` names what was asked, in order. */
function town(over: Partial<Record<keyof Parts, object>>) {
  const calls: string[] = [];
  const part = (name: string, answers: Record<string, unknown>, others: object = {}) =>
    Object.fromEntries(
      Object.entries({ ...answers, ...others }).map(([method, answer]) => [
        method,
        async (...args: unknown[]) => {
          calls.push(`${name}.${method}`);
          return typeof answer === 'function' ? answer(...args) : answer;
        },
      ]),
    );
  const nothing = { commits: 0, expired: 0, unnotified: [] };
  const maintenance = {
    ready: true,
    runDueTimers: nothing,
    resolveUnclaimed: [],
    forget: 0,
    failures: [],
    endLongSessions: 0,
  };
  const parts = {
    market: kenya,
    clock: { now: () => 1_000 },
    maintenance: part('maintenance', maintenance, over.maintenance),
    receipts: part(
      'receipts',
      { due: { payments: [], notices: [] }, keepEarlyReports: 0 },
      over.receipts,
    ),
    airtime: part('airtime', { due: { due: [], givenUp: [] }, refundOwed: [] }, over.airtime),
    reversals: part('reversals', { retry: { ended: 0, payments: [] } }, over.reversals),
    publisher: {
      ...{ publishPayments: async () => {}, publishNotices: async () => {} },
      ...{ publishAirtime: async () => {}, ...over.publisher },
    },
  } as unknown as Parts;
  const times = (call: string) => calls.filter((one) => one === call).length;
  return { parts, times };
}

it('ends all whose time is over although no queue takes anything, and says so at the end', async () => {
  let rounds = 0;
  const due = () => {
    rounds += 1;
    return { commits: rounds < 4 ? 20 : 3, expired: 1, unnotified: ['p'] };
  };
  let full = 3;
  const hundred = () => Array.from({ length: full-- > 0 ? 100 : 1 }, () => 'p');
  const away = () => Promise.reject(new Error('away'));
  const { parts, times } = town({
    maintenance: { runDueTimers: due, resolveUnclaimed: hundred },
    publisher: { publishPayments: away },
  });
  await expect(sweep(parts)).rejects.toThrow('away');
  expect(times('maintenance.runDueTimers')).toBe(4);
  expect(times('maintenance.resolveUnclaimed')).toBe(4);
  expect(times('maintenance.forget')).toBe(1);
});

it.each([
  ['maintenance', 'runDueTimers'],
  ['maintenance', 'resolveUnclaimed'],
  ['receipts', 'due'],
  ['airtime', 'due'],
  ['airtime', 'refundOwed'],
  ['reversals', 'retry'],
  ['receipts', 'keepEarlyReports'],
  ['maintenance', 'forget'],
  ['maintenance', 'endLongSessions'],
] as const)('does every other step where %s.%s fails, and throws that', async (part, method) => {
  const fails = () => Promise.reject(new Error(`no ${method}`));
  const { parts, times } = town({ [part]: { [method]: fails } });
  await expect(sweep(parts)).rejects.toThrow(`no ${method}`);
  for (const call of [
    ...['maintenance.runDueTimers', 'maintenance.resolveUnclaimed', 'receipts.due', 'airtime.due'],
    ...['airtime.refundOwed', 'reversals.retry', 'receipts.keepEarlyReports'],
    ...['maintenance.forget', 'maintenance.failures', 'maintenance.endLongSessions'],
  ]) {
    expect(times(call), call).toBe(1);
  }
});

it('tells somebody of each item that the books could not end', async () => {
  const failures = [{ job: 'resolve_unclaimed', item: 'p', sqlstate: '22003' }];
  const { parts } = town({ maintenance: { failures } });
  expect(await sweep(parts)).toBe(1);
  expect(alerts).toEqual(['Error: resolve_unclaimed: payment p: 22003']);
});

it('forgets in pieces until a piece is not full, and leaves the rest to the next one', async () => {
  let left = 2_500;
  const forget = (limit: number) => {
    const done = Math.min(limit, left);
    left -= done;
    return done;
  };
  const { parts, times } = town({ maintenance: { forget } });
  await sweep(parts);
  expect([left, times('maintenance.forget')]).toEqual([0, 3]);
  const endless = town({ maintenance: { forget: (limit: number) => limit } });
  await sweep(endless.parts);
  expect(endless.times('maintenance.forget')).toBe(50);
});
