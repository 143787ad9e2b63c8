import { describe, expect, it } from 'vitest';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { readRuleSet, type WrittenRuleSet } from '../../../core/fraud/rule-set.ts';
import { markets } from '../../../core/markets/index.ts';

const least: WrittenRuleSet = {
  version: 2,
  review: 0.5,
  decline: 0.9,
  reviewHours: 4,
  backup: { largest: { KES: '250.00' }, perHour: 1 },
  rules: { VELOCITY: { weight: 0.4, from: 10 } },
};

const swap = { weight: 0.3, hours: 24, laterWeight: 0.2, laterHours: 72 };

describe('the default rule set', () => {
  it('has the figures that the page on fraud tells operators', () => {
    const { backup, rules, ...thresholds } = defaultRuleSet;
    const { LARGE_FOR_NEW, ...others } = rules;
    expect(thresholds).toEqual({ version: 1, review: 0.6, decline: 0.9, reviewHours: 24 });
    expect(backup.perHour).toBe(5);
    expect(backup.largest.get('KES')).toBe(1_000_00n);
    expect(LARGE_FOR_NEW).toMatchObject({ weight: 0.3, history: 3 });
    expect(LARGE_FOR_NEW?.amount.get('KES')).toBe(30_000_00n);
    expect(LARGE_FOR_NEW?.amount.get('UGX')).toBe(900_000n);
    expect(others).toEqual({
      VELOCITY: { weight: 0.4, from: 10 },
      VELOCITY_EXTREME: { weight: 0.5, from: 30 },
      VELOCITY_HOUR: { weight: 0.15, from: 100 },
      UNUSUAL_AMOUNT: { weight: 0.25, history: 5, deviations: 4, floor: 0.5 },
      NEW_RECIPIENT: { weight: 0.1, history: 5, deviations: 2, floor: 0.5 },
      UNUSUAL_TIME: { weight: 0.1, history: 20, share: 0.02 },
      NEW_DEVICE: { weight: 0.2 },
      SHARED_DEVICE: { weight: 0.4, others: 3 },
      SIM_SWAP: { weight: 0.3, hours: 24, laterWeight: 0.25, laterHours: 72 },
    });
  });
});

describe('a rule set', () => {
  it('is read from JSON, amounts as decimal strings', () => {
    const read = readRuleSet(JSON.parse(JSON.stringify(least)));
    expect(read).toEqual({
      ruleSet: { ...least, backup: { largest: new Map([['KES', 250_00n]]), perHour: 1 } },
    });
  });

  it('may have hours and laterHours alike: then there is one weight', () => {
    const alike = rule('SIM_SWAP', { ...swap, hours: 72 });
    expect(readRuleSet({ ...least, ...alike })).toHaveProperty('ruleSet');
  });

  it('may have review and decline alike: then nobody is asked', () => {
    expect(readRuleSet({ ...least, review: 0.9 })).toHaveProperty('ruleSet');
  });

  it.each<[string, object, string]>([
    [
      'a weight above 1',
      rule('VELOCITY', { weight: 1.1, from: 1 }),
      'rules.VELOCITY.weight is from 0 to 1',
    ],
    [
      'a weight below 0',
      rule('NEW_DEVICE', { weight: -0.1 }),
      'rules.NEW_DEVICE.weight is from 0 to 1',
    ],
    ['a code that there is not', rule('VELOCTIY', { weight: 0 }), 'rules.VELOCTIY is not known'],
    [
      'a figure that there is not',
      rule('NEW_DEVICE', { weight: 0, from: 1 }),
      'rules.NEW_DEVICE.from is not known',
    ],
    [
      'half a payment',
      rule('VELOCITY', { weight: 1, from: 1.5 }),
      'rules.VELOCITY.from is a whole number',
    ],
    ['no payment', rule('VELOCITY', { weight: 1, from: 0 }), 'rules.VELOCITY.from is at least 1'],
    [
      'hours that are after the later ones',
      rule('SIM_SWAP', { ...swap, hours: 73 }),
      'rules.SIM_SWAP hours are not after laterHours',
    ],
    ['thresholds in the wrong order', { review: 0.91 }, 'decline is not below review'],
    ['a review of everything', { review: 0 }, 'review is more than 0'],
    [
      'an amount that is none',
      { backup: { largest: { KES: '1,000' }, perHour: 1 } },
      'backup.largest.KES is no amount',
    ],
    ['no version', { version: 0 }, 'version is at least 1'],
    ['a review of two years', { reviewHours: 17_520 }, 'reviewHours is at most a year'],
    ['something beside', { thresholds: {} }, 'thresholds is not known'],
  ])('refuses %s, and says where it is', (_, wrong, problem) => {
    expect(readRuleSet({ ...least, ...wrong })).toEqual({ problems: [problem] });
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['a word', 'rules'],
    ['figures that are none', { ...least, review: Number.NaN }],
  ])('refuses %s', (_, wrong) => {
    const read = readRuleSet(wrong);
    expect('problems' in read && read.problems.length).toBeGreaterThan(0);
  });

  it('names each thing that is wrong', () => {
    const read = readRuleSet({ ...least, version: 0, rules: { NEW_DEVICE: { weight: 2 } } });
    expect(read).toHaveProperty('problems.length', 2);
  });
});

describe('the default set', () => {
  it('has what the backup rules and the rules for new payers need in every market', () => {
    for (const { currency } of Object.values(markets)) {
      expect(defaultRuleSet.backup.largest.get(currency)).toBeGreaterThan(0n);
      expect(defaultRuleSet.rules.LARGE_FOR_NEW?.amount.get(currency)).toBeGreaterThan(0n);
    }
  });
});

function rule(code: string, parameters: object) {
  return { rules: { [code]: parameters } };
}
