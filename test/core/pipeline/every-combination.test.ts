/**
 * Every combination of what the three checks may say, through the whole road of a payment in simulated time: in every
 * order of arrival, with every way of being late or broken, asked twice at once and asked again.
 */
import { describe, expect, it } from 'vitest';
import type { FraudAnswer } from '../../../core/fraud/answer.ts';
import type { Outcome } from '../../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { CoreVerdict, FraudVerdict, RevenueVerdict } from '../../../core/pipeline/decision.ts';
import { ksh, payment } from '../../support/books/payments.ts';
import { type Manner, Road } from '../../support/books/road.ts';

const fraudVerdicts = ['approved', 'review', 'declined', 'late', 'failed'] as const;
const revenueVerdicts = ['approved', 'declined', 'late', 'failed'] as const;
const coreVerdicts = ['reserved', 'failed', 'late', 'unknown'] as const;

/** What becomes of a payment, by the first row that fits. The backup rules take 600.00, and not 5,000.00. */
type Row = readonly [
  fraud: readonly FraudVerdict[],
  revenue: readonly RevenueVerdict[],
  core: readonly CoreVerdict[],
  end: string,
];

const anyFraud = fraudVerdicts;
const anyRevenue = revenueVerdicts;
const anyCore = coreVerdicts;

const rows = (small: boolean): readonly Row[] => [
  // The books have refused it: that is its end, whatever others say.
  [anyFraud, anyRevenue, ['failed'], 'rejected payer_unavailable'],
  [['declined'], anyRevenue, anyCore, 'rejected fraud_declined'],
  [small ? [] : ['late', 'failed'], anyRevenue, anyCore, 'rejected fraud_declined'],
  [anyFraud, ['declined'], anyCore, 'rejected recipient_unavailable'],
  [anyFraud, ['late'], anyCore, 'failed timeout'],
  [anyFraud, ['failed'], anyCore, 'failed unavailable'],
  [anyFraud, ['approved'], ['late'], 'failed timeout'],
  [anyFraud, ['approved'], ['unknown'], 'failed unavailable'],
  [['review'], ['approved'], ['reserved'], 'review'],
  [['approved', 'late', 'failed'], ['approved'], ['reserved'], 'completed'],
];

/** In which order the answers come: places of fraud, revenue and core. */
const orders = ['123', '132', '213', '231', '312', '321'];

/** In what way an answer is late, or a call broken: what it would have said is heard after the end, or never. */
const ways = [0, 1];

/**
 * What both look at is read once. Revenue answers as soon as it is there, and fraud is not asked before, so that revenue
 * is late only where fraud is.
 */
const combinations = fraudVerdicts.flatMap((fraud) =>
  revenueVerdicts
    .filter((revenue) => revenue !== 'late' || fraud === 'late')
    .flatMap((revenue) => coreVerdicts.map((core) => ({ fraud, revenue, core }))),
);

type Combination = (typeof combinations)[number];

it('there are 5 · 4 · 4 combinations but for 4 · 4 that cannot be, and each has its row', () => {
  expect(combinations).toHaveLength(80 - 16);
  for (const small of [true, false]) {
    for (const combination of combinations) expect(endOf(combination, small)).toBeDefined();
  }
});

it('no other is reached, whatever the facts, the judge and the books do, and when', async () => {
  const waits = [0, 10, 4_999, 5_001, 6_000];
  const reads = waits.flatMap((before) => [{ before }, { before, refuses: true }]);
  const standings = [{}, { payeeStatus: 'closed' }, { tier: 99 }] as const;
  const reserves: readonly Manner[] = [{}, { before: 6_000 }, { refuses: true }, { loses: true }];
  const roads = reads.flatMap((read) =>
    reserves.flatMap((reserve) =>
      standings.flatMap((standing) =>
        waits.flatMap((wait) =>
          (['approved', 'review', 'declined', undefined] as const).map((says) => {
            const road = new Road().let('checkInputs', read).let('reserve', reserve);
            road.accounts = standing;
            road.judge = () => judges(road, wait, says);
            return road;
          }),
        ),
      ),
    ),
  );
  await Promise.all(roads.map((road) => road.pays(payment())));
  const held = combinations.filter(({ core }) => core !== 'failed');
  const expected = held.map(({ fraud, revenue, core }) => `${fraud} ${revenue} ${core}`);
  expect([...new Set(roads.map(seenBy))].toSorted()).toEqual(expected.toSorted());
});

