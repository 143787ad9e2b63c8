import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FraudAnswer } from '../../../../core/fraud/answer.ts';
import { defaultRuleSet } from '../../../../core/fraud/default-rule-set.ts';
import { doublings, noHistory, type Profile, profileOf } from '../../../../core/fraud/profile.ts';
import type { PaymentRequest } from '../../../../core/payments/request.ts';
import type { FraudCheck } from '../../../../core/pipeline/ports.ts';
import { pseudonyms } from '../../../../edge/crypto.ts';
import { fraudEngine } from '../../../../edge/gateways/fraud/engine.ts';
import { exampleTime, ksh, newId, payment } from '../../../support/books/payments.ts';
import {
  FraudEngine,
  harmless,
  type Judgement,
  type Trouble,
} from '../../../support/carriers/fraud-engine.ts';
import { TestClock } from '../../../support/clock/clock.ts';

/** What the backup rules take, and what they do not. */
const small = () => payment({ amount: ksh(600_00n) });
const large = () => payment({ amount: ksh(5_000_00n) });
const stranger = profileOf(noHistory, 0);

const keys = pseudonyms({ TOKEN_KEY: 'token-key-of-the-tests' });

let engine: FraudEngine;
let url: string;
let clock: TestClock;
let check: FraudCheck;
beforeEach(async () => {
  engine = new FraudEngine();
  clock = new TestClock();
  url = await engine.start();
  check = client(url);
});
afterEach(() => engine.close());

function client(at: string, key?: string): FraudCheck {
  const parts = { keys, clock, ruleSet: () => defaultRuleSet };
  return fraudEngine({ url: at, key, deadline: 800 }, parts);
}

async function judged(request: PaymentRequest, profile: Profile = stranger): Promise<FraudAnswer> {
  return check(request, profile);
}

describe('an engine that answers', () => {
  it.each([
    ['approved', 0],
    ['review', 0.7],
    ['declined', 1],
  ])('decides: %s', async (decision, score) => {
    engine.judges = ({ id }) => ({ id, decision, score, factors: ['A_1', 'B'], version: 'v2.1' });
    expect(await judged(large())).toEqual({
      ...{ decision, score, factors: [{ code: 'A_1' }, { code: 'B' }] },
      ...{ by: 'engine', version: 'v2.1' },
    });
  });

  it('need not say its version, nor anything against', async () => {
    engine.judges = ({ id }) => ({ id, decision: 'approved', score: 0, factors: [] });
    expect(await judged(small())).toMatchObject({ by: 'engine', version: 'unknown' });
  });

  it('is told what is known of the payment and its payer', async () => {
    const request = large();
    await judged(request, {
      ...stranger,
      ...{ payments: 12, median: doublings(1_250_00n), deviation: 0.5, lastMinute: 1.5 },
      ...{ lastHour: 3, recentPayees: ['8'], devices: 2, simChangedAt: exampleTime },
      device: { known: true, sharedBy: 1 },
    });
    const [[asked] = []] = engine.asked;
    expect(asked).toEqual({
      ...{ id: request.id, type: 'p2p', channel: 'ussd', amount: '5000.00', currency: 'KES' },
      payer: expect.stringMatching(/^[0-9a-f]{32}$/),
      payee: expect.stringMatching(/^[0-9a-f]{32}$/),
      requestedAt: '2024-09-02T14:30:00.000Z',
      profile: {
        ...{ payments: 12, usualAmount: '1250.00', timesUsual: expect.closeTo(4), deviation: 0.5 },
        ...{ lastMinute: 1.5, lastHour: 3, hours: Array(12).fill(0), recentPayee: true },
        ...{ device: { known: true, sharedBy: 1 }, devices: 2 },
        simChangedAt: '2024-09-02T14:30:00.000Z',
      },
    });
  });

  it('is told of one who never paid that there is nothing to tell', async () => {
    await judged(small());
    const none = { payments: 0, lastMinute: 0, lastHour: 0, hours: Array(12).fill(0), devices: 0 };
    expect(engine.asked[0]?.[0]?.profile).toEqual({ ...none, recentPayee: false });
  });

  it('knows people by tokens, which are the same for the same account', async () => {
    const accounts = { payer: '700700700701', payee: '700700700702' };
    await judged(payment({ ...accounts, accountReference: '254722000001', device: 'd1' }));
    await judged(payment({ payer: accounts.payee, payee: accounts.payer }));
    const [[first] = [], [second] = []] = engine.asked;
    expect(JSON.stringify(engine.asked)).not.toMatch(/7007007007|254722000001/);
    expect([second?.payer, second?.payee]).toEqual([first?.payee, first?.payer]);
    expect(first?.payer).not.toBe(first?.payee);
    expect(first?.device).toBe('d1');
  });

  it('is shown its key, if it has one', async () => {
    await judged(small());
    check = client(url, 'a secret of the engine');
    await judged(small());
    expect(engine.authorizations).toEqual([undefined, 'Bearer a secret of the engine']);
  });

  it('is asked once for all that wait', async () => {
    const requests = Array.from({ length: 120 }, small);
    const answers = await Promise.all(requests.map((request) => judged(request)));
    expect(answers.map(({ by }) => by)).toEqual(Array(120).fill('engine'));
    expect(engine.asked.map((batch) => batch.length)).toEqual([50, 50, 20]);
  });
});

