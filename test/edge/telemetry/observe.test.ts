/** The hooks of the metrics port, around gateways and queues that do not know it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { SmsAnswer, SmsGateway } from '../../../edge/gateways/sms/port.ts';
import { combined, type Metrics, silent } from '../../../edge/telemetry/metrics.ts';
import {
  checksObserver,
  flushObserver,
  observedGateway,
  observeQueue,
} from '../../../edge/telemetry/observe.ts';
import { TestClock } from '../../support/clock/clock.ts';

const sms = { to: '254700123456' as Msisdn, text: 'Hello', messageId: 'one' };
const about = { gateway: 'sms', vendor: 'handset' } as const;

let clock: TestClock;
let heard: unknown[];
/** Listens to everything. */
let metrics: Metrics;

beforeEach(() => {
  clock = new TestClock();
  heard = [];
  const hook = (event: unknown) => void heard.push(event);
  metrics = { batch: hook, check: hook, gateway: hook, queue: hook };
});
afterEach(() => vi.restoreAllMocks());

describe('where nobody listens', () => {
  /** Time that must not be asked for. */
  const stopped = {
    now: () => expect.unreachable('nobody needs the time'),
    after: () => expect.unreachable('nobody waits'),
  };

  it('a gateway stays the one that it was', () => {
    const gateway: SmsGateway = { send: async () => ({ messageId: 'M1' }) };
    expect(observedGateway(gateway, about, { metrics: silent, clock: stopped })).toBe(gateway);
  });

  it('batches and checks have no observer', () => {
    expect(flushObserver(silent, stopped)).toBeUndefined();
    expect(checksObserver(silent)).toBeUndefined();
    const onlyQueues = combined([{ queue: () => {} }, {}]);
    expect(Object.keys(onlyQueues)).toEqual(['queue']);
    expect(flushObserver(onlyQueues, stopped)).toBeUndefined();
  });

  it('a queue is consumed, and its messages are not looked at', async () => {
    const consume = vi.fn(async () => {});
    const batch = { queue: 'airtime', messages: undefined as never };
    await observeQueue(batch, { metrics: silent, clock: stopped }, consume);
    expect(consume).toHaveBeenCalledOnce();
  });
});

describe('a call of a gateway', () => {
  const calls = (send: () => Promise<SmsAnswer>) =>
    observedGateway<SmsGateway>({ send }, about, { metrics, clock }).send(sms);

  it.each<[string, SmsAnswer]>([
    ['accepted', { messageId: 'M1' }],
    ['refused', { refused: 'InvalidPhoneNumber', final: true, elsewhere: false }],
  ])('that is %s is told with its time, and answered as before', async (outcome, answer) => {
    const called = calls(async () => {
      await clock.after(40).elapsed;
      return answer;
    });
    await clock.advance(40);
    expect(await called).toBe(answer);
    expect(heard).toEqual([{ ...about, outcome, ms: 40 }]);
  });

  it('that fails is unknown, and fails as before', async () => {
    const error = new Error('away');
    await expect(calls(() => Promise.reject(error))).rejects.toBe(error);
    expect(heard).toEqual([{ ...about, outcome: 'unknown', ms: 0 }]);
  });
});

describe('a batch of a queue', () => {
  const message = (age: number, attempts: number) =>
    ({ timestamp: new Date(clock.now() - age), attempts }) as Message;
  const consumed = (consume: () => Promise<void>) =>
    observeQueue(
      { queue: 'airtime', messages: [message(200, 1), message(900, 3)] },
      { metrics, clock },
      consume,
    );

  it('is told with its size, its lag, its retries and its time', async () => {
    const done = consumed(() => clock.after(30).elapsed);
    await clock.advance(30);
    await done;
    const found = { queue: 'airtime', size: 2, lagMs: 900, retries: 2, outcome: 'done', ms: 30 };
    expect(heard).toEqual([found]);
  });

  it('that fails is told too, and fails as before', async () => {
    const error = new Error('the database is away');
    await expect(consumed(() => Promise.reject(error))).rejects.toBe(error);
    expect(heard).toMatchObject([{ outcome: 'failed' }]);
  });
});

describe('several collectors', () => {
  it('hear the same, and one that throws disturbs neither the others nor the caller', () => {
    const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken: Metrics = {
      check: () => {
        throw new Error('a collector that is wrong');
      },
    };
    const check = { check: 'fraud', status: 'late', ms: 5_000 } as const;
    combined([broken, metrics, metrics]).check?.(check);
    expect(heard).toEqual([check, check]);
    expect(alerts).toHaveBeenCalledOnce();
  });
});
