import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Msisdn } from '../../../../../core/msisdn.ts';
import { ownsSession } from '../../../../../edge/channels/ussd/abuse/session-owner.ts';
import { pseudonyms } from '../../../../../edge/crypto.ts';
import type { SubscriberTurn } from '../../../../../edge/objects/rpc.ts';
import type { Parts } from '../../../../../edge/parts.ts';
import type { SecurityEvent } from '../../../../../edge/telemetry/security-events.ts';
import { TestClock } from '../../../../support/clock/clock.ts';

const tokens = pseudonyms({ TOKEN_KEY: 'a key of the tests' });
const who = { carrier: 'nalo', sessionId: 's1', msisdn: '254700123456' as Msisdn, budget: 160 };
const turn: SubscriberTurn = { ...who, transcript: '' };
const begins = { ...who, event: 'start', input: '*334#', service: '*334#', at: 0 } as const;

let clock: TestClock;
let reported: SecurityEvent[];
let alerts: string[];

/** Asks about the turn, where the SessionOwners object answers so. */
function asks(about: SubscriberTurn, claim: (...asked: unknown[]) => Promise<boolean>) {
  const owners = (() => ({ claim })) as unknown as Parts['owners'];
  const parts = { owners, pseudonyms: tokens, clock };
  return ownsSession(about, parts, (what) => reported.push(what));
}

beforeEach(() => {
  clock = new TestClock();
  reported = [];
  alerts = [];
  vi.spyOn(console, 'error').mockImplementation((line) => alerts.push(JSON.parse(line).event));
});
afterEach(() => vi.restoreAllMocks());

describe('the session of a turn', () => {
  test('is asked for by tokens alone, and whether it begins', async () => {
    const claim = vi.fn(async () => true);
    expect(await asks(turn, claim)).toBe(true);
    expect(await asks(begins, claim)).toBe(true);
    const [session, subscriber] = [tokens.session('nalo', 's1'), tokens.subscriber(who.msisdn)];
    expect(claim.mock.calls).toEqual([
      [session, subscriber, false],
      [session, subscriber, true],
    ]);
    expect(reported).toEqual([]);
  });

  test('is refused to another number, and reported', async () => {
    expect(await asks(turn, async () => false)).toBe(false);
    expect(reported).toEqual(['session_taken_over']);
  });

  test('is nobody else’s where the carrier names no sessions', async () => {
    const claim = vi.fn(async () => false);
    expect(await asks({ ...begins, unnamed: true }, claim)).toBe(true);
    expect(claim).not.toHaveBeenCalled();
  });

  test('is served where its owner cannot be found', async () => {
    expect(await asks(turn, () => Promise.reject(new Error('away')))).toBe(true);
    const unanswered = asks(turn, () => new Promise(() => {}));
    await clock.advance(1_000);
    expect(await unanswered).toBe(true);
    expect(alerts).toEqual(['owners_failed', 'owners_failed']);
    expect(reported).toEqual([]);
  });
});
