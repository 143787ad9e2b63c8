/** Walks every branch of every flow: each answer that means something, each result that an effect may have. */
import { kenya, type Language } from '../../core/market.ts';
import type { Money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import { refusals } from '../../core/refusal.ts';
import type { EffectName, Performed, Quote, StatementLine } from '../../ussd/effects.ts';
import { proceed, type Reply, type Shown, take } from '../../ussd/engine.ts';
import { program } from '../../ussd/flows/main.ts';
import { type Earlier, type Journal, start } from '../../ussd/journal.ts';
import { texts } from '../../ussd/text/index.ts';
import { writtenPayment } from '../../ussd/text/written.ts';
import { context as anyone, jane, ksh } from '../support/phone.ts';

/** Who and how much is in the screens. */
export interface Cast {
  readonly names: readonly [string, string, string];
  /** As it is typed, and the same as money. */
  readonly typed: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly reference: string;
  readonly id: string;
}

export const usual: Cast = {
  names: ['Jane Wanjiku', 'Brian Otieno', 'Amina Hassan'],
  typed: '5000',
  amount: ksh(5_000_00n),
  fee: ksh(15_00n),
  reference: 'EZWYZ0W63P',
  id: '12345678',
};

const long = 'Wilhelminamarguerita';

export const longest: Cast = {
  names: [`${long} Wanastasia`, `${long} Wan`, `${long} W`],
  typed: '999999.99',
  amount: ksh(999_999_99n),
  fee: ksh(999_999_99n),
  reference: 'WWWWWWWWWW',
  id: 'WWWWWWWWWW',
};

/** A screen, and the part of the conversations that it is in. */
export interface Seen extends Shown {
  readonly part: string;
}

/** Every screen that can be reached in a language, each by one of the shortest ways to it. */
export function walk(language: Language, cast: Cast): readonly Seen[] {
  const context = { ...anyone, language };
  const outcomes = results(language, cast);
  const screens = new Map<string, Seen>();
  const first = { mode: 'forward', parts: [] } as const;
  const earlier: readonly Earlier[] = [
    { kind: 'unfinished', language, answers: ['2', '1'] },
    { kind: 'untold', language, id: '0', ...writtenPayment(quoteOf(cast), kenya) },
  ];
  const redials = earlier.map((one): Journal => ({ ...start(program), earlier: one }));
  const waiting: Reply[] = [undefined, ...redials].map((from) =>
    take(program, context, from, first),
  );
  for (const reply of waiting) {
    if (reply.kind === 'perform') {
      const all: readonly Performed[] = outcomes[reply.effect.type];
      waiting.push(...all.map((result) => proceed(program, context, reply, result)));
    } else if (!screens.has(identity(reply))) {
      screens.set(identity(reply), { ...reply, part: partOf(reply.journal) });
      for (const answer of reply.end ? [] : [...options(reply, language), ...answers(cast)]) {
        waiting.push(take(program, context, reply.journal, { mode: 'single', parts: [answer] }));
      }
    }
  }
  return [...screens.values()];
}

/** Everything that each effect may come to. */
function results(
  language: Language,
  cast: Cast,
): { readonly [Name in EffectName]: readonly Performed<Name>[] } {
  const { names, amount, fee, reference } = cast;
  const [name] = names;
  const quote = quoteOf(cast);
  const refused = refusals.map((refusal) => ({ refusal }));
  const failed = ['unavailable', ...refused] as const;
  const recipients = names.map((each, at) => ({
    name: each,
    msisdn: `25472200000${at}` as Msisdn,
  }));
  const line = (direction: 'in' | 'out', other: string): StatementLine => ({
    at: Date.UTC(2024, 11, 30, 12),
    direction,
    amount,
    fee: direction === 'out' ? fee : ksh(0n),
    other,
    otherNumber: jane,
    balance: amount,
  });
  const lines = [...names, ...names]
    .slice(0, 5)
    .map((each, at) => line(at % 2 ? 'in' : 'out', each));
  return {
    find_customer: [{ known: true, name, language, account: '7' }, { known: false }, 'unavailable'],
    read_recipients: [{ recipients: [] }, { recipients }, 'unavailable'],
    quote: [{ quote }, ...failed],
    verify_pin: [
      { verdict: 'right' },
      { verdict: 'wrong', left: 2 },
      { verdict: 'wrong', left: 1 },
      { verdict: 'locked' },
      'unavailable',
    ],
    pay: [
      { state: 'completed', reference, balance: amount },
      { state: 'pending' },
      ...refusals.map((refusal) => ({ state: 'refused', refusal }) as const),
      'unavailable',
    ],
    read_payment: [
      { state: 'completed', reference },
      { state: 'pending' },
      ...refusals.map((refusal) => ({ state: 'refused', refusal }) as const),
      'unavailable',
    ],
    read_balance: [{ balance: amount }, ...failed],
    read_statement: [{ lines }, { lines: lines.slice(0, 1) }, { lines: [] }, ...failed],
    read_limits: [{ tier: 1, perPayment: amount, daily: amount, usedToday: amount }, ...failed],
    set_language: [{ done: true }, ...failed],
    stage_pin: [{ staged: 'mac' }, 'unavailable'],
    match_pin: [{ same: true }, { same: false }, 'unavailable'],
    change_pin: [{ done: true }, ...failed],
    block_account: [{ done: true }, ...failed],
    register: [{ account: '9' }, ...failed],
  };
}

function quoteOf({ names: [recipientName], amount, fee }: Cast): Quote {
  return { type: 'p2p', payee: '8', recipient: jane, recipientName, amount, fee };
}

/** Answers that some question takes, some that every question has a complaint about, and the keys. */
function answers({ names, typed, id }: Cast): readonly string[] {
  const right = [id, `${names[0]} W`.slice(0, 40), '01011990', '0711987654', typed, '4821'];
  return [...right, '', '1.234', '9'.repeat(40), '-1', 'x', '1234', '01012020', '98', '0', '00'];
}

/** Nobody chooses another language on this walk, nor turns to it by key: that is another walk. */
function options({ text }: Shown, language: Language): readonly string[] {
  const others = kenya.languages.filter((each) => each !== language);
  const foreign = others.map((each) => texts[each].languageName);
  return [...text.matchAll(/^(\d+)\. (.*)$/gm)]
    .filter(([, , label = '']) => !foreign.includes(label))
    .map(([, number = '']) => number);
}

/** The same words in another part, or after another bad answer, are another screen: what can follow is different. */
function identity({ text, journal }: Shown): string {
  const { entries } = journal;
  const refused = entries.length - entries.findLastIndex(({ kind }) => kind !== 'refused');
  const known = JSON.stringify(
    entries.find((one) => 'effect' in one && one.effect === 'read_recipients'),
  );
  const newest = entries.at(-1);
  const led = newest?.kind === 'performed' ? newest.effect : newest?.kind;
  return [partOf(journal), refused, known, led, text].join();
}

const parts: Readonly<Record<string, string>> = {
  1: 'Send money',
  2: 'My account',
  '2*1': 'Balance',
  '2*2': 'Mini statement',
  '2*3': 'Change PIN',
  '2*4': 'Language',
  '2*5': 'Limits and tier',
  '2*6': 'Block my account',
};

function partOf({ entries, earlier }: Journal): string {
  if (earlier) return 'Redial';
  const [found] = entries;
  if (found?.kind !== 'performed' || found.result === 'unavailable') return 'Dial';
  if ('known' in found.result && !found.result.known) return 'Registration';
  const [first, second] = entries.flatMap((one) => (one.kind === 'typed' ? [one.text] : []));
  return parts[`${first}*${second}`] ?? parts[first ?? ''] ?? 'Dial';
}
