/**
 * A phone on a cumulative carrier, against the pure engine. Reads like a dial:
 *
 *   dial().sees('…').types('1').sees('…').types('4821').ends('…');
 */
import { expect } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import { type Money, money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import {
  accountReferenceOf,
  type PaymentTarget,
  personOf,
  recipientOf,
} from '../../../core/payments/target.ts';
import type {
  Effect,
  EffectName,
  EffectNamed,
  PaymentLine,
  Performed,
  Quote,
} from '../../../ussd/effects.ts';
import { continueTurn, type RunEffect, startTurn } from '../../../ussd/engine/engine.ts';
import type { Journal } from '../../../ussd/engine/journal.ts';
import type { PreviousSession } from '../../../ussd/engine/pending-outcome.ts';
import { offer } from '../../../ussd/engine/resume.ts';
import { classify, remember, type SeenTurns } from '../../../ussd/engine/transcript.ts';
import type { Context, Program } from '../../../ussd/flow.ts';
import { program as tuma } from '../../../ussd/flows/main.ts';
import type { Screen } from '../../../ussd/screen/gsm7.ts';
import { aboveKeys, keysOf } from './keys.ts';

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
  today: '2024-09-02',
};

export const jane = '254711987654' as Msisdn;

/** 11 digits, the last one by Luhn's rule, as the electricity company wants them. */
export const meter = '01450123458';

export const businesses = {
  agent: { code: '123456', name: 'MAMA NJERI SHOP' },
  biller: { code: '888880', name: 'KPLC PREPAID', accounts: { digits: 11, luhn: true } },
  till: { code: '500100', name: 'KARIBU SUPERMARKET' },
} as const;

/** Until when every quote stands, and a moment at which it still does. */
export const quotedUntil = Date.UTC(2024, 8, 2, 14, 32);
export const inTime = quotedUntil - 1;

/** The quote for a target, where people and businesses are called so. */
export function quoted(
  target: PaymentTarget,
  price: { readonly amount: Money; readonly fee: Money },
  { person, business }: { readonly person: string; readonly business: string },
): Quote {
  const name = personOf(target) && !accountReferenceOf(target).accountReference ? person : '';
  return {
    ...{ type: target.type, payee: '8', ...price, excise: ksh(0n), until: quotedUntil },
    recipientName: 'code' in target ? business : name,
    ...recipientOf(target),
    ...accountReferenceOf(target),
  };
}

const toJane: PaymentLine = {
  at: Date.UTC(2024, 8, 2, 14, 30),
  direction: 'out',
  type: 'p2p',
  reversed: false,
  reference: 'ABC1234567',
  amount: ksh(5_000_00n),
  other: 'JANE WANJIKU',
  otherNumber: jane,
};

const fromBrian: PaymentLine = {
  at: Date.UTC(2024, 7, 31, 21, 30),
  direction: 'in',
  type: 'p2p',
  reversed: false,
  reference: 'ABC1234566',
  amount: ksh(200_00n),
  other: 'Brian Otieno',
  otherNumber: '254722000001' as Msisdn,
};

function nameOf(code: string): string {
  return Object.values(businesses).find((each) => each.code === code)?.name ?? '';
}

/**
 * The dialling customer has 25,000.00; everybody they name is Jane, and a business has its own name; every payment
 * costs 15.00; nothing is refused.
 */
export const goodDay = {
  find_customer: { known: true, name: 'JOHN KAMAU', language: 'en', account: '7' },
  quote: ({ target, amount }) => {
    const business = 'code' in target ? nameOf(target.code) : '';
    const price = { amount, fee: ksh(15_00n) };
    return { quote: quoted(target, price, { person: 'JANE WANJIKU', business }) };
  },
  find_business: ({ kind, code }) => {
    const { code: known, ...business } = businesses[kind];
    return known === code ? { business } : { refusal: 'recipient_not_found' };
  },
  verify_pin: ({ pin }) =>
    pin === '4821' ? { verdict: 'right', at: inTime } : { verdict: 'wrong', left: 2 },
  pay: ({ quote }) => ({
    state: 'completed',
    reference: 'ABC1234567',
    balance: ksh(25_000_00n - quote.amount.minor - quote.fee.minor),
  }),
  read_recipients: { recipients: [] },
  read_payment: { state: 'completed', reference: 'ABC1234567' },
  read_balance: { balance: ksh(25_000_00n) },
  read_statement: {
    lines: [
      { ...toJane, fee: ksh(15_00n), balance: ksh(25_000_00n) },
      { ...fromBrian, fee: ksh(0n), balance: ksh(30_015_00n) },
    ],
  },
  read_latest_payments: {
    payments: [
      { ...toJane, done: true },
      { ...fromBrian, done: true },
    ],
  },
  read_limits: {
    tier: 1,
    perPayment: ksh(70_000_00n),
    daily: ksh(70_000_00n),
    usedToday: ksh(12_000_00n),
  },
  set_language: { done: true },
  stage_pin: ({ pin }) => ({ staged: tag(pin) }),
  match_pin: ({ pin, staged }) => ({ same: tag(pin) === staged }),
  change_pin: { done: true },
  send_pin_code: { sent: true },
  verify_pin_code: ({ code }) =>
    code === '482913' ? { verdict: 'right', proof: 'try' } : { verdict: 'wrong', left: 4 },
  choose_pin: { outcome: 'chosen' },
  send_number_code: { sent: true },
  prove_number: ({ code }) =>
    code === '482913' ? { verdict: 'right' } : { verdict: 'wrong', left: 4 },
  stage_identity: ({ idNumber }) => ({ staged: tag(idNumber) }),
  prove_identity: ({ staged, birthDate }) =>
    staged === tag('12345678') && birthDate === '1990-12-31'
      ? { verdict: 'right', proof: 'try' }
      : { verdict: 'wrong', left: 2 },
  open_dispute: { done: true },
  block_account: { done: true },
  register: { account: '9' },
} satisfies World;

