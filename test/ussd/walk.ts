/** Walks every branch of every flow: each meaningful answer, and each possible result of an effect. */

import type { Language } from '../../core/language.ts';
import { kenya } from '../../core/markets/ke.ts';
import type { Money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { PaymentTarget } from '../../core/payments/target.ts';
import { refusals } from '../../core/refusal.ts';
import type {
  Effect,
  EffectName,
  EffectNamed,
  LatestPayment,
  Performed,
  StatementLine,
} from '../../ussd/effects.ts';
import {
  continueTurn,
  type EngineStep,
  type RunEffect,
  type ShowScreen,
  startTurn,
} from '../../ussd/engine/engine.ts';
import {
  type EarlierSession,
  type Journal,
  type JournalEntry,
  startJournal,
} from '../../ussd/engine/journal.ts';
import type { Context } from '../../ussd/flow.ts';
import { program } from '../../ussd/flows/main.ts';
import { navigationKeys } from '../../ussd/inputs/navigation-keys.ts';
import { formatQuote } from '../../ussd/text/format.ts';
import { texts } from '../../ussd/text/index.ts';
import { accountMenu, mainMenu, toAccount } from '../support/phone/menus.ts';
import {
  context as anyone,
  inTime,
  jane,
  ksh,
  meter,
  quoted,
  quotedUntil,
} from '../support/phone/phone.ts';

/** The people, businesses and amounts on the screens. */
export interface Cast {
  readonly names: readonly [string, string, string];
  /** The amount as typed, and as money. */
  readonly typed: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly reference: string;
  readonly id: string;
  /** A business' name and number, and an account number of a bill. */
  readonly business: string;
  readonly code: string;
  readonly bill: string;
}

export const usual: Cast = {
  names: ['Jane Wanjiku', 'Brian Otieno', 'Amina Hassan'],
  typed: '5000',
  amount: ksh(5_000_00n),
  fee: ksh(15_00n),
  reference: 'EZWYZ0W63P',
  id: '1199080012345678',
  business: 'Karibu Supermarket',
  code: '500100',
  bill: meter,
};

const long = 'Wilhelminamarguerita';

export const longest: Cast = {
  names: [`${long} Wanastasia`, `${long} Wan`, `${long} W`],
  typed: '999999.99',
  amount: ksh(999_999_99n),
  fee: ksh(999_999_99n),
  reference: 'WWWWWWWWWW',
  id: '1199080012345678',
  business: 'W'.repeat(40),
  code: '9999999',
  bill: 'W'.repeat(20),
};

/** A screen, and the part of the menus that it belongs to. */
export interface Seen extends ShowScreen {
  readonly part: string;
  /** The answer that led to it, and the journal that it was given to, where that was all. */
  readonly after?: Given;
}

interface Given {
  readonly journal: Journal;
  readonly answer: string;
}

/** Somebody in Kenya who speaks the language, which is English's next one there if Kenyans do not. */
export function contextIn(language: Language): Context {
  const languages = kenya.languages.includes(language)
    ? kenya.languages
    : (['en', language] as const);
  return { ...anyone, language, market: { ...kenya, languages } };
}

/** Every reachable screen in a language, each with one of the shortest paths to it. */
export function walk(language: Language, cast: Cast): readonly Seen[] {
  const context = contextIn(language);
  const outcomes = results(language, cast);
  const typed = { all: answers(cast), bad: badAnswers(cast) };
  const screens: Seen[] = [];
  const found = new Set<string>();
  const waiting: EngineStep[] = [];
  const add = (step: EngineStep, after?: Given) => {
    const here = step.kind === 'perform' ? actIdentity(step) : identity(step);
    if (found.has(here)) return;
    found.add(here);
    waiting.push(step);
    if (step.kind === 'screen')
      screens.push({ ...step, part: partOf(step.journal), ...(after && { after }) });
  };
  for (const from of dials(language, cast)) {
    add(startTurn(program, context, from, { mode: 'forward', parts: [] }));
  }
  for (const reply of waiting) {
    if (reply.kind === 'perform') {
      for (const result of outcomes(reply.effect)) {
        add(continueTurn(program, context, reply, result));
      }
    } else if (!reply.end) {
      for (const answer of answersTo(reply, language, typed)) {
        const { journal } = reply;
        const step = startTurn(program, context, journal, { mode: 'single', parts: [answer] });
        add(step, { journal, answer });
      }
    }
  }
  return screens;
}

/** A first dial, and one after each thing that the session before it can leave open. */
function dials(language: Language, cast: Cast): readonly (Journal | undefined)[] {
  const earlier: readonly EarlierSession[] = [
    { kind: 'unfinished', language, answers: [toAccount, '1'], what: asContinued(cast) },
    { kind: 'pending_outcome', language, id: '0', ...asAsked(cast) },
  ];
  return [undefined, ...earlier.map((one) => ({ ...startJournal(program), earlier: one }))];
}

/** A question that has refused an answer takes the others as before, so only those are tried that it may refuse again. */
function answersTo(
  screen: ShowScreen,
  language: Language,
  typed: { readonly all: readonly string[]; readonly bad: readonly string[] },
): readonly string[] {
  const isAgain = screen.journal.entries.at(-1)?.kind === 'refused';
  return isAgain ? typed.bad : [...options(screen, language), ...typed.all];
}

/** The screens of a walk on a network with smaller screens: each page of each of them, and its complaints. */
export function inBudget(
  walked: readonly Seen[],
  language: Language,
  cast: Cast,
  budget: number,
): readonly ShowScreen[] {
  const context = { ...contextIn(language), budget };
  const turn = (journal: Journal, ...parts: string[]) => {
    const shown = startTurn(program, context, journal, { mode: 'single', parts });
    return shown.kind === 'screen' ? [shown] : [];
  };
  const isAt = (kind: JournalEntry['kind'], { journal }: ShowScreen) =>
    journal.entries.at(-1)?.kind === kind;
  return walked.flatMap((seen) => {
    const { journal, after } = seen;
    const pages =
      isAt('refused', seen) && after ? turn(after.journal, after.answer) : turn(journal);
    for (const page of pages) {
      // Its next page is that of the question without a complaint.
      if (page.end || isAt('refused', page)) continue;
      const next = turn(page.journal, navigationKeys.more).filter((one) => isAt('more', one));
      const complaints = isAt('more', page)
        ? badAnswers(cast).flatMap((answer) => turn(page.journal, answer))
        : [];
      pages.push(...next, ...complaints.filter((one) => isAt('refused', one)));
    }
    return pages;
  });
}

function written(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** All results that an effect can have. */
function results(language: Language, cast: Cast): (effect: Effect) => readonly Performed[] {
  const { names, amount, fee, reference, business } = cast;
  const [name] = names;
  const refused = refusals.map((refusal) => ({ refusal }));
  const failed = ['unavailable', ...refused] as const;
  const recipients = names.map((each, at) => ({
    name: each,
    msisdn: `25472200000${at}` as Msisdn,
  }));
  const accounts = { digits: meter.length, luhn: true };
  const quote = ({ target }: EffectNamed<'quote'>) =>
    quoted(inFull(target, cast), { amount, fee }, { person: name, business });

  const all: {
    readonly [Name in EffectName]:
      | readonly Performed<Name>[]
      | ((effect: EffectNamed<Name>) => readonly Performed<Name>[]);
  } = {
    find_customer: [
      { known: true, name, language, account: '7' },
      { known: true, name, language, account: '7', needsPin: true },
      { known: true, name, language, account: '7', codeSent: true },
      { known: true, name, language, account: '7', moneyWaits: true },
      { known: true, name, language, account: '7', moneyWaits: true, numberCodeSent: true },
      { known: false },
      'unavailable',
    ],
    read_recipients: [{ recipients: [] }, { recipients }, 'unavailable'],
    quote: (asked) => [
      { quote: quote(asked) },
      ...failed,
      ...refused.map((one) => ({ ...one, allowed: amount })),
    ],
    find_business: ({ kind }) => [
      { business: { name: business } },
      ...(kind === 'biller' ? [{ business: { name: business, accounts } }] : []),
      ...failed,
    ],
    verify_pin: [
      { verdict: 'right', at: inTime },
      { verdict: 'right', at: quotedUntil + 1 },
      { verdict: 'wrong', left: 2 },
      { verdict: 'wrong', left: 1 },
      { verdict: 'locked' },
      { verdict: 'locked', until: Date.UTC(2024, 11, 30, 19, 58) },
      { verdict: 'late' },
      { verdict: 'none' },
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
    read_statement: ({ before }) => [
      ...statements(cast).map((lines) => ({ lines })),
      // One line, because the first page of five looks the same where there are no others.
      ...(before === undefined ? [{ lines: statements(cast)[3] ?? [], earlier: '7' }] : []),
      ...failed,
    ],
    read_latest_payments: [...latest(cast).map((payments) => ({ payments })), ...failed],
    read_limits: [{ tier: 1, perPayment: amount, daily: amount, usedToday: amount }, ...failed],
    set_language: [{ done: true }, ...failed],
    stage_pin: [{ staged: 'mac' }, 'unavailable'],
    match_pin: [{ same: true }, { same: false }, 'unavailable'],
    change_pin: [{ done: true }, { same: true }, ...failed],
    send_number_code: [
      { sent: true },
      ...(['too_soon', 'too_many', 'blocked', 'sim_changed', 'over'] as const).map((notSent) => ({
        notSent,
      })),
      'unavailable',
    ],
    prove_number: [
      ...(['right', 'over', 'blocked'] as const).map((verdict) => ({ verdict })),
      ...[1, 4].map((left) => ({ verdict: 'wrong', left }) as const),
      'unavailable',
    ],
    send_pin_code: [
      { sent: true },
      ...(['too_soon', 'too_many', 'blocked', 'sim_changed', 'over'] as const).map((notSent) => ({
        notSent,
      })),
      'unavailable',
    ],
    verify_pin_code: [
      { verdict: 'right', proof: 'try' },
      { verdict: 'wrong', left: 4 },
      { verdict: 'wrong', left: 1 },
      { verdict: 'over' },
      { verdict: 'blocked' },
      'unavailable',
    ],
    choose_pin: [{ outcome: 'chosen' }, { outcome: 'same' }, { outcome: 'over' }, 'unavailable'],
    stage_identity: [{ staged: 'mac' }, 'unavailable'],
    prove_identity: [
      { verdict: 'right', proof: 'try' },
      { verdict: 'wrong', left: 2 },
      { verdict: 'care' },
      'unavailable',
    ],
    open_dispute: [{ done: true }, ...failed],
    block_account: [{ done: true }, ...failed],
    register: [
      { account: '9' },
      { account: '9', moneyWaits: true },
      { hasWallet: true },
      ...failed,
    ],
  };
  return (effect) => {
    const known = all[effect.type] as
      | readonly Performed[]
      | ((asked: Effect) => readonly Performed[]);
    return typeof known === 'function' ? known(effect) : known;
  };
}

/** Businesses and bills have the cast's numbers, whatever was typed. */
function inFull(target: PaymentTarget, { code, bill }: Cast): PaymentTarget {
  if (target.type === 'pay_bill') return { ...target, code, accountReference: bill };
  return 'code' in target ? { ...target, code } : target;
}

/** Statements with a line of each kind, with people only, with reversed payments, with one payment, and empty. */
function statements({ names, amount, fee, reference, business }: Cast): StatementLine[][] {
  const [name] = names;
  const of = (type: StatementLine['type'], direction: 'in' | 'out', other = ''): StatementLine => ({
    at: Date.UTC(2024, 11, 30, 12),
    direction,
    type,
    reversed: false,
    reference,
    amount,
    fee: direction === 'out' ? fee : ksh(0n),
    other,
    otherNumber: jane,
    balance: amount,
  });
  const { otherNumber: _, ...till } = of('buy_goods', 'out', business);
  const people = [...names, ...names]
    .slice(0, 5)
    .map((each, at) => of('p2p', at % 2 ? 'in' : 'out', each));
  const others = [
    of('airtime', 'out'),
    of('airtime_refund', 'in'),
    of('return', 'in'),
    of('claim', 'in', name),
    of('p2p_unregistered', 'out'),
  ];
  const reversed = people.map((each) => ({ ...each, reversed: true }));
  const back = [of('reversal', 'in', name), of('reversal', 'out', name)];
  return [people, others, [...back, ...reversed].slice(0, 5), people.slice(1, 2), [till], []];
}

/** A few of the same, of which one failed: what is asked about one is asked about all. */
function latest(cast: Cast): LatestPayment[][] {
  const [people = [], others = [], reversed = []] = statements(cast).map((lines) =>
    lines.map(({ fee: _, balance: __, ...line }): LatestPayment => ({ ...line, done: true })),
  );
  const failed = people.slice(0, 1).map((each) => ({ ...each, done: false }));
  return [[...failed, ...others.slice(1, 3), ...reversed.slice(-1)], people.slice(0, 1), []];
}

/** A payment that was not finished, in every language. */
function asContinued({ names: [person], amount, fee, business }: Cast) {
  const quote = quoted(
    { type: 'p2p_unregistered', to: jane },
    { amount, fee },
    { person, business },
  );
  const asked = formatQuote(quote, kenya);
  return Object.fromEntries(
    kenya.languages.map((each) => [each, texts[each].payments.p2p_unregistered.what(asked)]),
  );
}

/** Amount and recipient of a payment, formatted as the payer saw them. */
function asAsked({ names: [person], amount, fee, business }: Cast) {
  const quote = quoted({ type: 'p2p', to: jane }, { amount, fee }, { person, business });
  const written = formatQuote(quote, kenya);
  return { amount: written.amount, to: written.to };
}

/** Answers that some question accepts, answers that every question refuses, and the navigation keys. */
function answers(cast: Cast): readonly string[] {
  const { names, typed, id, bill } = cast;
  const fullName = `${names[0]} W`.slice(0, 40);
  const right = [id, fullName, '01011990', '0711987654', '123456', bill, typed, '4821', '482913'];
  return [...right, ...badAnswers(cast), '98', '0', '00'];
}

/** Each is refused by some questions, and some by every one, for all the reasons that there are. */
function badAnswers({ bill }: Cast): readonly string[] {
  return [bill, '', '1.234', '9'.repeat(40), '-1', 'x', '1234', '01012020', '01011991'];
}

/** The walk stays in its language: it neither chooses another nor presses its key, because that is another walk. */
function options({ text }: ShowScreen, language: Language): readonly string[] {
  const others = contextIn(language).market.languages.filter((each) => each !== language);
  const foreign = others.map((each) => texts[each].languageName);
  return [...text.matchAll(/^(\d+)\. (.*)$/gm)]
    .filter(([, , label = '']) => !foreign.includes(label))
    .map(([, number = '']) => number);
}

/** The same text counts as another screen in another part, or after another number of refusals, since other screens follow. */
function identity({ text, journal }: ShowScreen): string {
  const { entries } = journal;
  const refused = entries.length - entries.findLastIndex(({ kind }) => kind !== 'refused');
  const known = JSON.stringify(newestOf(journal, 'read_recipients', 'find_business'));
  const led = entries.slice(-1).map(kindOf);
  return [partOf(journal), refused, known, ...led, text].join();
}

function kindOf(entry: JournalEntry): string {
  return entry.kind === 'performed' ? entry.effect : entry.kind;
}

/**
 * The same act in the same part goes on in the same way, whichever way led to it and whichever secret was typed. A quote is of the
 * cast's amount, whichever was typed, and replaces the quote before it.
 */
function actIdentity({ effect, progress }: RunEffect): string {
  const { journal, parts } = progress;
  const secrets = { pin: '', ...(effect.type === 'verify_pin_code' && { code: '' }), idNumber: '' };
  const act = { ...effect, ...(effect.type === 'register' ? {} : secrets) };
  const led = journal.entries.slice(-1).map(kindOf);
  const known = newestOf(journal, 'read_recipients', 'find_business');
  const asked =
    effect.type === 'quote' ? { ...act, amount: '' } : [act, newestOf(journal, 'quote')];
  return JSON.stringify([partOf(journal), parts, asked, led, known], written);
}

/** The newest result of each of these effects, on which later screens depend. */
function newestOf({ entries }: Journal, ...effects: readonly EffectName[]) {
  return effects.map((effect) =>
    entries.findLast((one) => one.kind === 'performed' && one.effect === effect),
  );
}

/** The parts of the gallery: each option of the main menu, and of the account's. */
const parts: Readonly<Record<string, string>> = {
  ...numbered(mainMenu),
  ...numbered(accountMenu, `${toAccount}*`),
};

function partOf({ entries, earlier }: Journal): string {
  if (earlier) return 'Redial';
  const [found] = entries;
  if (found?.kind !== 'performed' || found.result === 'unavailable') return 'Dial';
  if ('known' in found.result && !found.result.known) return 'Registration';
  const typed = entries.flatMap((one) => (one.kind === 'typed' ? [one.text] : []));
  // Who leaves the question for the code goes to the same menu as everybody else.
  const leaves = 'codeSent' in found.result && typed[0] === '2';
  if (!leaves && ('codeSent' in found.result || 'needsPin' in found.result)) return 'PIN by code';
  const [first, second] = leaves ? typed.slice(1) : typed;
  return parts[`${first}*${second}`] ?? parts[first ?? ''] ?? 'Dial';
}

/** "1. Send money" as {1: 'Send money'}. */
function numbered(menu: string, before = ''): Record<string, string> {
  const found = [...menu.matchAll(/^(\d+)\. (.*)$/gm)];
  return Object.fromEntries(found.map(([, key, label = '']) => [`${before}${key}`, label]));
}
