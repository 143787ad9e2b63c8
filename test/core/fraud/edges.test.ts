/** The thresholds of the fraud rules and the backup rules, and the reasons that they give. */
import { describe, expect, it } from 'vitest';
import { backupFraud } from '../../../core/fraud/backup.ts';
import { checkFraud } from '../../../core/fraud/check.ts';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { doublings, noHistory, type Profile, profileOf } from '../../../core/fraud/profile.ts';
import { readRuleSet } from '../../../core/fraud/rule-set.ts';
import { exampleTime, ksh, payment } from '../../support/books/payments.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Five payments of about 100.00, all of them between two and four in the afternoon, to account 8. */
const regular: Profile = {
  ...profileOf(noHistory, 0),
  payments: 5,
  median: doublings(100_00n),
  deviation: 0.25,
  hours: [0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0],
  recentPayees: ['8'],
};

const standard = defaultRuleSet.rules;

/** The rules that apply, each as "CODE reason". */
function reasons(
  minor: bigint,
  changes: Partial<Profile>,
  rules: object = standard,
  time = 14,
): string[] {
  const set = read({ rules });
  const request = payment({ amount: ksh(minor) });
  const { factors } = checkFraud(request, { ...regular, ...changes }, set, { hour: time });
  return factors.map(({ code, why }) => `${code} ${why}`);
}

function read(changes: object) {
  const written = { version: 1, review: 0.6, decline: 0.9, reviewHours: 24 };
  const backup = { largest: { KES: '1000.00' }, perHour: 5 };
  const result = readRuleSet({ ...written, backup, rules: {}, ...changes });
  if ('problems' in result) throw new Error(result.problems.join());
  return result.ruleSet;
}

describe('a history that is just long enough', () => {
  it('is one for the usual amount, which is told in whole times', () => {
    const { UNUSUAL_AMOUNT } = standard;
    const found = ['UNUSUAL_AMOUNT 8 times the usual amount, 4.0 deviations above it'];
    expect(reasons(790_00n, {}, { UNUSUAL_AMOUNT })).toEqual(found);
    expect(reasons(790_00n, { payments: 4 }, { UNUSUAL_AMOUNT })).toEqual([]);
  });

  it('is one for large amounts', () => {
    const LARGE_FOR_NEW = { weight: 0.3, history: 3, amount: { KES: '30000.00' } };
    const large = (payments: number) => reasons(30_000_00n, { payments }, { LARGE_FOR_NEW });
    expect(large(2)).toEqual(['LARGE_FOR_NEW a large amount after 2 payments']);
    expect(large(3)).toEqual([]);
  });

  it('is one for the hour, of which a share of just so many is usual', () => {
    const usual = (hours: number[], history: number, share: number) =>
      reasons(1_00n, { hours }, { UNUSUAL_TIME: { weight: 0.1, history, share } }, 3);
    const afternoons = (near: number) => [0, near, 0, 0, 0, 0, 0, 20 - near, 0, 0, 0, 0];
    const found = (near: number) => [
      `UNUSUAL_TIME ${near} of 20 payments were within hours of 3:00`,
    ];
    expect(usual(afternoons(0), 20, 0.1)).toEqual(found(0));
    expect(usual(afternoons(0), 21, 0.1)).toEqual([]);
    expect(usual(afternoons(4), 20, 0.25)).toEqual(found(4));
    expect(usual(afternoons(5), 20, 0.25)).toEqual([]);
  });
});

describe('an amount just so many deviations above the usual one', () => {
  it('is unusual', () => {
    // 10.24 is ten doublings of a cent. The rules scale a deviation by 1.4826.
    const deviations = (10 - 4) / (1.4826 * 2);
    const rules = (most: number) => ({
      UNUSUAL_AMOUNT: { weight: 0.25, history: 5, deviations: most, floor: 0.5 },
    });
    const profile = { median: 4, deviation: 2 };
    expect(reasons(10_24n, profile, rules(deviations))).toHaveLength(1);
    expect(reasons(10_24n, profile, rules(deviations + 1e-9))).toEqual([]);
  });
});

describe('the age of a SIM', () => {
  it.each([
    ['of a minute ahead', -1 * minute, 0],
    ['of now', 0, 0],
    ['of half an hour', 30 * minute, 0],
    ['of nearly a day', 24 * hour - 1, 23],
  ])('%s is told in hours that are over', (_, age, hours) => {
    const { SIM_SWAP } = standard;
    expect(reasons(1_00n, { simChangedAt: exampleTime - age }, { SIM_SWAP })).toEqual([
      `SIM_SWAP the SIM was changed ${hours} hours before`,
    ]);
  });
});

describe('the backup rules', () => {
  const unknown = { known: false, sharedBy: 0 };
  const objections = (changes: Partial<Profile>, rules: object = { SIM_SWAP: standard.SIM_SWAP }) =>
    backupFraud(payment({ amount: ksh(1_00n) }), { ...regular, ...changes }, read({ rules }))
      .factors;
  const told = (...wanted: Parameters<typeof objections>) =>
    objections(...wanted).map(({ code, why }) => `${code} ${why}`);

  it('say why in figures', () => {
    const everything = { lastHour: 5.5, device: unknown, devices: 2, simChangedAt: exampleTime };
    expect(told(everything)).toEqual([
      'BACKUP_HOUR 5 payments in the last hour',
      'NEW_DEVICE a device that is none of the 2 used before',
      'SIM_SWAP the SIM was changed in the last 72 hours',
    ]);
  });

  it('have nothing against a first device, nor against the fifth payment of an hour', () => {
    expect(told({ device: unknown, devices: 0, lastHour: 4.9 })).toEqual([]);
  });

  it('look at a SIM for three days to the millisecond', () => {
    expect(told({ simChangedAt: exampleTime - 72 * hour })).toHaveLength(1);
    expect(told({ simChangedAt: exampleTime - 72 * hour - 1 })).toEqual([]);
  });

  it('of a set that does not look at SIMs let one pass, unless it is of a time to come', () => {
    expect(told({ simChangedAt: exampleTime - 1 }, {})).toEqual([]);
    expect(told({ simChangedAt: exampleTime + minute }, {})).toHaveLength(1);
  });

  it('let nothing at all pass in a currency without a bound', () => {
    const set = read({ backup: { largest: {}, perHour: 5 } });
    expect(backupFraud(payment({ amount: ksh(1n) }), undefined, set).factors).toEqual([
      { code: 'BACKUP_AMOUNT', weight: 1, why: 'more than 0.00' },
    ]);
  });
});
