import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupFraud } from '../../../core/fraud/backup.ts';
import { checkFraud, fraudByRules } from '../../../core/fraud/check.ts';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { doublings, noHistory, type Profile, profileOf } from '../../../core/fraud/profile.ts';
import { type RuleSet, readRuleSet } from '../../../core/fraud/rule-set.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { exampleTime, ksh, payment } from '../../support/books/payments.ts';

const hour = 3_600_000;
const newcomer = profileOf(noHistory, 0);

/** Thirty payments of about 100.00 in the afternoons, some of them to account 8. */
const regular: Profile = {
  ...newcomer,
  payments: 30,
  median: doublings(100_00n),
  deviation: 0.4,
  hours: [0, 0, 0, 0, 0, 0, 10, 10, 10, 0, 0, 0],
  recentPayees: ['8'],
  devices: 1,
};

const known = { known: true, sharedBy: 0 };
const simChanged = (hoursAgo: number) => ({ simChangedAt: exampleTime - hoursAgo * hour });

function judged(minor: bigint, changes: Partial<Profile>, wanted: Partial<PaymentRequest> = {}) {
  const request = payment({ amount: ksh(minor), ...wanted });
  return checkFraud(request, { ...regular, ...changes }, defaultRuleSet, { hour: 14 });
}

/** The codes of the rules that apply, each with its weight. */
function factors({ factors: found }: ReturnType<typeof checkFraud>): string {
  return found.map(({ code, weight }) => `${code} ${weight}`).join(', ');
}

describe('each rule', () => {
  const newDevice = { known: false, sharedBy: 0 };
  /** Eight times the usual amount is 4.05 deviations above it, and three times 2.1. */
  const eight = 800_00n;
  const three = 300_00n;

  it.each<[string, bigint, Partial<Profile>, Partial<PaymentRequest>, string]>([
    ['not quite ten in a minute', 1_00n, { lastMinute: 9.9 }, {}, ''],
    ['ten', 1_00n, { lastMinute: 10 }, {}, 'VELOCITY 0.4'],
    ['thirty', 1_00n, { lastMinute: 30 }, {}, 'VELOCITY 0.4, VELOCITY_EXTREME 0.5'],
    ['not quite a hundred in an hour', 1_00n, { lastHour: 99.9 }, {}, ''],
    ['a hundred', 1_00n, { lastHour: 100 }, {}, 'VELOCITY_HOUR 0.15'],
    ['seven times the usual amount', 700_00n, {}, {}, ''],
    ['eight times', eight, {}, {}, 'UNUSUAL_AMOUNT 0.25'],
    ['the same after four payments', eight, { payments: 4 }, {}, ''],
    ['the same of one whose amounts vary', eight, { deviation: 1 }, {}, ''],
    ['an eighth of it', 12_50n, {}, {}, ''],
    ['a stranger', 250_00n, {}, { payee: '9' }, ''],
    ['three times the usual amount to a stranger', three, {}, { payee: '9' }, 'NEW_RECIPIENT 0.1'],
    ['the same to one who is known', three, {}, {}, ''],
    ['the same to anybody, after four payments', three, { payments: 4 }, { payee: '9' }, ''],
    ['29,999.99 as a third payment', 29_999_99n, { payments: 2 }, {}, ''],
    ['30,000.00', 30_000_00n, { payments: 2 }, {}, 'LARGE_FOR_NEW 0.3'],
    ['a device that is known', 1_00n, { device: known }, {}, ''],
    ['a new one', 1_00n, { device: newDevice }, {}, 'NEW_DEVICE 0.2'],
    ['the first one', 1_00n, { device: newDevice, devices: 0 }, {}, ''],
    ['one that two others have', 1_00n, { device: { ...known, sharedBy: 2 } }, {}, ''],
    ['that three have', 1_00n, { device: { ...known, sharedBy: 3 } }, {}, 'SHARED_DEVICE 0.4'],
    ['a SIM of now', 1_00n, simChanged(0), {}, 'SIM_SWAP 0.3'],
    [
      'a SIM that the operator says is of a minute ahead',
      1_00n,
      simChanged(-1 / 60),
      {},
      'SIM_SWAP 0.3',
    ],
    ['a SIM of a day', 1_00n, simChanged(24), {}, 'SIM_SWAP 0.3'],
    ['of two', 1_00n, simChanged(48), {}, 'SIM_SWAP 0.25'],
    ['of three', 1_00n, simChanged(72), {}, 'SIM_SWAP 0.25'],
    ['of longer than that', 1_00n, simChanged(72.1), {}, ''],
  ])('looks at %s', (_, minor, profile, wanted, found) => {
    expect(factors(judged(minor, profile, wanted))).toBe(found);
  });

  it.each<[number, number[], string]>([
    [13, regular.hours as number[], ''],
    [10, regular.hours as number[], ''],
    [19, regular.hours as number[], ''],
    [9, regular.hours as number[], 'UNUSUAL_TIME 0.1'],
    [20, regular.hours as number[], 'UNUSUAL_TIME 0.1'],
    [3, regular.hours as number[], 'UNUSUAL_TIME 0.1'],
    [0, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30], ''],
    [23, [30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], ''],
    [3, [0, 0, 0, 0, 0, 0, 19, 0, 0, 0, 0, 0], ''],
  ])('looks at the hour: %i o’clock, of one with payments at %j', (time, hours, found) => {
    const profile = { ...regular, hours };
    const answer = checkFraud(payment({ amount: ksh(1_00n) }), profile, defaultRuleSet, {
      hour: time,
    });
    expect(factors(answer)).toBe(found);
  });

  it('says why in figures', () => {
    const everything = { lastMinute: 31.5, lastHour: 140, ...simChanged(30) };
    const shared = { device: { known: false, sharedBy: 4 }, devices: 2 };
    const { factors } = judged(1_600_00n, { ...everything, ...shared }, { payee: '9' });
    expect(Object.fromEntries(factors.map(({ code, why }) => [code, why]))).toEqual({
      VELOCITY: '31 payments in the last minute',
      VELOCITY_EXTREME: '31 payments in the last minute',
      VELOCITY_HOUR: '140 payments in the last hour',
      UNUSUAL_AMOUNT: '16 times the usual amount, 5.4 deviations above it',
      NEW_RECIPIENT:
        'to a recipient who is not among the last, 16 times the usual amount, 5.4 deviations above it',
      NEW_DEVICE: 'a device that is none of the 2 used before',
      SHARED_DEVICE: 'a device that 4 other accounts have used',
      SIM_SWAP: 'the SIM was changed 30 hours before',
    });
  });
});