describe.each([
  ['600.00', true],
  ['5,000.00', false],
])('%s', (_, small) => {
  it.each(combinations)('fraud $fraud, revenue $revenue, core $core', async (combination) => {
    const expected = endOf(combination, small) ?? '';
    const money = moneyAfter(expected, small);
    const arrivals = orders.flatMap((order) => ways.map((way) => ({ order, way })));
    await Promise.all(
      arrivals.map(async ({ order, way }) => {
        const told = await walk(combination, small, order, way);
        expect({ order, way, ...told }).toMatchObject({
          ...{ order, way },
          ...{ first: expected, atOnce: expected, again: expected },
          money,
          afterwards: money,
          finally: money,
          // The one that was asked first, and the one at the same time.
          late: lateOf(combination).flatMap((check) => [check, check]),
        });
      }),
    );
  });
});

describe('one payment that is asked for twice at once, with different answers', () => {
  it.each<[string, FraudAnswer['decision'], FraudAnswer['decision'], string]>([
    ['an approval first', 'approved', 'review', 'completed'],
    ['a doubt first', 'review', 'approved', 'review'],
    ['an approval before a refusal', 'approved', 'declined', 'completed'],
    ['a refusal before an approval', 'declined', 'approved', 'rejected fraud_declined'],
    ['a doubt before a refusal', 'review', 'declined', 'review'],
    ['a refusal before a doubt', 'declined', 'review', 'rejected fraud_declined'],
  ])('has one end, which both are told: %s', async (_, first, second, end) => {
    const road = new Road();
    const answers = [first, second];
    road.judge = async () => {
      const [decision = 'approved'] = answers.splice(0, 1);
      await road.clock.after(decision === first ? 10 : 20).elapsed;
      return judgement(decision);
    };
    const request = payment();
    const both = [road.begins(request), road.pays(request)];
    expect((await Promise.all(both)).map(said)).toEqual([end, end]);
    expect(road.money).toBe(moneyAfter(end, false));
  });
});

describe('a payment in review', () => {
  async function inReview() {
    const road = new Road();
    road.judge = () => judgement('review');
    const request = payment();
    expect(said(await road.pays(request))).toBe('review');
    return { road, request };
  }

  it('is kept for as long as the rule set says, with what every check answered', async () => {
    const { road } = await inReview();
    expect(road.reviews).toMatchObject([
      {
        until: Date.UTC(2024, 8, 3, 14, 30, 0),
        results: {
          score: 0.5,
          fraudModel: 'engine test',
          evidence: {
            fraud: { status: 'answered', decision: 'review', by: 'engine', version: 'test' },
            revenue: { status: 'answered', decision: 'approved' },
            core: { status: 'answered', state: 'reserved' },
          },
        },
      },
    ]);
  });

  it('is completed by its operator, and not by whoever asks again and is approved', async () => {
    const { road, request } = await inReview();
    road.judge = () => judgement('approved');
    expect(said(await road.pays(request))).toBe('review');
    expect(road.money).toBe(moneyAfter('review', false));
    road.books.verdict(request.id, { state: 'completed' }, road.clock.now());
    expect(said(await road.pays(request))).toBe('completed');
    expect(road.money).toBe(moneyAfter('completed', false));
  });

  it('is not given up by whoever could not learn how it stands', async () => {
    const { road, request } = await inReview();
    road.let('reserve', { refuses: true });
    expect(said(await road.pays(request))).toBe('review');
    expect(road.money).toBe(moneyAfter('review', false));
  });

  it('is released when its time is over, and not before', async () => {
    const { road, request } = await inReview();
    const until = road.reviews[0]?.until ?? 0;
    expect(road.books.expire(until - 1)).toBe(0);
    expect(road.books.expire(until)).toBe(1);
    expect(said(await road.pays(request))).toBe('rejected fraud_declined');
    expect(road.money).toBe(moneyAfter('rejected fraud_declined', false));
  });

  it('is one whose review did not answer: who asks again learns of it', async () => {
    const road = new Road().let('review', { loses: true });
    road.judge = () => judgement('review');
    const request = payment();
    expect(said(await road.pays(request))).toBe('reserved');
    expect(said(await road.let('review', {}).pays(request))).toBe('review');
  });
});

