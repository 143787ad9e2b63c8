import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CompletedPayment,
  doublings,
  type History,
  noHistory,
  profileOf,
  updateHistory,
} from '../../../core/fraud/profile.ts';

const minute = 60_000;
const hour = 60 * minute;
/** The beginning of an hour. */
const start = Date.UTC(2024, 8, 2, 14);

const example: CompletedPayment = { amount: 500_00n, payee: '8', completedAt: start, hour: 17 };

function paid(...payments: Partial<CompletedPayment>[]): History {
  return payments.reduce<History>(
    (history, payment) => updateHistory(history, { ...example, ...payment }),
    noHistory,
  );
}

const amounts = (...minor: bigint[]) => minor.map((amount) => ({ amount }));

describe('what is usual', () => {
  it('is the first amount, and twice or half of it, before there is a second', () => {
    const { payments, median, deviation } = paid({ amount: 512n });
    expect({ payments, median, deviation }).toEqual({ payments: 1, median: 9, deviation: 1 });
  });

  it('is known after five payments of about the same amount', () => {
    const { median, deviation } = paid(...amounts(480_00n, 500_00n, 510_00n, 490_00n, 520_00n));
    expect(2 ** median).toBeGreaterThan(450_00);
    expect(2 ** median).toBeLessThan(550_00);
    expect(deviation).toBeLessThan(0.35);
  });

  it('is known after ten, for nearly everybody whose amounts vary by a factor of two', () => {
    const normal = normals(4);
    const payers = Array.from({ length: 500 }, (_, payer) => 10 + payer / 50);
    const known = payers.filter((middle) => {
      const ten = Array.from({ length: 10 }, () => inMinor(middle + normal()));
      const { median, deviation } = paid(...amounts(...ten));
      return Math.abs(median - middle) < 0.75 && deviation > 0.3 && deviation < 1.5;
    });
    expect(known.length).toBeGreaterThan(460);
  });

  it('is moved little by one huge amount: less than the tenth payment by a fifth of a doubling', () => {
    const before = paid(...Array.from({ length: 10 }, () => ({})));
    const moved = updateHistory(before, { ...example, amount: 10n ** 17n });
    expect(moved.median - before.median).toBeLessThan(0.2);
    expect(moved.deviation / before.deviation).toBeLessThan(1.2);
  });

  it('is moved by each payment by no more than its share of two deviations, whatever it is', () => {
    const any = fc.bigInt({ min: 1n, max: 10n ** 18n - 1n });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 60 }), any, (others, amount) => {
        const before = paid(...amounts(...others));
        const moved = updateHistory(before, { ...example, amount });
        const share = Math.max(1.5 / (before.payments + 1), 0.08);
        const step = Math.abs(moved.median - before.median);
        expect(step).toBeLessThanOrEqual(share * 2 * before.deviation * (1 + 1e-9));
        expect(moved.deviation).toBeGreaterThanOrEqual(0.25);
        expect(moved.deviation).toBeLessThanOrEqual(before.deviation * (1 + share) * (1 + 1e-9));
      }),
    );
  });

  it('follows habits that have changed, within fifty payments', () => {
    const small = Array.from({ length: 50 }, () => ({ amount: 100_00n }));
    const large = Array.from({ length: 50 }, () => ({ amount: 2_000_00n }));
    expect(Math.abs(paid(...small, ...large).median - doublings(2_000_00n))).toBeLessThan(0.5);
  });

  it('was wrong at first: a huge first payment is forgotten in a few', () => {
    const first = { amount: 70_000_00n };
    const rest = Array.from({ length: 9 }, () => ({ amount: 500_00n }));
    expect(Math.abs(paid(first, ...rest).median - doublings(500_00n))).toBeLessThan(0.75);
  });
});

