import { describe, expect, test } from 'vitest';
import { continueTurn, startTurn } from '../../../ussd/engine/engine.ts';
import type { Journal, JournalEntry } from '../../../ussd/engine/journal.ts';
import {
  ask,
  call,
  choose,
  end,
  type Flow,
  type Program,
  restart,
  secret,
} from '../../../ussd/flow.ts';
import { program as tuma } from '../../../ussd/flows/main.ts';
import { msisdn } from '../../../ussd/inputs/numbers.ts';
import type { Parser } from '../../../ussd/inputs/parser.ts';
import { mainMenu as menu } from '../../support/phone/menus.ts';
import { context, dial, goodDay, inTime } from '../../support/phone/phone.ts';

const flow = (body: () => Flow): Program => ({ version: '1', flow: body });
const one = (answer: string) => ({ mode: 'single', parts: [answer] }) as const;
const anything = (typed: string) => ({ value: typed });

describe('bad answers', () => {
  test('three on one screen end the session', () => {
    dial()
      .types('70')
      .types('80')
      .sees(`Choose a number from the list.\n${menu}`)
      .types('90')
      .ends('Sorry, we could not read your answers. Please dial again.');
  });

  test('are counted for each screen by itself', () => {
    dial()
      .types('8')
      .types('9')
      .types('1')
      .types('x')
      .types('y')
      .types('0711987654')
      .types('z')
      .sees('Use figures only, like 500.\nEnter amount:');
  });

  test('leave a mark in the journal, and no text', () => {
    const { journal } = dial().types('4821');
    expect(journal?.entries.at(-1)).toEqual({ kind: 'refused' });
  });
});

describe('the journal', () => {
  test('is plain data, and any prefix of the conversation can go on from it', () => {
    const phone = dial().types('1').types('0711987654');
    phone.journal = structuredClone(phone.journal);
    phone
      .types('5000')
      .types('4821')
      .ends(
        'ABC1234567 Confirmed. Ksh5,000.00 sent to JANE W. 0711987654. New balance Ksh19,985.00.',
      );
    expect(phone.journal?.entries.map(({ kind }) => kind)).toEqual([
      'performed',
      'typed',
      'performed',
      'typed',
      'typed',
      'performed',
      'secret',
      'performed',
      'performed',
    ]);
  });

  test('replaying executes nothing: each effect is performed once', () => {
    dial()
      .types('1')
      .types('0711987654')
      .types('5000')
      .types('4821')
      .did('find_customer', 'read_recipients', 'quote', 'verify_pin', 'pay');
  });

  test('a retried turn requests the same effect with the same index', () => {
    const tried = () => {
      const phone = dial().types('1').types('0711987654').types('5000');
      return phone.types('4821').indexes;
    };
    expect(tried()).toEqual([0, 2, 5, 7, 8]);
    expect(tried()).toEqual(tried());
  });

  test('of another version ends politely', () => {
    const journal: Journal = { version: '0', entries: [], dropped: 0 };
    expect(startTurn(tuma, context, journal, one('1'))).toMatchObject({
      text: 'The menu has just changed. Please dial again.',
      end: true,
    });
  });

  test('has an end', () => {
    const endless = flow(function* () {
      for (;;) yield* ask('More?', anything);
    });
    const phone = dial({}, endless);
    for (let turn = 0; turn < 64; turn += 1) phone.types('1').sees('More?');
    phone.types('1').ends('This session is too long. Please dial again.');
    expect(phone.journal?.entries).toHaveLength(64);
  });

  test('has an end also for a flow that never stops calling', () => {
    const calling = flow(function* () {
      for (;;) yield* call({ type: 'find_customer' });
    });
    expect(
      dial({}, calling).ends('This session is too long. Please dial again.').performed,
    ).toHaveLength(64);
  });
});

