/** Counts an engine's faults: replies to the wrong caller, double payments, and places where the PIN stays. */
import { setImmediate } from 'node:timers/promises';
import { anyName, type Caller, caller, openBank, pauses, pin } from './callers.ts';
import { type Contender, type Engine, screens } from './engine.ts';

export interface Replies {
  readonly sessions: number;
  readonly atOnce: number;
  /** Replies that contain another caller's data. */
  readonly wrong: number;
  /** Requests that never got a reply; their caller gave up. */
  readonly unanswered: number;
  /** Replies that are not the expected screen of the dialogue; their caller gave up. */
  readonly astray: number;
}

export interface Confirmed {
  /** How many sessions there were; each confirms twice. */
  readonly sessions: number;
  /** Payments per session, mean and maximum. */
  readonly payments: number;
  readonly mostPayments: number;
  /** How often the PIN occurs in kept data, replies and printed lines, per session. */
  readonly pins: number;
}

/** Each input, and the screen that answers it. */
const script: readonly { text: string; sees: (name: string) => string }[] = [
  { text: '', sees: screens.welcome },
  { text: '1', sees: () => screens.enterPin },
  { text: `1*${pin}`, sees: screens.sure },
  { text: `1*${pin}*1`, sees: screens.paid },
];

/** Keeps `atOnce` callers in a dialogue each, until there were `sessions`. */
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

/** Runs one session after the other. The confirming turn comes twice, `together` or the second after the first's reply. */
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

/** No step of a dialogue takes so many turns of the event loop, so a reply that has not come by then never comes. */
const patience = 100;

/** The reply, or undefined where none comes. */
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

/** Collects the lines that are written to the console meanwhile, in place of printing them. */
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

/** How often a text occurs within a value, in strings and keys or as a number. */
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