describe('the decision of the default set', () => {
  const fresh = { device: { known: false, sharedBy: 0 } };
  const freshShared = { device: { known: false, sharedBy: 3 } };

  it.each<[string, string, bigint, Partial<Profile>, Partial<PaymentRequest>]>([
    ['approves', 'a first payment of all that a tier allows', 70_000_00n, newcomer, {}],
    ['approves', 'a hurried market stall', 1_00n, { lastMinute: 29, lastHour: 400 }, {}],
    [
      'approves',
      'a year’s savings to a stranger at night',
      69_000_00n,
      { hours: [30, ...Array(11).fill(0)] },
      { payee: '9' },
    ],
    ['approves', 'a new phone', 1_000_00n, fresh, {}],
    ['approves', 'a new SIM in a new phone', 100_00n, { ...fresh, ...simChanged(1) }, {}],
    [
      'approves',
      'a phone that a family shares',
      150_00n,
      { device: { known: true, sharedBy: 6 } },
      { payee: '8' },
    ],
    [
      'reviews',
      'a SIM of yesterday, and much money to a stranger',
      1_000_00n,
      simChanged(20),
      { payee: '9' },
    ],
    [
      'reviews',
      'a SIM of three days, and much money to a stranger',
      1_000_00n,
      simChanged(72),
      { payee: '9' },
    ],
    [
      'reviews',
      'the same in a new phone',
      1_000_00n,
      { ...fresh, ...simChanged(20) },
      { payee: '9' },
    ],
    [
      'reviews',
      'much money from a phone that many have used',
      1_000_00n,
      { device: { known: true, sharedBy: 6 } },
      {},
    ],
    ['reviews', 'a new phone that many have used', 1_00n, freshShared, {}],
    [
      'reviews',
      'a large first payment with a SIM of today',
      30_000_00n,
      { ...newcomer, ...simChanged(2) },
      {},
    ],
    ['reviews', 'a hurry and much money', 1_000_00n, { lastMinute: 12 }, {}],
    ['declines', 'thirty in a minute', 1_00n, { lastMinute: 30 }, {}],
    [
      'declines',
      'a taken-over account that is emptied',
      5_000_00n,
      { ...freshShared, ...simChanged(2) },
      { payee: '9' },
    ],
  ])('%s %s', (verb, _, minor, profile, wanted) => {
    const decision = { approves: 'approved', reviews: 'review', declines: 'declined' }[verb];
    expect(judged(minor, profile, wanted).decision).toBe(decision);
  });

  it('approves whatever a payer does with money, times and people alone', () => {
    const ordinary = anyProfile.map(({ device: _, simChangedAt: __, ...profile }) => ({
      ...profile,
      lastMinute: Math.min(profile.lastMinute, 9.9),
      lastHour: Math.min(profile.lastHour, 99.9),
    }));
    fc.assert(
      fc.property(anyRequest, ordinary, fc.nat({ max: 23 }), (request, profile, time) => {
        const { decision } = checkFraud(request, profile, defaultRuleSet, { hour: time });
        expect(decision).toBe('approved');
      }),
    );
  });

  it('has the score that its weights add up to in decimals, which binary fractions fall short of', () => {
    const { VELOCITY, VELOCITY_EXTREME } = defaultRuleSet.rules;
    if (!VELOCITY || !VELOCITY_EXTREME) throw new Error('the default set has both rules');
    const rules = {
      VELOCITY: { ...VELOCITY, weight: 0.1 },
      VELOCITY_EXTREME: { ...VELOCITY_EXTREME, weight: 0.7 },
    };
    const profile = { ...regular, lastMinute: 30 };
    const request = payment({ amount: ksh(1_00n) });
    const { score } = checkFraud(request, profile, { ...defaultRuleSet, rules }, { hour: 14 });
    expect(0.1 + 0.7).toBeLessThan(0.8);
    expect(score).toBe(0.8);
  });

  it('has a score that its factors add up to, at most 1, for any history', () => {
    fc.assert(
      fc.property(anyRequest, anyProfile, fc.nat({ max: 23 }), (request, profile, time) => {
        const answer = checkFraud(request, profile, defaultRuleSet, { hour: time });
        const sum = answer.factors.reduce((all, { weight = Number.NaN }) => all + weight, 0);
        expect(answer.score).toBeCloseTo(Math.min(sum, 1), 3);
        const { score, decision } = answer;
        expect(decision).toBe(score >= 0.9 ? 'declined' : score >= 0.6 ? 'review' : 'approved');
        expect(answer).toMatchObject({ by: 'rules', version: '1' });
      }),
    );
  });
});

