/** What an engine gets wrong: whom it answers, how often it pays, and where the PIN is left. */
import { setImmediate } from 'node:timers/promises';
import { anyName, type Caller, caller, openBank, pauses, pin } from './callers.ts';
import { type Contender, type Engine, said } from './engine.ts';

export interface Replies {
  readonly sessions: number;
  readonly atOnce: number;
  /** Replies that hold somebody else's data. */
  readonly wrong: number;
  /** Requests that never got a reply; the caller gives up. */
  readonly unanswered: number;
  /** Replies that are of no screen of this dialogue, or not of this one; the caller gives up. */
  readonly astray: number;
}

export interface Confirmed {
  /** Each of them confirms twice. */
  readonly sessions: number;
  /** Per session, mean and most. */
  readonly payments: number;
  readonly mostPayments: number;
  /** Times the PIN is in what is kept, replied or printed, per session. */
  readonly pins: number;
}

/** What is typed, and what the answer to it says. */
const script: readonly { text: string; sees: (name: string) => string }[] = [
  { text: '', sees: said.welcome },
  { text: '1', sees: () => said.enterPin },
  { text: `1*${pin}`, sees: said.sure },
  { text: `1*${pin}*1`, sees: said.paid },
];

/** Has `atOnce` callers at any time in a dialogue each, until there were `sessions`. */
export async function interleave(
  contender: Contender,
  sessions: number,
  atOnce: number,
): Promise<Replies> {
  const people = Array.from({ length: sessions }, (_, index) => caller(index));
  const engine = contender.shares(openBank(people));
  const found = { wrong: 0, unanswered: 0, astray: 0 };
  const think = pauses(4);
  const talk = async ({ sessionId, number: phoneNumber, name }: Caller) => {
    for (const { text, sees } of script) {
      await think(0);
      const reply = await heard(engine.turn({ sessionId, phoneNumber, text }));
      const others = (reply?.match(anyName) ?? []).some((each) => each !== name);
      if (others) found.wrong += 1;
      else if (reply === undefined) found.unanswered += 1;
      else if (!reply.includes(sees(name))) found.astray += 1;
      if (!others && !reply?.includes(sees(name))) return;
    }
  };
  const waiting = people.values();
  const loop = async () => {
    for (const each of waiting) await talk(each);
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  return { sessions, atOnce, ...found };
}

/** One session after the other; the turn that confirms comes twice, `together` or one after the other's reply. */
export async function confirmTwice(
  contender: Contender,
  sessions: number,
  how: 'together' | 'in turn',
): Promise<Confirmed> {
  const people = Array.from({ length: sessions }, (_, index) => caller(index));
  const bank = openBank(people);
  const engine = contender.shares(bank);
  const replies: (string | undefined)[] = [];
  const printed = await printing(async () => {
    for (const each of people) replies.push(...(await payAndRepeat(engine, each, how)));
  });
  const payments = people.map(({ number }) => bank.paid.get(number) ?? 0);
  return {
    sessions,
    payments: payments.reduce((all, each) => all + each, 0) / sessions,
    mostPayments: Math.max(...payments),
    pins: occurrences(pin, [engine.held(), replies, printed]) / sessions,
  };
}

async function payAndRepeat(
  engine: Engine,
  { sessionId, number: phoneNumber }: Caller,
  how: 'together' | 'in turn',
): Promise<(string | undefined)[]> {
  const replies: (string | undefined)[] = [];
  for (const { text } of script) {
    const turn = () => heard(engine.turn({ sessionId, phoneNumber, text }));
    const once = text !== script.at(-1)?.text;
    if (once) replies.push(await turn());
    else if (how === 'in turn') replies.push(await turn(), await turn());
    else replies.push(...(await Promise.all([turn(), turn()])));
  }
  return replies;
}

/** Nothing in a dialogue waits for so many turns of the event loop: what has not come by then will not come. */
const patience = 100;

/** The reply, or undefined if none comes. */
async function heard(reply: Promise<string>): Promise<string | undefined> {
  let text: string | undefined;
  reply.then(
    (came) => {
      text = came;
    },
    (error) => {
      text = `${error}`;
    },
  );
  for (let waited = 0; waited < patience && text === undefined; waited += 1) await setImmediate();
  return text;
}

/** What is written to the console meanwhile, instead of it. */
async function printing(during: () => Promise<void>): Promise<unknown[]> {
  const printed: unknown[] = [];
  const names = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const before = names.map((name) => console[name]);
  for (const name of names) console[name] = (...all) => void printed.push(...all);
  try {
    await during();
  } finally {
    for (const [index, name] of names.entries()) console[name] = before[index] ?? console[name];
  }
  return printed;
}

/** How often a text stands in any text, or is any number, within a value. */
export function occurrences(of: string, within: unknown, seen = new Set<object>()): number {
  if (typeof within === 'string') return within.split(of).length - 1;
  if (typeof within === 'number') return String(within) === of ? 1 : 0;
  if (typeof within !== 'object' || within === null || seen.has(within)) return 0;
  seen.add(within);
  const parts = within instanceof Map ? [...within] : Object.entries(within);
  return parts.reduce((all, part) => all + occurrencesIn(part), 0);

  function occurrencesIn([key, value]: readonly [unknown, unknown]): number {
    return occurrences(of, key, seen) + occurrences(of, value, seen);
  }
}