describe('a fault', () => {
  const sorry = 'Sorry, the service is not available now. Please try again later.';

  test('in a flow ends politely and is reported without what was typed', () => {
    const broken = flow(function* () {
      const typed = yield* ask('Name?', anything);
      throw new TypeError(`bad name ${typed}`);
    });
    const phone = dial({}, broken).types('Jane').ends(sorry);
    expect(phone.faults).toEqual(['the flow threw TypeError']);
  });

  test.each<[string, JournalEntry]>([
    ['entry 0 is typed, the flow is at call', { kind: 'typed', text: '1' }],
    ['entry 0 is refused, the flow is at call', { kind: 'refused' }],
    [
      'entry 0 is performed, the flow is at call',
      { kind: 'performed', effect: 'set_language', result: { done: true } },
    ],
  ])('of a journal that does not fit ends politely: %s', (fault, entry) => {
    const journal: Journal = { version: tuma.version, entries: [entry], dropped: 0 };
    expect(startTurn(tuma, context, journal, one('1'))).toMatchObject({
      text: sorry,
      end: true,
      fault,
    });
  });

  test('after a payment was submitted does not say that nothing happened', () => {
    const broken = flow(function* () {
      const quote = goodDay.quote as unknown;
      yield* call({ type: 'pay', quote: quote as never, at: 0 });
      throw new Error();
    });
    const at = startTurn(broken, context, undefined, one('1'));
    if (at.kind !== 'perform') throw new Error('no effect');
    expect(continueTurn(broken, context, at, { state: 'pending' })).toMatchObject({
      text: 'Your payment is being processed. You will get an SMS.',
      end: true,
    });
  });

  test('of a PIN used after its turn never tries an empty PIN', () => {
    const late = flow(function* () {
      const pin = yield* secret('PIN?');
      yield* ask('Sure?', anything);
      yield* call({ type: 'verify_pin', pin });
      return yield* end('done');
    });
    const phone = dial({}, late).types('4821').types('yes').ends(sorry).did();
    expect(phone.faults).toEqual(['a secret is gone before its use']);
  });

  test('of a word that is longer than a screen is reported', () => {
    const long = flow(function* () {
      return yield* end('x'.repeat(200));
    });
    const phone = dial({}, long);
    expect(phone.screen.text).toBe('x'.repeat(156));
    expect(phone.faults).toEqual(['a screen was cut']);
  });

  test('of a flow that restarts before its first question is no endless loop', () => {
    const loop = flow(function* () {
      return yield* restart();
    });
    const phone = dial({}, loop).ends(sorry);
    expect(phone.faults).toEqual(['the flow restarts before its first question']);
  });

  test('of an answer that would mean two things is found when the question is asked', () => {
    const options = (count: number) =>
      Array.from({ length: count }, (_, at) => [`${at}`, at] as const);
    const asks = (count: number, otherwise?: Parser<unknown>) =>
      flow(function* () {
        yield* choose<unknown>('Pick', options(count), otherwise ? { otherwise } : {});
        return yield* end('done');
      });
    expect(dial({}, asks(97)).faults).toEqual([]);
    expect(dial({}, asks(98)).faults).toEqual(['the flow threw RangeError']);
    expect(dial({}, asks(3, anything)).faults).toEqual(['the flow threw RangeError']);
    expect(dial({}, asks(3, msisdn(context.market.numbers))).faults).toEqual([]);
  });

  test('of a flow that would pay before any answer pays nothing', () => {
    const rash = flow(function* () {
      yield* call({ type: 'set_language', language: 'sw' });
      return yield* end('done');
    });
    dial({}, rash).ends(sorry).did();
  });
});

test('a turn that was cut off after its PIN asks the core for the same payment again', () => {
  const before = dial().types('1').types('0711987654').types('5000').journal;
  const pinned = startTurn(tuma, context, before, one('4821'));
  if (pinned.kind !== 'perform') throw new Error('no effect');
  const paying = continueTurn(tuma, context, pinned, { verdict: 'right', at: inTime });
  if (paying.kind !== 'perform') throw new Error('no effect');
  const again = startTurn(tuma, context, paying.progress.journal, one('1'));
  expect(again).toMatchObject({ kind: 'perform', effect: paying.effect, index: paying.index });
});