export const stranger = { find_customer: { known: false } } as const satisfies World;

export const swahili = {
  find_customer: { known: true, name: 'JOHN KAMAU', language: 'sw', account: '7' },
} as const satisfies World;

export const french = {
  find_customer: { known: true, name: 'JOHN KAMAU', language: 'fr', account: '7' },
} as const satisfies World;

/** Speaks Swahili from the second look on. */
export const turnsSwahili = {
  find_customer: [goodDay.find_customer, swahili.find_customer],
} as const satisfies World;

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
  seen: SeenTurns | undefined;
  transcript = '';
  faults: string[] = [];
  readonly #world: World;
  readonly #program: Program;
  readonly #earlier: PreviousSession | undefined;
  #last: Screen = { text: '', end: false };

  constructor(world: World, program: Program, earlier?: PreviousSession) {
    this.#world = world;
    this.#program = program;
    this.#earlier = earlier;
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
      const { answers } = verdict;
      const first = this.seen ? undefined : offer(this.#program, context, this.#earlier, answers);
      let reply = startTurn(this.#program, context, this.journal ?? first, answers);
      while (reply.kind === 'perform') {
        reply = continueTurn(this.#program, context, reply, this.#perform(reply));
      }
      this.#last = reply;
      this.journal = reply.journal;
      this.seen = remember(this.seen, { transcript }, tag, reply, 0);
      if (reply.fault) this.faults.push(reply.fault);
      this.transcript = transcript;
    }
    return this;
  }

  /** The session was dropped, and the same number dials again, a little later. */
  redials(code = ''): Phone {
    return this.#dialsAgain(this.journal, true, code);
  }

  /** The number dials again before the newest effect of this name is answered. */
  redialsDuring(name: EffectName): Phone {
    const at = this.performed.findLastIndex(({ type }) => type === name);
    return this.#dialsAgain(this.saved[at], true);
  }

  /** The number hung up before the newest reply was there, and dials again. */
  redialsUnheard(): Phone {
    return this.#dialsAgain(this.journal, false);
  }

  /** The object lost what it knew; the handset goes on. */
  isForgotten(): this {
    this.journal = undefined;
    this.seen = undefined;
    return this;
  }

  /** The screen, to the letter above the line of its keys, is waiting for an answer. */
  sees(text: string): this {
    expect({ ...this.#last, text: this.question }).toMatchObject({ text, end: false });
    return this;
  }

  /** The screen names these keys, and no others. */
  offers(line: string): this {
    expect(keysOf(this.#last.text)).toBe(line);
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

  /** What the screen says, without its keys. */
  get question(): string {
    return aboveKeys(this.#last.text);
  }

  #dialsAgain(journal: Journal | undefined, delivered: boolean, code = ''): Phone {
    const left = journal && { journal, delivered, paymentId };
    return new Phone(this.#world, this.#program, left).sends(code);
  }

  /** Whether this dial began with an offer to go on. */
  get resumes(): boolean {
    return this.#earlier !== undefined;
  }

  #perform({ effect, index, progress }: RunEffect): Performed {
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

export const paymentId = (index: number): string => `payment ${index}`;

/** Stands for the keyed MAC: tells texts apart and cannot be read. */
export function tag(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const char of text) {
    hash = ((hash ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n) & (2n ** 64n - 1n);
  }
  return hash.toString(36).replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}
