/**
 * Walks every branch of every flow in every language, with the longest names and the largest amounts, and
 * measures what the phone would show.
 */
import { describe, expect, test } from 'vitest';
import { kenya, type Language, languages } from '../../core/market.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import { refusals } from '../../core/refusal.ts';
import type { Answers } from '../../ussd/ahead.ts';
import type { EffectName, Performed, Quote } from '../../ussd/effects.ts';
import { proceed, type Reply, type Shown, take } from '../../ussd/engine.ts';
import { program } from '../../ussd/flows/main.ts';
import type { Entry, Journal } from '../../ussd/journal.ts';
import { fits, measure } from '../../ussd/screen.ts';
import { texts } from '../../ussd/text/index.ts';
import { context as anyone, ksh } from '../support/phone.ts';

const most = ksh(999_999_99n);
const longest = 'WILHELMINAMARGUERITAANASTASIA W';

/** Everything that each effect may come to. */
function results(language: Language): { [Name in EffectName]: readonly Performed<Name>[] } {
  const refused = refusals.map((refusal) => ({ refusal }));
  const quote: Quote = {
    type: 'p2p',
    payee: '8',
    recipient: '254711987654' as Msisdn,
    recipientName: longest,
    amount: most,
    fee: most,
  };
  return {
    find_customer: [
      'unavailable',
      { known: false },
      { known: true, name: longest, language, account: '7' },
    ],
    quote: ['unavailable', ...refused, { quote }],
    verify_pin: [
      'unavailable',
      { verdict: 'right' },
      { verdict: 'locked' },
      { verdict: 'wrong', left: 1 },
      { verdict: 'wrong', left: 2 },
    ],
    pay: [
      'unavailable',
      { state: 'pending' },
      { state: 'completed', reference: 'WWWWWWWWWW', balance: most },
      ...refusals.map((refusal) => ({ state: 'refused', refusal }) as const),
    ],
    read_balance: ['unavailable', ...refused, { balance: most }],
    set_language: ['unavailable', ...refused, { done: true }],
  };
}

/** Answers that some question takes, and some that every question has a complaint about. */
const typed = ['0711987654', '999999.99', '4821', '', '0', '1.234', '9'.repeat(40), 'x'];

/** Every screen that can be reached, each by one of the shortest ways to it. */
function walk(language: Language): readonly Shown[] {
  const context = { ...anyone, language };
  const outcomes = results(language);
  const screens = new Map<string, Shown>();
  const waiting: Reply[] = [take(program, context, undefined, { mode: 'forward', parts: [] })];
  for (const reply of waiting) {
    if (reply.kind === 'perform') {
      const all = outcomes[reply.effect.type];
      waiting.push(...all.map((result) => proceed(program, context, reply, result)));
    } else if (!screens.has(identity(reply))) {
      screens.set(identity(reply), reply);
      const answers = reply.end ? [] : [...options(reply), ...typed];
      waiting.push(...answers.map((answer) => take(program, context, ...turn(reply, answer))));
    }
  }
  return [...screens.values()];
}

/** The same words after another bad answer are another screen: what can follow is different. */
function identity({ text, journal }: Shown): string {
  const refused = journal.entries.length - journal.entries.findLastIndex(isNotRefused);
  return `${refused} ${text}`;
}

const isNotRefused = ({ kind }: Entry) => kind !== 'refused';

function options({ text }: Shown): readonly string[] {
  return [...text.matchAll(/^(\d+)\. /gm)].map(([, digits]) => digits ?? '');
}

function turn({ journal }: Shown, answer: string): [Journal, Answers] {
  return [journal, { mode: 'single', parts: [answer] }];
}

describe.each(languages)('every screen in "%s"', (language) => {
  const screens = walk(language);
  const shown = screens.map(({ text }) => text).join('\n');
  const said = texts[language];

  test('fits 160 septets of GSM-7, its prefix included', () => {
    for (const { text, end, fault } of screens) {
      const whole = `${end ? 'END' : 'CON'} ${text}`;
      expect({ text, fits: fits(whole, 160), ...measure(whole) }).toMatchObject({
        text,
        fits: true,
        encoding: 'GSM-7',
      });
      expect({ text, fault }).toEqual({ text, fault: undefined });
    }
  });

  test('is whole: nothing is missing, empty or unwritten', () => {
    for (const { text } of screens) {
      expect(text).toMatch(/^\S/);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|Infinity| {2}/);
    }
  });

  test('is reached: every refusal, every complaint and every sentence', () => {
    for (const refusal of refusals) expect(shown).toContain(said.refusals[refusal]);
    for (const complaint of Object.values(said.complaints)) expect(shown).toContain(complaint);
    // Three screens come from outside of a walk: what a new version, a long session and its end say.
    const elsewhere = [said.menuChanged, said.tooLong, said.sessionOver, said.noAnswer];
    for (const text of Object.values(said)) {
      if (typeof text === 'string' && !elsewhere.includes(text)) expect(shown).toContain(text);
    }
    for (const text of elsewhere) expect(fits(`END ${text}`, 160)).toBe(true);
  });

  test('says "sent" only of a payment that is completed', () => {
    const sent = screens.filter(({ text }) => /WWWWWWWWWW/.test(text));
    expect(sent).toHaveLength(1);
    expect(sent[0]?.journal.entries.at(-1)).toMatchObject({ result: { state: 'completed' } });
  });

  test('there are many of them', () => {
    expect(screens.length).toBeGreaterThan(60);
    expect(kenya.languages).toContain(language);
  });
});