describe('another set', () => {
  const written = {
    ...{ version: 7, review: 0.2, decline: 0.3, reviewHours: 1 },
    backup: { largest: {}, perHour: 1 },
  };
  const hurried = { ...regular, lastMinute: 5 };

  it('decides by its own figures, and says its version', () => {
    const set = read({ ...written, rules: { VELOCITY: { weight: 0.25, from: 5 } } });
    const answer = checkFraud(payment(), hurried, set, { hour: 14 });
    expect(answer).toMatchObject({ decision: 'review', score: 0.25, version: '7' });
  });

  it('does not run what it does not name, and watches what has no weight', () => {
    const set = read({ ...written, rules: { VELOCITY: { weight: 0, from: 5 } } });
    const answer = checkFraud(payment({ amount: ksh(70_000_00n) }), hurried, set, { hour: 14 });
    expect(answer).toMatchObject({ decision: 'approved', score: 0 });
    expect(factors(answer)).toBe('VELOCITY 0');
  });

  it('takes over when it takes the other’s place, by the market’s hour', () => {
    let current = defaultRuleSet;
    const check = fraudByRules(() => current, kenya);
    // 23:00 UTC is 2 o'clock in Nairobi.
    const night = payment({ amount: ksh(1_00n), requestedAt: Date.UTC(2024, 8, 2, 23) });
    expect(factors(check(night, regular))).toBe('UNUSUAL_TIME 0.1');
    current = read({ ...written, rules: {} });
    expect(check(night, regular)).toMatchObject({ factors: [], version: '7' });
  });
});

