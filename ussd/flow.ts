/**
 * The words of a conversation. A flow is a generator: it yields what it wants to show or to know, and is
 * answered. It does nothing itself, so it can be replayed, measured and walked through without harm.
 *
 *   const to = yield* ask(text.askRecipient, msisdn(market.numbers));
 */
import type { Language, Market } from '../core/market.ts';
import type { Msisdn } from '../core/msisdn.ts';
import type { Effect, EffectName, EffectNamed, Result } from './effects.ts';
import { choice, type Parser, type Pin, pin } from './inputs.ts';
import type { Texts } from './text/index.ts';

/** A screen that waits for an answer; `parse` makes a value of it, or says what is wrong with it. */
export interface Question {
  readonly kind: 'ask' | 'choose' | 'secret';
  readonly prompt: string;
  readonly parse: Parser<unknown>;
}

export type Step =
  | Question
  | { readonly kind: 'call'; readonly effect: Effect }
  | { readonly kind: 'speak'; readonly language: Language }
  | { readonly kind: 'end'; readonly text: string };

/**
 * A conversation, or a part of one with a result. A whole one results in `never`: the only way out is
 * `end`, so a conversation without last words does not compile.
 */
export type Flow<T = never> = Generator<Step, T, unknown>;

/** A flow and its version: what one version journaled, another does not continue. */
export interface Program {
  readonly version: string;
  readonly flow: (context: Context) => Flow;
}

/** What is known of a dial before anything is asked. */
export interface Context {
  readonly market: Market;
  /** The dialling subscriber, as the carrier claims. */
  readonly msisdn: Msisdn;
  /** Septets of one screen's text: what the carrier puts around it is taken off already. */
  readonly budget: number;
  /** Spoken until we know whom we speak to. */
  readonly language: Language;
}

/** What a conversation with a known customer works with. */
export interface Talk extends Context {
  readonly text: Texts;
}

/** Asks until the answer can be read, and gives its value. */
export function* ask<T>(prompt: string, parse: Parser<T>): Flow<T> {
  return (yield { kind: 'ask', prompt, parse }) as T;
}

/** Shows numbered options under a title, and gives the value of the chosen one. */
export function* choose<T>(title: string, options: readonly (readonly [string, T])[]): Flow<T> {
  const lines = options.map(([label], index) => `${index + 1}. ${label}`);
  const parse = choice(options.map(([, value]) => value));
  return (yield { kind: 'choose', prompt: [title, ...lines].join('\n'), parse }) as T;
}

/**
 * Asks for a PIN, which is never written down: on replay it is empty, and what was done with it comes from
 * the journal. So hand it to the very next `call`, and do not look at it.
 */
export function* secret(prompt: string): Flow<Pin> {
  return (yield { kind: 'secret', prompt, parse: pin }) as Pin;
}

/** Has an effect performed, once, and gives its result. */
export function* call<Name extends EffectName>(effect: EffectNamed<Name>): Flow<Result<Name>> {
  return (yield { kind: 'call', effect: effect as Effect }) as Result<Name>;
}

/** From here on speaks the language, the engine's complaints too. */
export function* speak(language: Language): Flow<Texts> {
  return (yield { kind: 'speak', language }) as Texts;
}

/** Last words. The conversation does not come back from here. */
export function* end(text: string): Flow {
  return (yield { kind: 'end', text }) as never;
}