describe('an engine that does not answer well', () => {
  const backed = { by: 'backup_rules', version: '1' };
  const troubles: [string, Trouble][] = [
    ['drops the connection', 'drop'],
    ['drops it in the middle of its answer', 'half'],
    ['has an error of its own', 500],
    ['is busy', 503],
    ['sends us elsewhere', 307],
    ['has nothing to say', 204],
    ['says so with another status', 201],
    ['answers with a page', { body: '<html>', type: 'text/html' }],
    ['answers with a page that it calls JSON', { body: '<html>' }],
    ['answers with NaN', { body: '{"answers":[{"score":NaN}]}' }],
    ['answers with a list', { body: '[]' }],
    ['answers with nothing', { body: '' }],
    ['answers with no answers', { body: '{"answers":{}}' }],
    ['answers with too much', { body: `{"answers":[],"more":"${'x'.repeat(70_000)}"}` }],
  ];

  it.each(troubles)('and %s: the backup rules decide', async (_, trouble) => {
    engine.trouble = trouble;
    expect(await judged(small())).toMatchObject({ ...backed, decision: 'approved' });
    expect(await judged(large())).toMatchObject({ ...backed, decision: 'declined' });
    expect(engine.asked).toHaveLength(2);
  });

  const wrong: [string, Judgement][] = [
    ['a decision that there is not', { decision: 'maybe' }],
    ['no decision', { decision: undefined }],
    ['a score above 1', { score: 1.01 }],
    ['a score below 0', { score: -0.01 }],
    ['a score that is no number', { score: null }],
    ['a score in words', { score: '0.1' }],
    ['no factors', { factors: undefined }],
    ['a sentence for a factor', { factors: ['he has 254722000001'] }],
    ['a factor that is too long', { factors: ['X'.repeat(49)] }],
    ['too many factors', { factors: Array(17).fill('X') }],
    ['a version that is none', { version: 'a\nb' }],
  ];

  it.each(wrong)('and gives %s: that is no answer to that payment', async (_, change) => {
    const [odd, even] = [small(), small()];
    engine.judges = (asked) => ({ ...harmless(asked), ...(asked.id === odd.id && change) });
    const answers = await Promise.all([judged(odd), judged(even)]);
    expect(answers).toMatchObject([backed, { by: 'engine' }]);
  });

  it('and leaves one out: that one is for the backup rules', async () => {
    const [odd, even] = [small(), small()];
    engine.judges = (asked) => (asked.id === odd.id ? undefined : harmless(asked));
    expect(await Promise.all([judged(odd), judged(even)])).toMatchObject([
      backed,
      { by: 'engine' },
    ]);
  });

  it.each<[string, (id: string) => Judgement[]]>([
    ['of a payment that it was not asked about', () => [{ id: newId() }]],
    ['of none', () => [{ id: 7 }]],
    ['of one twice', (id) => [harmless({ id })]],
  ])('and speaks %s: nothing it says is believed', async (_, more) => {
    engine.judges = (asked) => [harmless(asked), ...more(asked.id)];
    expect(await Promise.all([judged(small()), judged(small())])).toMatchObject([backed, backed]);
  });

  it('and is not there at all', async () => {
    check = client('http://127.0.0.1:9/judge');
    expect(await judged(small())).toMatchObject({ ...backed, decision: 'approved' });
  });

  it('looks at the profile in its place', async () => {
    engine.trouble = 500;
    expect(await judged(small(), { ...stranger, lastHour: 5 })).toMatchObject({
      ...{ ...backed, decision: 'declined' },
      factors: [{ code: 'BACKUP_HOUR' }],
    });
  });
});

describe('an engine that is slow', () => {
  beforeEach(() => {
    engine.trouble = 'hang';
  });

  it('is waited for 800 ms, and no longer', async () => {
    const { arrival } = engine;
    const answer = judged(small());
    await arrival;
    await clock.advance(799);
    expect(await hasEnded(answer)).toBe(false);
    await clock.advance(1);
    expect(await answer).toMatchObject({ by: 'backup_rules', decision: 'approved' });
    expect(clock.timers).toBe(0);
  });

  it('makes nobody wait longer for standing behind those who wait for it', async () => {
    const { arrival } = engine;
    const answers = Promise.all(Array.from({ length: 200 }, () => judged(small())));
    await arrival;
    await clock.advance(800);
    expect(new Set((await answers).map(({ by }) => by))).toEqual(new Set(['backup_rules']));
    // Of the four batches that there were, two were never asked: nobody waited for them any more.
    expect(engine.asked.map((batch) => batch.length)).toEqual([50, 50]);
  });
});

describe('an engine that keeps failing', () => {
  beforeEach(async () => {
    engine.trouble = 500;
    for (let i = 0; i < 10; i += 1) await judged(small());
    engine.trouble = undefined;
  });

  it('is not asked for five seconds, and then once, and then again as before', async () => {
    await clock.advance(4_999);
    expect(await judged(small())).toMatchObject({ by: 'backup_rules' });
    expect(engine.asked).toHaveLength(10);
    await clock.advance(1);
    expect(await judged(small())).toMatchObject({ by: 'engine' });
    expect(await judged(small())).toMatchObject({ by: 'engine' });
    expect(engine.asked).toHaveLength(12);
  });

  it('is left alone for five more seconds when it fails that once', async () => {
    await clock.advance(5_000);
    engine.trouble = 500;
    expect(await judged(small())).toMatchObject({ by: 'backup_rules' });
    engine.trouble = undefined;
    expect(await judged(small())).toMatchObject({ by: 'backup_rules' });
    expect(engine.asked).toHaveLength(11);
  });
});

async function hasEnded(answer: Promise<unknown>): Promise<boolean> {
  const soon = new Promise<false>((resolve) => setTimeout(() => resolve(false), 20));
  return Promise.race([answer.then(() => true), soon]);
}