describe('the backup rules', () => {
  const sending = (minor: bigint) => payment({ amount: ksh(minor) });
  const backup = (minor: bigint, profile?: Profile) =>
    backupFraud(sending(minor), profile, defaultRuleSet);
  const codes = (minor: bigint, profile?: Profile) =>
    backup(minor, profile).factors.map(({ code }) => code);

  it('let 1,000.00 pass, and not a cent more', () => {
    expect(backup(1_000_00n)).toEqual({
      ...{ decision: 'approved', score: 0, factors: [] },
      ...{ by: 'backup_rules', version: '1' },
    });
    expect(backup(1_000_01n)).toEqual({
      ...{ decision: 'declined', score: 1, by: 'backup_rules', version: '1' },
      factors: [{ code: 'BACKUP_AMOUNT', weight: 1, why: 'more than 1000.00' }],
    });
  });

  it('let nothing pass in a currency that has no bound', () => {
    const nothing = { ...defaultRuleSet.backup, largest: new Map() };
    const set = { ...defaultRuleSet, backup: nothing };
    expect(backupFraud(sending(1n), undefined, set).decision).toBe('declined');
  });

  it.each<[string, Partial<Profile>, string[]]>([
    ['an ordinary payer', { device: known }, []],
    ['a sixth payment in an hour', { lastHour: 5 }, ['BACKUP_HOUR']],
    ['a new device', { device: { known: false, sharedBy: 0 } }, ['NEW_DEVICE']],
    ['a SIM of three days', simChanged(72), ['SIM_SWAP']],
    ['a SIM of longer than that', simChanged(72.1), []],
  ])('look at the profile, where there is one: %s', (_, changes, found) => {
    expect(codes(1_00n, { ...regular, ...changes })).toEqual(found);
  });

  it('are stricter than the rules: what they let pass, those do not decline but for a hurry', () => {
    fc.assert(
      fc.property(anyRequest, anyProfile, fc.nat({ max: 23 }), (request, profile, time) => {
        fc.pre(backupFraud(request, profile, defaultRuleSet).decision === 'approved');
        // From ten payments in a minute on, VELOCITY adds enough to a shared device.
        fc.pre(profile.lastMinute < 10);
        const { decision } = checkFraud(request, profile, defaultRuleSet, { hour: time });
        expect(decision).not.toBe('declined');
      }),
    );
  });
});

function read(written: unknown): RuleSet {
  const result = readRuleSet(written);
  if ('problems' in result) throw new Error(result.problems.join());
  return result.ruleSet;
}

const anyRequest = fc
  .record({
    minor: fc.oneof(
      fc.bigInt({ min: 1n, max: 2_000_00n }),
      fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }),
    ),
    payee: fc.constantFrom('8', '9'),
  })
  .map(({ minor, payee }) => payment({ amount: ksh(minor), payee }));

const anyProfile: fc.Arbitrary<Profile> = fc
  .record({
    payments: fc.oneof(fc.nat({ max: 10 }), fc.nat()),
    median: fc.double({ min: 0, max: 60, noNaN: true }),
    deviation: fc.double({ min: 0.25, max: 60, noNaN: true }),
    lastMinute: fc.double({ min: 0, max: 100, noNaN: true }),
    lastHour: fc.oneof(fc.nat({ max: 6 }), fc.double({ min: 0, max: 1_000, noNaN: true })),
    hours: fc.array(fc.nat({ max: 30 }), { minLength: 12, maxLength: 12 }),
    device: fc.option(fc.record({ known: fc.boolean(), sharedBy: fc.nat({ max: 5 }) })),
    devices: fc.nat({ max: 5 }),
    swapped: fc.option(fc.nat({ max: 100 })),
  })
  .map(({ device, swapped, ...profile }) => ({
    ...profile,
    recentPayees: ['8'],
    ...(device && { device }),
    ...(swapped !== null && simChanged(swapped)),
  }));
