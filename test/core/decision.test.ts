import { describe, expect, it } from 'vitest';
import {
  type CoreVerdict,
  decide,
  endState,
  type FraudVerdict,
  type RevenueVerdict,
  type Verdicts,
} from '../../core/decision.ts';
import { type Refusal, refusals } from '../../core/refusal.ts';

/** Who speaks for fraud, and what is said: every verdict with both answers of the backup rules. */
const fraudRows = [
  ['approved', 'approved', 'rules', 'approves'],
  ['approved', 'declined', 'rules', 'approves'],
  ['review', 'approved', 'rules', 'refuses'],
  ['review', 'declined', 'rules', 'refuses'],
  ['declined', 'approved', 'rules', 'refuses'],
  ['declined', 'declined', 'rules', 'refuses'],
  ['late', 'approved', 'backup_rules', 'approves'],
  ['late', 'declined', 'backup_rules', 'refuses'],
  ['failed', 'approved', 'backup_rules', 'approves'],
  ['failed', 'declined', 'backup_rules', 'refuses'],
] as const satisfies [FraudVerdict, Verdicts['backup'], string, string][];

/** What the revenue check and core say when they refuse, so that their own words can be told apart. */
const revenueRefusal: Refusal = 'daily_limit_exceeded';
const coreRefusal: Refusal = 'insufficient_funds';

/** The whole decision. A payment proceeds in the first row only. */
const decisionRows = [
  ['approves', 'approved', 'reserved', undefined],
  ['approves', 'approved', 'failed', coreRefusal],
  ['approves', 'approved', 'late', 'timeout'],
  ['approves', 'approved', 'unknown', 'unavailable'],
  ['approves', 'declined', 'any', revenueRefusal],
  ['approves', 'late', 'any', 'timeout'],
  ['approves', 'failed', 'any', 'unavailable'],
  ['refuses', 'any', 'any', 'fraud_declined'],
] as const;

/** What a payment that does not proceed leaves to be done, by what core said. */
const holdRows = { reserved: 'release', failed: 'nothing', late: 'abandon', unknown: 'abandon' };

const revenueVerdicts = ['approved', 'declined', 'late', 'failed'] as const;
const coreVerdicts = ['reserved', 'failed', 'late', 'unknown'] as const;

const combinations = fraudRows.flatMap(([fraud, backup, by, says]) =>
  revenueVerdicts.flatMap((revenue) =>
    coreVerdicts.map((core) => ({ fraud, backup, by, says, revenue, core })),
  ),
);

describe('the decision', () => {
  it('has exactly one row for each of the 160 combinations', () => {
    expect(combinations).toHaveLength(160);
    for (const combination of combinations) expect(rowsOf(combination)).toHaveLength(1);
  });

  it.each(combinations)(
    'fraud $fraud (backup $backup), revenue $revenue, core $core',
    (combination) => {
      const { fraud, backup, by, revenue, core } = combination;
      const [row] = rowsOf(combination);
      const refusal = row?.[3];
      const decision = decide({ fraud, backup, revenue, core, revenueRefusal, coreRefusal });
      expect(decision).toEqual(
        refusal
          ? { proceed: false, refusal, fraudBy: by, hold: holdRows[core] }
          : { proceed: true, fraudBy: by, hold: 'complete' },
      );
    },
  );

  it('is the same whether or not the checks give their reasons', () => {
    for (const { fraud, backup, revenue, core } of combinations) {
      const silent = decide({ fraud, backup, revenue, core });
      const telling = decide({ fraud, backup, revenue, core, revenueRefusal, coreRefusal });
      expect([silent.proceed, silent.hold]).toEqual([telling.proceed, telling.hold]);
    }
  });
});

describe('the four rows that everybody draws', () => {
  const all = { fraud: 'approved', revenue: 'approved', core: 'reserved', backup: 'declined' };
  const row = (changes: Partial<Verdicts>) => decide({ ...(all as Verdicts), ...changes });

  it('approved, approved, reserved: proceed', () => {
    expect(row({})).toEqual({ proceed: true, fraudBy: 'rules', hold: 'complete' });
  });

  it('fraud declined, whatever the others say: reject', () => {
    for (const revenue of revenueVerdicts) {
      for (const core of coreVerdicts) {
        expect(row({ fraud: 'declined', revenue, core }).refusal).toBe('fraud_declined');
      }
    }
  });

  it('fraud approved, revenue declined, whatever core says: reject', () => {
    for (const core of coreVerdicts) {
      expect(row({ revenue: 'declined', revenueRefusal, core }).refusal).toBe(revenueRefusal);
    }
  });

  it('fraud and revenue approved, core failed: reject, and nothing is held', () => {
    expect(row({ core: 'failed', coreRefusal })).toEqual({
      proceed: false,
      refusal: coreRefusal,
      fraudBy: 'rules',
      hold: 'nothing',
    });
  });
});

describe('a payment that does not proceed', () => {
  it('is undone by what core said of it, in every one of its rows', () => {
    const refused = combinations
      .map((row) => ({ core: row.core, hold: decide(row).hold, proceed: decide(row).proceed }))
      .filter(({ proceed }) => !proceed);
    expect(refused).toHaveLength(156);
    for (const { core, hold } of refused) expect(hold).toBe(holdRows[core]);
  });

  it('says unavailable where a check refused without a reason', () => {
    const approved = { fraud: 'approved', backup: 'approved' } as const;
    const declined = { ...approved, revenue: 'declined', core: 'reserved' } as const;
    expect(decide(declined).refusal).toBe('unavailable');
    const failed = { ...approved, revenue: 'approved', core: 'failed' } as const;
    expect(decide(failed).refusal).toBe('unavailable');
  });

  it('failed when something was missing, and was rejected by every other reason', () => {
    const missing: readonly Refusal[] = ['timeout', 'unavailable'];
    for (const refusal of refusals) {
      expect(endState(refusal)).toBe(missing.includes(refusal) ? 'failed' : 'rejected');
    }
  });
});

function rowsOf(row: { says: string; revenue: RevenueVerdict; core: CoreVerdict }) {
  const fits = (pattern: string, verdict: string) => pattern === 'any' || pattern === verdict;
  return decisionRows.filter(
    ([says, revenue, core]) =>
      says === row.says && fits(revenue, row.revenue) && fits(core, row.core),
  );
}
