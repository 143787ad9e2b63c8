/**
 * Drives our engine as the Subscriber object does: a number's turns run one at a time, each is classified, and its state is
 * written and read again between two turns, in the format of the object's storage.
 */
import { deserialize, serialize } from 'node:v8';
import { kenya } from '../../../core/markets/ke.ts';
import { money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { type Session, withSession } from '../../../edge/channels/ussd/sessions.ts';
import { pinMac } from '../../../edge/crypto.ts';
import type { Effect, Performed, Quote } from '../../../ussd/effects.ts';
import { continueTurn, startTurn } from '../../../ussd/engine/engine.ts';
import { classify, remember } from '../../../ussd/engine/transcript.ts';
import {
  type Context,
  call,
  choose,
  end,
  type Flow,
  type Program,
  secret,
} from '../../../ussd/flow.ts';
import {
  type Bank,
  type Contender,
  type Engine,
  labels,
  lastScreen,
  menuTitle,
  type Shape,
  screens,
  type Turn,
} from './engine.ts';

export const ours: Contender = {
  name: 'ours',
  menus: (shape) => engine({ version: '1', flow: menus(shape) }, async () => 'unavailable'),
  shares: (bank) =>
    engine({ version: '1', flow: payShare }, (effect, number) => perform(bank, effect, number)),
};

function menus(shape: Shape): Program['flow'] {
  const options = labels(shape).map((label) => [label, label] as const);
  return function* () {
    for (let at = 1; at <= shape.depth; at += 1) yield* choose(menuTitle(at), options);
    return yield* end(lastScreen);
  };
}

function* payShare(): Flow {
  const customer = yield* call({ type: 'find_customer' });
  const name = customer.known ? customer.name : '';
  yield* choose(screens.welcome(name), [[screens.pay, 'pay']]);
  const pin = yield* secret(screens.enterPin);
  const answer = yield* call({ type: 'verify_pin', pin });
  if (answer.verdict !== 'right') return yield* end(screens.wrongPin);
  yield* choose(screens.sure(name), [[screens.confirm, 'confirm']]);
  yield* call({ type: 'pay', quote: share, at: answer.at });
  return yield* end(screens.paid(name));
}

const share: Quote = {
  type: 'p2p',
  payee: '8',
  recipient: '254711987654' as Msisdn,
  recipientName: 'SAVINGS GROUP',
  amount: money(100_00n, 'KES'),
  fee: money(0n, 'KES'),
  excise: money(0n, 'KES'),
  until: 0,
};

async function perform(bank: Bank, effect: Effect, number: string): Promise<Performed> {
  switch (effect.type) {
    case 'find_customer':
      return { known: true, name: await bank.nameOf(number), language: 'en', account: '7' };
    case 'verify_pin':
      return (await bank.verify(number, effect.pin))
        ? { verdict: 'right', at: 0 }
        : { verdict: 'wrong', left: 2 };
    case 'pay':
      await bank.pay(number);
      return { state: 'completed', reference: 'ABCDEFGHIJ', balance: money(0n, 'KES') };
    default:
      return 'unavailable';
  }
}

type Perform = (effect: Effect, number: string) => Promise<Performed>;

/** The state that is kept for one number. */
interface Subscriber {
  turns: Promise<unknown>;
  saved: Buffer | undefined;
}

function engine(program: Program, perform: Perform): Engine {
  const subscribers = new Map<string, Subscriber>();
  return {
    turn(turn) {
      const own = subscribers.get(turn.phoneNumber) ?? newSubscriber();
      subscribers.set(turn.phoneNumber, own);
      const reply = own.turns.then(() => answer(program, perform, own, turn));
      own.turns = reply.catch(() => {});
      return reply;
    },
    held: () => [...subscribers.values()].map(sessionsOf),
  };
}

async function answer(
  program: Program,
  perform: Perform,
  own: Subscriber,
  turn: Turn,
): Promise<string> {
  const saved = sessionsOf(own);
  const incoming = { transcript: turn.text };
  const found = saved.find(({ id }) => id === turn.sessionId);
  const tag = (text: string) => pins.transcript(turn.sessionId, text);
  const verdict = classify(found?.seen, incoming, tag);
  if (verdict.kind === 'repeat' || verdict.kind === 'stale') return written(verdict.reply);
  if (verdict.kind !== 'new') return written({ text: verdict.kind, end: true });

  const session = found ?? { id: turn.sessionId, startedAt: 0, seed: turn.sessionId };
  const save = (changed: Session) => {
    own.saved = serialize(withSession(saved, changed));
  };
  const context = { ...dialled, msisdn: turn.phoneNumber.slice(1) as Msisdn };
  let reply = startTurn(program, context, session.journal, verdict.answers);
  while (reply.kind === 'perform') {
    if (reply.effect.type === 'pay') save({ ...session, journal: reply.progress.journal });
    reply = continueTurn(program, context, reply, await perform(reply.effect, turn.phoneNumber));
  }
  if (reply.fault) throw new Error(reply.fault);
  save({
    ...session,
    journal: reply.journal,
    seen: remember(found?.seen, incoming, tag, reply, 0),
  });
  return written(reply);
}

const dialled: Omit<Context, 'msisdn'> = {
  market: kenya,
  // 160 characters without "CON " or "END ".
  budget: 156,
  language: 'en',
  today: '2024-09-02',
};

const pins = pinMac({ PIN_KEY: 'a key of the benchmark' });

function newSubscriber(): Subscriber {
  return { turns: Promise.resolve(), saved: undefined };
}

function sessionsOf({ saved }: Subscriber): Session[] {
  return saved ? deserialize(saved) : [];
}

function written({ text, end }: { readonly text: string; readonly end: boolean }): string {
  return `${end ? 'END' : 'CON'} ${text}`;
}
