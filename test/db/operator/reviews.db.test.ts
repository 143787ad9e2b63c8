import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reference } from '../../../core/ids.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { CheckResults } from '../../../core/pipeline/check-results.ts';
import { reviews } from '../../../db/operator/reviews.ts';
import { Books } from '../../support/books/books.ts';
import { evidence, ksh } from '../../support/books/payments.ts';

let books: Books;
let desk: ReturnType<typeof reviews>;
beforeAll(async () => {
  books = await Books.open();
  desk = reviews(books.desk, kenya);
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const now = () => books.clock.now();
const hour = 3_600_000;
const factor = { code: 'SIM_SWAP', weight: 0.6, why: 'the SIM was changed 2 hours before' };
const doubtful: CheckResults = {
  ...{ score: 0.6, fraudModel: 'rules 3', checksMs: 12 },
  evidence: { ...evidence, fraud: { ...evidence.fraud, decision: 'review', factors: [factor] } },
};

/** 5,000.00 for 15.00, of 25,000.00, that waits for a decision for an hour. */
async function inReview(wanted: Partial<PaymentRequest> = {}): Promise<PaymentRequest> {
  const request = await books.request(5_000_00n, undefined, wanted);
  await books.ledger.reserve(request);
  await books.ledger.review(request, doubtful, now() + hour);
  return request;
}

async function stored(id: string) {
  const [row] = await books.rows(
    `select p.state::text, p.refusal::text, p.fraud_score, p.fraud_model, p.evidence is not null evidence, r.approved,
            r.decided_by, r.note, r.decided_at
       from tuma.payments p join tuma.reviews r on r.payment_id = p.id where p.id = $1`,
    [id],
  );
  return row;
}

const kept = { fraud_score: 60, fraud_model: 'rules 3', evidence: true };

describe('what waits for a decision', () => {
  it('is listed with its parties, its factors and the time that is left', async () => {
    const { id, amount, fee } = await inReview();
    const [row] = await books.rows('select number from tuma.payments where id = $1', [id]);
    const number = BigInt(String(row?.number));
    const found = (await desk.open(100)).find((one) => one.number === number);
    expect(found).toMatchObject({
      ...{ type: 'p2p', amount, fee, score: 60, fraudModel: 'rules 3' },
      payer: { name: 'Jane Wanjiku', number: expect.stringMatching(/^2547/) },
      payee: { name: 'Jane Wanjiku', number: expect.stringMatching(/^2547/) },
      ...{ openedAt: new Date(now()), expiresAt: new Date(now() + hour) },
      evidence: { fraud: { factors: [factor] } },
    });
    expect(reference(number)).toMatch(/^[0-9A-Z]{10}$/);
    await desk.decide(id, { approve: false, by: 'ann' }, now());
    expect((await desk.open(100)).some((one) => one.number === number)).toBe(false);
  });
});

describe('a decision', () => {
  it('completes what is approved, and keeps what the checks found', async () => {
    const { id, payer, payee } = await inReview();
    const judged = await desk.decide(id, { approve: true, by: 'ann', note: 'called her' }, now());
    expect(judged).toEqual({
      ...{ isFirst: true, approved: true, by: 'ann', at: new Date(now()) },
      ...{ state: 'completed', refusal: null },
    });
    expect(await books.figures(payer)).toBe('1998500/0/500000');
    expect(await books.figures(payee)).toBe('500000/0/0');
    expect(await stored(id)).toMatchObject({
      ...{ state: 'completed', approved: true, decided_by: 'ann', note: 'called her', ...kept },
    });
    expect((await books.sweep()).unnotified).toContain(id);
    expect(await books.tells(id)).toEqual(['payee', 'payer']);
  });

  it('declines what is declined, and gives back what it held', async () => {
    const { id, payer } = await inReview();
    expect(await desk.decide(id, { approve: false, by: 'bob' }, now())).toMatchObject({
      ...{ isFirst: true, approved: false, state: 'rejected', refusal: 'fraud_declined' },
    });
    expect(await books.figures(payer)).toBe('2500000/0/0');
    expect(await stored(id)).toMatchObject({ state: 'rejected', decided_by: 'bob', ...kept });
    expect(await books.tells(id)).toEqual(['payer']);
  });

  it('stands: another one gets its answer and changes nothing', async () => {
    const { id } = await inReview();
    await desk.decide(id, { approve: false, by: 'bob' }, now());
    const before = await books.everything();
    for (const approve of [true, false]) {
      expect(await desk.decide(id, { approve, by: 'ann' }, now())).toMatchObject({
        ...{ isFirst: false, approved: false, by: 'bob', state: 'rejected' },
      });
    }
    expect(await books.everything()).toBe(before);
  });

  it('of ten at once is one', async () => {
    const { id, payer } = await inReview();
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        desk.decide(id, { approve: i % 2 === 0, by: `operator ${i}` }, now()),
      ),
    );
    expect(all.filter((judged) => judged?.isFirst)).toHaveLength(1);
    expect(new Set(all.map((judged) => `${judged?.by} ${judged?.state}`)).size).toBe(1);
    const [before] = all;
    const figures = before?.approved ? '1998500/0/500000' : '2500000/0/0';
    expect(await books.figures(payer)).toBe(figures);
  });

  it('that comes when the time is over may race the sweep', async () => {
    const waiting = await Promise.all(Array.from({ length: 12 }, () => inReview()));
    await books.clock.advance(hour + 1);
    const [swept, ...judged] = await Promise.all([
      books.sweep(),
      ...waiting.map(({ id }) => desk.decide(id, { approve: true, by: 'ann' }, now())),
    ]);
    const late = judged.filter((one) => one?.by === 'nobody in time');
    // What was judged while the sweep waited for it was no longer its to end.
    expect(swept.expired).toBeGreaterThanOrEqual(late.length);
    for (const one of judged) {
      expect(one?.state).toBe(one?.by === 'ann' ? 'completed' : 'rejected');
    }
  });

  it('leaves what has ended before as the sweep ended it', async () => {
    const { id } = await inReview();
    await books.clock.advance(hour + 1);
    await books.sweep();
    expect(await desk.decide(id, { approve: true, by: 'ann' }, now())).toMatchObject({
      ...{ isFirst: false, approved: false, by: 'nobody in time', refusal: 'fraud_declined' },
    });
    expect(await stored(id)).toMatchObject({ state: 'rejected', ...kept });
  });

  it('approves in vain where the payee is closed by now', async () => {
    const { id, payer, payee } = await inReview();
    await books.rows(`update tuma.accounts set status = 'closed' where id = $1`, [payee]);
    expect(await desk.decide(id, { approve: true, by: 'ann' }, now())).toMatchObject({
      ...{ isFirst: true, approved: true, state: 'rejected', refusal: 'recipient_unavailable' },
    });
    expect(await books.figures(payer)).toBe('2500000/0/0');
  });

  it('takes fees to the house and the duty on them to its account', async () => {
    const { id } = await inReview({ excise: ksh(2_00n) });
    await desk.decide(id, { approve: true, by: 'ann' }, now());
    const amounts = (await books.entries(id)).map((line) => line.split(' ')[1]);
    expect(amounts.toSorted()).toEqual(['-501500', '1300', '200', '500000']);
  });

  it.each([
    ['that nobody knows', async () => crypto.randomUUID()],
    [
      'that completed without one',
      async () => (await books.pay(await books.request(1_00n, undefined, { fee: ksh(0n) }))).id,
    ],
  ])('is not given of a payment %s', async (_, id) => {
    expect(await desk.decide(await id(), { approve: true, by: 'ann' }, now())).toBeUndefined();
  });
});