/** What the decision was made of: as it is kept with what was not plain. Of what the books refuse nothing is kept. */
function seenBy({ endings, reviews }: Road): string {
  const [{ results } = {}] = [...endings, ...reviews];
  if (!results?.evidence) return 'approved approved reserved';
  const { fraud, revenue, core } = results.evidence;
  return [
    fraud.status === 'answered' ? fraud.decision : fraud.status,
    revenue.status === 'answered' ? revenue.decision : revenue.status,
    core.status === 'answered' ? core.state : { failed: 'unknown', late: 'late' }[core.status],
  ].join(' ');
}

/** Asked twice at once, in this order of answers; and again later, when everything works and approves. */
async function walk(verdicts: Combination, small: boolean, order: string, way: number) {
  const road = new Road();
  arrange(road, verdicts, order, way);
  const request = small ? payment({ amount: ksh(600_00n), fee: ksh(6_00n) }) : payment();
  const both = [road.begins(request), road.begins(request)];
  await road.clock.advance(5_100);
  const [first, atOnce] = await Promise.all(both);
  const money = road.money;
  // What was late comes now.
  await road.clock.advance(30_000);
  const late = road.lateAnswers.map(([check]) => check).toSorted();
  const afterwards = road.money;
  const again = await againWithoutTrouble(road, request);
  return {
    ...{ first: said(first), atOnce: said(atOnce), again: said(again) },
    ...{ late, money, afterwards, finally: road.money },
  };
}

async function againWithoutTrouble(road: Road, request: PaymentRequest): Promise<Outcome> {
  road.let('checkInputs', {}).let('reserve', {});
  road.accounts = {};
  road.books.account('7').status = 'active';
  road.judge = () => judgement('approved');
  return road.pays(request);
}

function arrange(road: Road, { fraud, revenue, core }: Combination, order: string, way: number) {
  const [fraudAt = 0, revenueAt = 0, coreAt = 0] = [...order].map((place) => Number(place) * 10);
  const late = 6_000;

  const judgedAt = fraud === 'late' && revenue !== 'late' ? late + fraudAt : fraudAt;
  const says = { late: (['approved', 'declined'] as const)[way], failed: undefined };
  road.judge = () =>
    judges(road, judgedAt, fraud === 'late' || fraud === 'failed' ? says[fraud] : fraud);

  if (revenue === 'declined') road.accounts = { payeeStatus: 'closed' };
  if (revenue === 'late' && way === 1) road.accounts = { payeeStatus: 'closed' };
  // A tier that the market does not have breaks the check, and nothing beside it.
  if (revenue === 'failed') road.accounts = { tier: 99 };
  road.let('checkInputs', { before: revenue === 'late' ? late + revenueAt : revenueAt });

  if (core === 'failed') road.books.account('7').status = 'frozen';
  const manners: Record<CoreVerdict, readonly Manner[]> = {
    reserved: [{ before: coreAt }, { after: coreAt }],
    failed: [{ before: coreAt }, { after: coreAt }],
    late: [{ before: late + coreAt }, { after: late + coreAt }],
    unknown: [
      { before: coreAt, refuses: true },
      { before: coreAt, loses: true },
    ],
  };
  road.let('reserve', manners[core][way] ?? {});
}

function endOf({ fraud, revenue, core }: Combination, small: boolean): string | undefined {
  const row = rows(small).find(
    ([frauds, revenues, cores]) =>
      frauds.includes(fraud) && revenues.includes(revenue) && cores.includes(core),
  );
  return row?.[3];
}

function lateOf(verdicts: Combination): string[] {
  const checks = ['core', 'fraud', 'revenue'] as const;
  return checks.filter((check) => verdicts[check] === 'late');
}

/** Balances and holds in cents: the payer's, the payee's, fee revenue's. */
function moneyAfter(end: string, small: boolean): string {
  const untouched = '2500000/0 850000/0 0/0';
  if (end === 'completed') {
    return small ? '2439400/0 910000/0 600/0' : '1998500/0 1350000/0 1500/0';
  }
  if (end !== 'review') return untouched;
  return untouched.replace('2500000/0', small ? '2500000/60600' : '2500000/501500');
}

function said(outcome: Outcome | undefined): string {
  const { state, refusal } = outcome ?? {};
  return [state, refusal].filter(Boolean).join(' ');
}

/** Without a decision, it breaks. */
async function judges(road: Road, wait: number, decision?: FraudAnswer['decision']) {
  await road.clock.after(wait).elapsed;
  if (!decision) throw new Error('fraud is away');
  return judgement(decision);
}

function judgement(decision: FraudAnswer['decision'] = 'approved'): FraudAnswer {
  return { decision, score: 0.5, factors: [], by: 'engine', version: 'test' };
}
