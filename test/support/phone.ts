/**
 * A phone on a cumulative carrier, against the pure engine. Reads like a dial:
 *
 *   dial().sees('…').types('1').sees('…').types('4821').ends('…');
 */
import { expect } from 'vitest';
import { kenya } from '../../core/market.ts';
import { type Money, money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { Effect, EffectName, EffectNamed, Performed } from '../../ussd/effects.ts';
import { proceed, take, type Wanted } from '../../ussd/engine.ts';
import type { Context, Program } from '../../ussd/flow.ts';
import { program as tuma } from '../../ussd/flows/main.ts';
import type { Journal } from '../../ussd/journal.ts';
import type { Screen } from '../../ussd/screen.ts';
import { classify, remember, type Seen } from '../../ussd/transcript.ts';

type Answerer<Name extends EffectName> = (effect: EffectNamed<Name>) => Performed<Name>;

/** What each effect comes to: always the same, worked out, or one after the other (the last one stays). */
export type World = {
  readonly [Name in EffectName]?:
    | Performed<Name>
    | Answerer<Name>
    | readonly [Performed<Name>, ...Performed<Name>[]];
};

export const ksh = (minor: bigint): Money => money(minor, 'KES');

export const context: Context = {
  market: kenya,
  msisdn: '254700123456' as Msisdn,
  // 160 without the carrier's "CON " or "END ".
  budget: 156,
  language: 'en',
};

/** The dialling customer has 25,000.00; everybody they name is Jane; sending costs 15.00. */
export const goodDay = {
  find_customer: { known: true, name: 'JOHN KAMAU', language: 'en', account: '7' },
  quote: ({ to, amount }) => ({
    quote: {
      type: 'p2p',
      payee: '8',
      recipient: to,
      recipientName: 'JANE WANJIKU',
      amount,
      fee: ksh(15_00n),
    },
  }),
  verify_pin: ({ pin }) => (pin === '4821' ? { verdict: 'right' } : { verdict: 'wrong', left: 2 }),
  pay: ({ quote }) => ({
    state: 'completed',
    reference: 'ABC1234567',
    balance: ksh(25_000_00n - quote.amount.minor - quote.fee.minor),
  }),
  read_balance: { balance: ksh(25_000_00n) },
  set_language: { done: true },
} satisfies World;

export const swahili: World = {
  find_customer: { known: true, name: 'JOHN KAMAU', language: 'sw', account: '7' },
};

export function dial(world: World = {}, program: Program = tuma, code = ''): Phone {
  return new Phone({ ...goodDay, ...world }, program).sends(code);
}

export class Phone {
  /** Everything that was performed, in order. */
  readonly performed: Effect[] = [];
  readonly indexes: number[] = [];
  /** The journals that a careful object saves before it performs. */
  readonly saved: Journal[] = [];
  /** All that would be stored between turns. */
  journal: Journal | undefined;
  seen: Seen | undefined;
  transcript = '';
  faults: string[] = [];
  readonly #world: World;
  readonly #program: Program;
  #last: Screen = { text: '', end: false };

  constructor(world: World, program: Program) {
    this.#world = world;
    this.#program = program;
  }

  /** The handset sends one more answer. */
  types(answer: string): this {
    const first = this.transcript === '';
    return this.sends(first ? answer : `${this.transcript}*${answer}`);
  }

  /** The carrier sends this text, whatever went before. */
  sends(transcript: string): this {
    const verdict = classify(this.seen, { transcript }, tag);
    if (verdict.kind === 'repeat' || verdict.kind === 'stale') this.#last = verdict.reply;
    else if (verdict.kind !== 'new') this.#last = { text: `(${verdict.kind})`, end: true };
    else {
      let reply = take(this.#program, context, this.journal, verdict.answers);
      while (reply.kind === 'perform') {
        reply = proceed(this.#program, context, reply, this.#perform(reply));
      }
      this.#last = reply;
      this.journal = reply.journal;
      this.seen = remember(this.seen, { transcript }, tag, reply, 0);
      if (reply.fault) this.faults.push(reply.fault);
      this.transcript = transcript;
    }
    return this;
  }

  /** The object lost what it knew; the handset goes on. */
  isForgotten(): this {
    this.journal = undefined;
    this.seen = undefined;
    return this;
  }

  /** The screen, to the letter, is waiting for an answer. */
  sees(text: string): this {
    expect(this.#last).toMatchObject({ text, end: false });
    return this;
  }

  /** The screen, to the letter, is the last one. */
  ends(text: string): this {
    expect(this.#last).toMatchObject({ text, end: true });
    return this;
  }

  /** These effects were performed so far, in this order. */
  did(...names: EffectName[]): this {
    expect(this.performed.map(({ type }) => type)).toEqual(names);
    return this;
  }

  get screen(): Screen {
    return this.#last;
  }

  #perform({ effect, index, progress }: Wanted): Performed {
    const before = this.performed.filter(({ type }) => type === effect.type).length;
    this.performed.push(effect);
    this.indexes.push(index);
    this.saved.push(progress.journal);
    const scripted = this.#world[effect.type] as unknown;
    if (typeof scripted === 'function') return scripted(effect);
    if (Array.isArray(scripted)) return scripted[Math.min(before, scripted.length - 1)];
    return scripted as Performed;
  }
}

/** Stands for the keyed MAC: tells texts apart and cannot be read. */
export function tag(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const char of text) {
    hash = ((hash ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n) & (2n ** 64n - 1n);
  }
  return hash.toString(36).replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}