describe('how many there were in the last minute and hour', () => {
  const at = (completedAt: number) => ({ completedAt });

  it('counts what is in the running one, and fades what was in the one before', () => {
    const history = paid(at(start), at(start + 1), at(start + 59_999));
    expect(profileOf(history, start + 59_999)).toMatchObject({ lastMinute: 3, lastHour: 3 });
    expect(profileOf(history, start + minute).lastMinute).toBe(3);
    expect(profileOf(history, start + 1.5 * minute).lastMinute).toBe(1.5);
    expect(profileOf(history, start + 2 * minute)).toMatchObject({ lastMinute: 0, lastHour: 3 });
    expect(profileOf(history, start + 1.5 * hour).lastHour).toBe(1.5);
    expect(profileOf(history, start + 2 * hour).lastHour).toBe(0);
  });

  it('starts anew after a pause', () => {
    const history = paid(at(start), at(start), at(start + 2 * minute));
    expect(profileOf(history, start + 2 * minute).lastMinute).toBe(1);
  });

  it('counts what another clock, which is behind, completed before', () => {
    const history = paid(at(start), at(start - 5));
    expect(profileOf(history, start).lastMinute).toBe(2);
    expect(profileOf(history, start - 5).lastMinute).toBe(2);
  });

  it('is never more than the payments of two windows, nor less than none', () => {
    const steps = fc.array(fc.nat({ max: 3 * minute }), { maxLength: 40 });
    fc.assert(
      fc.property(steps, fc.nat({ max: 5 * minute }), (gaps, later) => {
        let now = start;
        const times = gaps.map((gap) => {
          now += gap;
          return now;
        });
        const { lastMinute } = profileOf(paid(...times.map(at)), now + later);
        const recent = times.filter((time) => time > now + later - 2 * minute).length;
        const sure = times.filter((time) => startOf(time) === startOf(now + later)).length;
        expect(lastMinute).toBeGreaterThanOrEqual(sure);
        expect(lastMinute).toBeLessThanOrEqual(recent);
      }),
    );
  });
});

describe('the hours of the day', () => {
  it('are counted by two', () => {
    const { hours } = profileOf(paid({ hour: 0 }, { hour: 1 }, { hour: 2 }, { hour: 23 }), start);
    expect(hours).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('are halved, all of them, when one is full', () => {
    const often = Array.from({ length: 31 }, () => ({ hour: 9 }));
    const { hours } = profileOf(paid({ hour: 7 }, { hour: 7 }, { hour: 10 }, ...often), start);
    expect(hours).toEqual([0, 0, 0, 1, 15, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('are as twelve numbers that are counted and halved one by one would be', () => {
    const days = fc.array(fc.nat({ max: 23 }), { maxLength: 400 });
    fc.assert(
      fc.property(days, (times) => {
        const plain = times.reduce<number[]>((counters, time) => {
          const more = counters.map((count, slot) => count + (slot === time >> 1 ? 1 : 0));
          return more.includes(31) ? more.map((count) => count >> 1) : more;
        }, Array(12).fill(0));
        expect(profileOf(paid(...times.map((time) => ({ hour: time }))), start).hours).toEqual(
          plain,
        );
      }),
    );
  });

  it('fit a column of 63 bits', () => {
    const full = Array.from({ length: 12 }, (_, slot) => Array(30).fill({ hour: 2 * slot })).flat();
    expect(paid(...full).hours).toBeLessThan(2n ** 60n);
  });
});

describe('who was paid, and with what', () => {
  const payees = (...ids: string[]) => ids.map((payee) => ({ payee }));

  it('keeps the last eight payees, each once, latest first', () => {
    expect(paid(...payees('1', '2', '3', '1')).recentPayees).toEqual(['1', '3', '2']);
    const ten = payees(...'0123456789');
    expect(paid(...ten).recentPayees).toEqual(['9', '8', '7', '6', '5', '4', '3', '2']);
  });

  it('keeps the last five devices, and tells whether the one in hand is of them', () => {
    const history = paid({ device: 'a' }, {}, { device: 'b' }, { device: 'a' });
    expect(history.devices).toEqual(['a', 'b']);
    const seen = (token: string) => profileOf(history, start, { token, sharedBy: 2 });
    expect(seen('b')).toMatchObject({ device: { known: true, sharedBy: 2 }, devices: 2 });
    expect(seen('c')).toMatchObject({ device: { known: false, sharedBy: 2 }, devices: 2 });
    expect(profileOf(history, start)).not.toHaveProperty('device');
    expect(paid(...[...'abcdef'].map((device) => ({ device }))).devices).toHaveLength(5);
  });

  it('knows when the SIM was changed, which payments do not move', () => {
    const told = { ...noHistory, simChangedAt: start - hour };
    const history = updateHistory(told, example);
    expect(profileOf(history, start)).toMatchObject({ simChangedAt: start - hour });
  });
});

/** Normally distributed numbers with a standard deviation of 1 (Box and Muller). The same seed gives the same numbers. */
function normals(seed: number): () => number {
  let state = seed;
  // Numerical Recipes' generator of 32-bit numbers, which is random enough for this.
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function inMinor(logarithm: number): bigint {
  return BigInt(Math.max(Math.round(2 ** logarithm), 1));
}

function startOf(time: number): number {
  return time - (time % minute);
}
