import { describe, expect, it } from 'vitest';
import {
  type CoreVerdict,
  decide,
  endState,
  type FraudVerdict,
  type RevenueVerdict,
  type Verdicts,
} from '../../../core/pipeline/decision.ts';
import { type Refusal, refusals } from '../../../core/refusal.ts';

/** What is said for fraud: every verdict with both answers of the backup rules. */
const fraudRows = [
  ['approved', 'approved', 'approves'],
  ['approved', 'declined', 'approves'],
  ['review', 'approved', 'doubts'],
  ['review', 'declined', 'doubts'],
  ['declined', 'approved', 'refuses'],
  ['declined', 'declined', 'refuses'],
  ['late', 'approved', 'approves'],
  ['late', 'declined', 'refuses'],
  ['failed', 'approved', 'approves'],
  ['failed', 'declined', 'refuses'],
] as const satisfies [FraudVerdict, Verdicts['backup'], string][];

/** What the revenue check and core say when they refuse, so that their own words can be told apart. */
const revenueRefusal: Refusal = 'daily_limit_exceeded';
const coreRefusal: Refusal = 'insufficient_funds';

/** The whole decision. A payment is completed in the first row only, and an operator asked in the second only. */
const decisionRows = [
  ['approves', 'approved', 'reserved', 'complete'],
  ['doubts', 'approved', 'reserved', 'review'],
  ['not refuses', 'approved', 'failed', coreRefusal],
  ['not refuses', 'approved', 'late', 'timeout'],
  ['not refuses', 'approved', 'unknown', 'unavailable'],
  ['not refuses', 'declined', 'any', revenueRefusal],
  ['not refuses', 'late', 'any', 'timeout'],
  ['not refuses', 'failed', 'any', 'unavailable'],
  ['refuses', 'any', 'any', 'fraud_declined'],
] as const;

/** What a payment that is refused leaves to be done, by what core said. */
const holdRows = { reserved: 'release', failed: 'nothing', late: 'void', unknown: 'void' };

const revenueVerdicts = ['approved', 'declined', 'late', 'failed'] as const;
const coreVerdicts = ['reserved', 'failed', 'late', 'unknown'] as const;

const combinations = fraudRows.flatMap(([fraud, backup, says]) =>
  revenueVerdicts.flatMap((revenue) =>
    coreVerdicts.map((core) => ({ fraud, backup, says, revenue, core })),
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
      const { fraud, backup, revenue, core } = combination;
      const becomes = rowsOf(combination)[0]?.[3];
      const decision = decide({ fraud, backup, revenue, core, revenueRefusal, coreRefusal });
      expect(decision).toEqual(
        becomes === 'complete' || becomes === 'review'
          ? { hold: becomes }
          : { hold: holdRows[core], refusal: becomes },
      );
    },
  );

  it('is the same whether or not the checks give their reasons', () => {
    for (const { fraud, backup, revenue, core } of combinations) {
      const silent = decide({ fraud, backup, revenue, core });
      const telling = decide({ fraud, backup, revenue, core, revenueRefusal, coreRefusal });
      expect(silent.hold).toBe(telling.hold);
    }
  });
});

describe('the four rows that everybody draws, and the fifth', () => {
  const all = { fraud: 'approved', revenue: 'approved', core: 'reserved', backup: 'declined' };
  const row = (changes: Partial<Verdicts>) => decide({ ...(all as Verdicts), ...changes });

  it('approved, approved, reserved: complete', () => {
    expect(row({})).toEqual({ hold: 'complete' });
  });

  it('fraud declined, whatever the others say: reject', () => {
    for (const revenue of revenueVerdicts) {
      for (const core of coreVerdicts) {
        expect(row({ fraud: 'declined', revenue, core })).toMatchObject({
          refusal: 'fraud_declined',
        });
      }
    }
  });

  it('fraud approved, revenue declined, whatever core says: reject', () => {
    for (const core of coreVerdicts) {
      expect(row({ revenue: 'declined', revenueRefusal, core })).toMatchObject({
        refusal: revenueRefusal,
      });
    }
  });

  it('fraud and revenue approved, core failed: reject, and nothing is held', () => {
    expect(row({ core: 'failed', coreRefusal })).toEqual({
      hold: 'nothing',
      refusal: coreRefusal,
    });
  });

  it('fraud in doubt, all else right: what is held stays for an operator', () => {
    expect(row({ fraud: 'review' })).toEqual({ hold: 'review' });
  });
});

describe('a payment that is refused', () => {
  it('is undone by what core said of it, in every one of its rows', () => {
    const refused = combinations
      .map((row) => ({ core: row.core, decision: decide(row) }))
      .filter(({ decision }) => 'refusal' in decision);
    expect(refused).toHaveLength(160 - 4 - 2);
    for (const { core, decision } of refused) expect(decision.hold).toBe(holdRows[core]);
  });

  it('says unavailable where a check refused without a reason', () => {
    const approved = { fraud: 'approved', backup: 'approved' } as const;
    const unavailable = { refusal: 'unavailable' };
    expect(decide({ ...approved, revenue: 'declined', core: 'reserved' })).toMatchObject(
      unavailable,
    );
    expect(decide({ ...approved, revenue: 'approved', core: 'failed' })).toMatchObject(unavailable);
  });

  it('failed when something was missing, and was rejected by every other reason', () => {
    const missing: readonly Refusal[] = ['timeout', 'unavailable'];
    for (const refusal of refusals) {
      expect(endState(refusal)).toBe(missing.includes(refusal) ? 'failed' : 'rejected');
    }
  });
});

function rowsOf(row: { says: string; revenue: RevenueVerdict; core: CoreVerdict }) {
  const fits = (pattern: string, verdict: string) =>
    pattern === 'any' ||
    pattern === verdict ||
    (pattern === `not refuses` && verdict !== 'refuses');
  return decisionRows.filter(
    ([says, revenue, core]) =>
      fits(says, row.says) && fits(revenue, row.revenue) && fits(core, row.core),
  );
}
