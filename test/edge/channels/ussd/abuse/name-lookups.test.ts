import { beforeEach, describe, expect, test } from 'vitest';
import { kenya } from '../../../../../core/markets/ke.ts';
import type { Msisdn } from '../../../../../core/msisdn.ts';
import type { PaymentTarget } from '../../../../../core/payments/target.ts';
import {
  type LookupTurn,
  type NameLookups,
  nameLookups,
  namesFor,
  recentNames,
  type SeenName,
  withName,
  withoutName,
} from '../../../../../edge/channels/ussd/abuse/name-lookups.ts';
import { pseudonyms } from '../../../../../edge/crypto.ts';
import type { SecurityEvent } from '../../../../../edge/telemetry/security-events.ts';
import type { Journal } from '../../../../../ussd/engine/journal.ts';
import { TestClock } from '../../../../support/clock/clock.ts';

describe('the names that a number has seen', () => {
  const thirty = Array.from({ length: 30 }, (_, n) => `n${n}`).reduce<readonly SeenName[]>(
    (seen, of, n) => withName(seen, of, n * 60_000) ?? [],
    [],
  );

  test('are thirty in an hour, and no more', () => {
    expect(thirty).toHaveLength(30);
    expect(withName(thirty, 'another', 30 * 60_000)).toBeUndefined();
  });

  test('may be seen again', () => {
    expect(withName(thirty, 'n7', 30 * 60_000)).toEqual(thirty);
  });

  test('make room when their hour is over, each by itself', () => {
    expect(withName(thirty, 'another', namesFor - 1)).toBeUndefined();
    const more = withName(thirty, 'another', namesFor) ?? [];
    expect(more.map(({ of }) => of)).toEqual([...thirty.slice(1).map(({ of }) => of), 'another']);
    expect(withName(more, 'one more', namesFor)).toBeUndefined();
    expect(recentNames(more, 2 * namesFor)).toEqual([]);
  });

  test('make room when their owner is paid', () => {
    const left = withoutName(thirty, 'n7');
    expect(left).toHaveLength(29);
    expect(withName(left, 'another', 30 * 60_000)).toHaveLength(30);
    expect(withoutName(thirty, 'nobody')).toEqual(thirty);
  });
});

describe('the lookups of a number', () => {
  const own = '254700000000' as Msisdn;
  const stranger = (n: number) => `2547000001${String(n).padStart(2, '0')}` as Msisdn;
  const empty: Journal = { version: kenya.code, entries: [], dropped: 0 };
  let kv: Map<string, unknown>;
  let clock: TestClock;
  let reported: SecurityEvent[];
  let lookups: NameLookups;
  let counted: number[];
  let chance: number;

  const opened = () =>
    nameLookups(
      {
        get: (key: string) => kv.get(key),
        put: (key: string, value: unknown) => void kv.set(key, value),
      } as DurableObjectStorage['kv'],
      { pseudonyms: pseudonyms({ TOKEN_KEY: 'a key of the tests' }), clock },
      () => chance,
    );
  const by = (journal: Journal): LookupTurn => ({
    ...{ msisdn: own, journal },
    report: (what) => reported.push(what),
    countNames: (names) => counted.push(names),
  });
  const asks = (to: Msisdn, journal = empty) => lookups.refusal({ type: 'p2p', to }, by(journal));
  const looksUp = (to: Msisdn, journal = empty) => asks(to, journal) === undefined;
  const pays = (to: Msisdn) => lookups.paid(to, (names) => counted.push(names));

  beforeEach(() => {
    kv = new Map();
    clock = new TestClock();
    reported = [];
    counted = [];
    chance = 1;
    lookups = opened();
  });

  test('are thirty in an hour, and one more is refused and reported each time', () => {
    for (let n = 0; n < 30; n += 1) expect(looksUp(stranger(n))).toBe(true);
    expect([looksUp(stranger(30)), looksUp(stranger(31))]).toEqual([false, false]);
    expect(reported).toEqual(['names_throttled', 'names_throttled']);
    expect(looksUp(stranger(7)), 'a name that was seen').toBe(true);
  });

  test('are thirty more after a payment or an hour', async () => {
    for (let n = 0; n < 30; n += 1) looksUp(stranger(n));
    pays(stranger(3));
    expect([looksUp(stranger(30)), looksUp(stranger(31))]).toEqual([true, false]);
    await clock.advance(namesFor);
    expect(lookups.hasRecent()).toBe(false);
    expect(looksUp(stranger(31))).toBe(true);
  });

  test('do not count the own number, businesses, airtime, or who was offered', () => {
    for (let n = 0; n < 30; n += 1) looksUp(stranger(n));
    const allows = (destination: PaymentTarget) =>
      lookups.refusal(destination, by(empty)) === undefined;
    expect(looksUp(own)).toBe(true);
    expect(allows({ type: 'buy_goods', code: '500100' })).toBe(true);
    expect(allows({ type: 'airtime', to: stranger(40) })).toBe(true);
    expect(allows({ type: 'p2p_unregistered', to: stranger(40) })).toBe(false);
    const recipients = [{ name: 'AKINYI O.', msisdn: stranger(41) }];
    const offered: Journal = {
      ...empty,
      entries: [{ kind: 'performed', effect: 'read_recipients', result: { recipients } }],
    };
    expect(looksUp(stranger(41), offered)).toBe(true);
    expect(reported).toEqual(['names_throttled']);
  });

  test('count for the carrier: the only unpaid one in sixteen sixteenfold, each further one as it is', () => {
    looksUp(stranger(1));
    looksUp(stranger(1));
    expect(counted).toEqual([]);
    looksUp(stranger(2));
    looksUp(stranger(2));
    looksUp(stranger(3));
    expect(counted).toEqual([1, 1]);
    lookups = opened();
    chance = 1 / 17;
    kv.clear();
    lookups = opened();
    looksUp(stranger(4));
    expect(counted).toEqual([1, 1, 4]);
  });

  test('count no more once they are paid, as much as they did', () => {
    chance = 0;
    looksUp(stranger(1));
    looksUp(stranger(2));
    pays(stranger(1));
    pays(stranger(2));
    pays(stranger(3));
    expect(counted).toEqual([4, 1, -4, -1]);
  });

  test('are told to nobody through a carrier that is slowed down, but those that are offered', () => {
    const found = { known: true, name: 'JOHN K.', language: 'en', account: '7' } as const;
    const late: Journal = {
      ...empty,
      entries: [
        { kind: 'performed', effect: 'find_customer', result: { ...found, namesAreLate: true } },
      ],
    };
    expect(asks(stranger(1), late)).toBe('unavailable');
    expect(asks(own, late)).toBeUndefined();
    expect([reported, counted]).toEqual([['name_late'], []]);
  });

  test('are stored when they have changed, as tokens, and found by the next object', () => {
    lookups.save();
    expect(kv.size).toBe(0);
    for (let n = 0; n < 30; n += 1) looksUp(stranger(n));
    lookups.save();
    expect(JSON.stringify([...kv])).not.toMatch(/254700/);
    lookups = opened();
    expect(lookups.hasRecent()).toBe(true);
    expect(looksUp(stranger(30))).toBe(false);
  });
});
