import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Flush,
  type GroupCommit,
  groupCommit,
  Overloaded,
} from '../../../core/concurrency/group-commit.ts';
import { sampleOf, within } from '../../support/campaign.ts';
import { settled } from '../../support/clock/clock.ts';

describe('a group commit', () => {
  it('lets a lone caller wait for nobody: its flush starts with no timer in between', async () => {
    const { commit, started } = database();
    void commit('a');
    await Promise.resolve();
    expect(started).toEqual([['a']]);
  });

  it('takes callers of one moment together, and gives each its own answer', async () => {
    const { commit, started, answer } = database();
    const answers = Promise.all([commit('a'), commit('b'), commit('c')]);
    await settled();
    expect(started).toEqual([['a', 'b', 'c']]);
    answer(0);
    expect(await answers).toEqual(['a!', 'b!', 'c!']);
  });

  it('lets those who wait share the next flush, which starts when the last returns', async () => {
    const { commit, started, answer } = database();
    for (const request of ['a', 'b', 'c']) {
      void commit(request);
      await settled();
    }
    expect(started).toEqual([['a']]);
    answer(0);
    await settled();
    expect(started).toEqual([['a'], ['b', 'c']]);
  });

  it('never puts more than its limit into a batch, first come first served', async () => {
    const { commit, started, answer } = database({ maxBatch: 2 });
    for (const request of ['a', 'b', 'c', 'd', 'e']) void commit(request);
    await settled();
    answer(0);
    await settled();
    answer(1);
    await settled();
    expect(started).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('has no more flushes under way than it may', async () => {
    const { commit, started, answer } = database({ maxBatch: 1, maxFlights: 2 });
    for (const request of ['a', 'b', 'c']) void commit(request);
    await settled();
    expect(started).toEqual([['a'], ['b']]);
    answer(1);
    await settled();
    expect(started).toEqual([['a'], ['b'], ['c']]);
  });

  it('starts one beside another for enough callers, and lets fewer wait for the next', async () => {
    const overlapPolicy = { minWaiting: 3, maxFlightMs: 250, now: () => 0 };
    const { commit, started, answer } = database({ maxFlights: 2, overlapPolicy });
    void commit('a');
    await settled();
    for (const request of ['b', 'c']) void commit(request);
    await settled();
    expect(started).toEqual([['a']]);
    void commit('d');
    await settled();
    expect(started).toEqual([['a'], ['b', 'c', 'd']]);
    void commit('e');
    answer(0);
    await settled();
    expect(started).toHaveLength(2);
    answer(1);
    await settled();
    expect(started).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
  });

  it('lets nobody who comes later wait for one that has stalled', async () => {
    let now = 0;
    const overlapPolicy = { minWaiting: 100, maxFlightMs: 250, now: () => now };
    const { commit, started, answer } = database({ maxFlights: 2, overlapPolicy });
    void commit('stalled');
    await settled();
    now = 250;
    void commit('b');
    await settled();
    expect(started).toHaveLength(1);
    now = 251;
    void commit('c');
    await settled();
    expect(started).toEqual([['stalled'], ['b', 'c']]);
    answer(1);
    await settled();
    void commit('d');
    await settled();
    expect(started).toEqual([['stalled'], ['b', 'c'], ['d']]);
  });

  it('turns callers away at once when too many wait, and tries nothing of theirs', async () => {
    const { commit, started, answer } = database({ maxWaiting: 2 });
    const first = commit('a');
    await settled();
    const waiting = [commit('b'), commit('c')];
    await expect(commit('d')).rejects.toThrow(Overloaded);
    answer(0);
    await first;
    await settled();
    answer(1);
    expect(await Promise.all(waiting)).toEqual(['b!', 'c!']);
    expect(started.flat()).not.toContain('d');
  });
});

describe('requests of one key', () => {
  const key = (request: string) => request.charAt(0);

  it('never share a batch, and keep their order', async () => {
    const { commit, started, answer } = database({ key });
    for (const request of ['a1', 'a2', 'b1', 'a3', 'b2', 'c1']) void commit(request);
    for (const flush of [0, 1, 2]) {
      await settled();
      answer(flush);
    }
    expect(started).toEqual([['a1', 'b1', 'c1'], ['a2', 'b2'], ['a3']]);
  });

  it('follow each other also where two flushes may be under way', async () => {
    const { commit, started, answer } = database({ key, maxFlights: 2 });
    for (const request of ['a1', 'a2', 'b1']) void commit(request);
    await settled();
    expect(started).toEqual([['a1', 'b1']]);
    void commit('c1');
    await settled();
    expect(started).toEqual([['a1', 'b1'], ['c1']]);
    answer(0);
    await settled();
    expect(started).toEqual([['a1', 'b1'], ['c1'], ['a2']]);
  });
});

describe('requests that flushes would wait for each other over', () => {
  /** Of "a+b" it is a and b. */
  const resourcesOf = (request: string) => request.split(/[+\d]/);
  const policy = (maxDeferrals: number) => ({
    resourcesOf,
    inFlight: new Map<string, number>(),
    maxDeferrals,
  });

  it('are left for a later flush, which goes when one is over', async () => {
    const conflictPolicy = policy(8);
    const { commit, started, answer } = database({ conflictPolicy, maxFlights: 2 });
    void commit('a+b');
    await settled();
    for (const request of ['b+c', 'd+e', 'f+a', 'g+h', 'i+j']) void commit(request);
    await settled();
    expect(started).toEqual([['a+b'], ['d+e', 'g+h', 'i+j']]);
    answer(0);
    await settled();
    expect(started).toEqual([['a+b'], ['d+e', 'g+h', 'i+j'], ['b+c', 'f+a']]);
    answer(1);
    answer(2);
    await settled();
    expect(conflictPolicy.inFlight.size).toBe(0);
  });

  it('may be in one batch', async () => {
    const { commit, started } = database({ conflictPolicy: policy(8) });
    for (const request of ['a+b', 'b+c']) void commit(request);
    await settled();
    expect(started).toEqual([['a+b', 'b+c']]);
  });

  it('are left behind flushes of other kinds as well, where these share what is in flight', async () => {
    const conflictPolicy = policy(8);
    const other = database({ conflictPolicy });
    void other.commit('a');
    await settled();
    const { commit, started } = database({ conflictPolicy });
    for (const request of ['a+b', 'c+d']) void commit(request);
    await settled();
    expect(started).toEqual([['c+d']]);
  });

  it('go with all others where most of those who wait are such', async () => {
    const { commit, started, answer } = database({ conflictPolicy: policy(8), maxFlights: 2 });
    void commit('shop1');
    await settled();
    for (const request of ['shop2', 'shop3', 'a']) void commit(request);
    await settled();
    expect(started).toEqual([['shop1'], ['shop2', 'shop3', 'a']]);
    answer(0);
    await settled();
    // It is in flight still.
    for (const request of ['shop4', 'b', 'c']) void commit(request);
    await settled();
    expect(started.at(-1)).toEqual(['b', 'c']);
  });

  it('are left no more often than there is patience for', async () => {
    const overlapPolicy = { minWaiting: 2, maxFlightMs: 250, now: () => 0 };
    const { commit, started } = database({
      conflictPolicy: policy(2),
      maxFlights: 4,
      overlapPolicy,
    });
    for (const request of ['a1', 'a2', 'b', 'c', 'd']) {
      void commit(request);
      await settled();
    }
    expect(started).toEqual([['a1'], ['b'], ['c'], ['a2', 'd']]);
  });

  it('are never forgotten, be it for the key of another', async () => {
    const conflictPolicy = policy(8);
    const other = database({ conflictPolicy });
    void other.commit('a');
    await settled();
    const { commit, started } = database({ conflictPolicy, key: (request) => request.slice(-1) });
    for (const request of ['a+1', 'b+1']) void commit(request);
    await settled();
    expect(started).toEqual([['a+1']]);
  });

  it('have a lane of their own among the flushes in flight', async () => {
    const lanes: number[] = [];
    const { commit, answer } = database({ maxFlights: 3, maxBatch: 1 }, lanes);
    for (const request of ['a', 'b', 'c', 'd', 'e']) void commit(request);
    await settled();
    answer(1);
    await settled();
    answer(0);
    await settled();
    expect(lanes).toEqual([0, 1, 2, 1, 0]);
  });
});

describe('a flush that fails', () => {
  it('fails all of its callers, where the content is not to blame', async () => {
    const { commit, started, fail } = database();
    const answers = Promise.allSettled([commit('a'), commit('b')]);
    await settled();
    fail(0, new Error('away'));
    expect(await answers).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(started).toEqual([['a', 'b']]);
  });

  it('is tried one by one where it is, and only who is to blame fails', async () => {
    const { commit, started, fail, answer } = database();
    const answers = Promise.allSettled([commit('a'), commit('bad'), commit('c')]);
    await settled();
    fail(0, new Error('content'));
    await settled();
    answer(1);
    await settled();
    fail(2, new Error('content'));
    await settled();
    answer(3);
    expect(await answers).toMatchObject([
      { status: 'fulfilled', value: 'a!' },
      { status: 'rejected', reason: { message: 'content' } },
      { status: 'fulfilled', value: 'c!' },
    ]);
    expect(started).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  it('makes room for the next', async () => {
    const { commit, started, fail, answer } = database();
    const failing = commit('a');
    await settled();
    const next = commit('b');
    fail(0, new Error('away'));
    await expect(failing).rejects.toThrow('away');
    await settled();
    answer(1);
    expect(await next).toBe('b!');
    expect(started).toEqual([['a'], ['b']]);
  });
});

describe('the observer of a group commit', () => {
  it('is told of each flush: its size, how long it was waited for, how long it took, its lane', async () => {
    const flushes: Flush[] = [];
    let now = 1_000;
    const observer = { now: () => now, flushed: (flush: Flush) => void flushes.push(flush) };
    const { commit, answer } = database({ maxFlights: 1, observer });
    void commit('a');
    await settled();
    now += 5;
    void commit('b');
    now += 2;
    void commit('c');
    await settled();
    now += 3;
    answer(0);
    await settled();
    expect(flushes).toEqual([{ size: 1, waitMs: 0, flushMs: 10, lane: 0 }]);
    now += 4;
    answer(1);
    await settled();
    expect(flushes[1]).toEqual({ size: 2, waitMs: 5, flushMs: 4, lane: 0 });
  });

  it('is told of one that fails, and its callers fail as before', async () => {
    const flushes: Flush[] = [];
    const observer = { now: () => 0, flushed: (flush: Flush) => void flushes.push(flush) };
    const { commit, fail } = database({ observer });
    const failed = expect(commit('a')).rejects.toThrow();
    await settled();
    fail(0, new Error('away'));
    await failed;
    await settled();
    expect(flushes).toEqual([{ size: 1, waitMs: 0, flushMs: 0, lane: 0 }]);
  });
});

describe('whatever happens', () => {
  const keys = ['a', 'b', 'c', 'd'] as const;
  const caller = {
    ...{ key: fc.constantFrom(...keys), bad: fc.nat({ max: 7 }) },
    works: fc.array(fc.constantFrom('v', 'w', 'x', 'y', 'z'), { maxLength: 2 }),
  };
  const callers = fc.array(fc.record(caller), { maxLength: 30 });
  const limits = fc.record({
    maxBatch: fc.integer({ min: 1, max: 5 }),
    maxFlights: fc.integer({ min: 1, max: 3 }),
    maxDeferrals: fc.integer({ min: 0, max: 2 }),
    overlapPolicy: fc.record({
      minWaiting: fc.integer({ min: 1, max: 5 }),
      maxFlightMs: fc.constant(0),
      now: fc.constant(() => 0),
    }),
  });

  it(
    'every caller gets its own answer, every key keeps its order, and every limit holds',
    async () => {
      const property = fc.asyncProperty(
        fc.scheduler(),
        callers,
        limits,
        async (s, asked, limit) => {
          const requests = asked.map(({ bad, ...rest }, i) => ({ ...rest, bad: bad === 0, i }));
          const called: typeof requests = [];
          const begun: typeof requests = [];
          const broken: string[] = [];
          const underWay: string[] = [];
          let flushes = 0;
          const lanes = new Set<number>();
          const busy = new Map<string, number>();
          const commit = groupCommit<(typeof requests)[number], number>({
            ...limit,
            maxWaiting: 1_000,
            key: ({ key }) => key,
            conflictPolicy: {
              resourcesOf: ({ works }) => works,
              inFlight: busy,
              maxDeferrals: limit.maxDeferrals,
            },
            blamesContent: () => true,
            async flush(batch, lane) {
              if (lanes.has(lane) || lane >= limit.maxFlights) broken.push('a lane twice');
              lanes.add(lane);
              begun.push(...batch.filter((request) => !begun.includes(request)));
              underWay.push(...batch.map(({ key }) => key));
              flushes += 1;
              if (new Set(underWay).size < underWay.length) broken.push('one key twice');
              if (flushes > limit.maxFlights) broken.push('too many flushes');
              if (batch.length > limit.maxBatch) broken.push('too large a batch');
              await s.schedule(Promise.resolve(), batch.map(({ i }) => i).join());
              flushes -= 1;
              lanes.delete(lane);
              for (const { key } of batch) underWay.splice(underWay.indexOf(key), 1);
              if (batch.some(({ bad }) => bad)) throw new Error('content');
              return batch.map(({ i }) => i);
            },
          });

          const ends = requests.map(async (request) => {
            await s.schedule(Promise.resolve(), `call ${request.i}`);
            called.push(request);
            return commit(request);
          });
          const outcomes = Promise.allSettled(ends);
          await s.waitFor(outcomes);

          for (const [i, end] of (await outcomes).entries()) {
            if (requests[i]?.bad) expect(end.status).toBe('rejected');
            else expect(end).toEqual({ status: 'fulfilled', value: i });
          }
          expect(broken).toEqual([]);
          expect(busy.size).toBe(0);
          const ofKey = (list: typeof requests, wanted: string) =>
            list.filter(({ key }) => key === wanted).map(({ i }) => i);
          for (const key of keys) expect(ofKey(begun, key)).toEqual(ofKey(called, key));
        },
      );
      await fc.assert(property, sampleOf(200));
    },
    within(30_000),
  );
});

/** A flush that is answered, or fails, when the test says so; requests are texts, and answers end in "!". */
function database(options: Partial<GroupCommit<string, string>> = {}, lanes: number[] = []) {
  const started: (readonly string[])[] = [];
  const open: PromiseWithResolvers<readonly string[]>[] = [];
  const commit = groupCommit<string, string>({
    maxBatch: 100,
    maxFlights: 1,
    maxWaiting: 100,
    blamesContent: (error) => (error as Error).message === 'content',
    flush(batch, lane) {
      started.push(batch);
      lanes.push(lane);
      const flush = Promise.withResolvers<readonly string[]>();
      open.push(flush);
      return flush.promise;
    },
    ...options,
  });
  return {
    commit,
    started,
    answer: (i: number) => open[i]?.resolve((started[i] ?? []).map((request) => `${request}!`)),
    fail: (i: number, error: Error) => open[i]?.reject(error),
  };
}
