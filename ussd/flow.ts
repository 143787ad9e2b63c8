/**
 * The words of a conversation. A flow is a generator: it yields what it wants to show or to know, and is
 * answered. It does nothing itself, so it can be replayed, measured and walked through without harm.
 *
 *   const to = yield* ask(text.askRecipient, msisdn(market.numbers));
 */
import type { Language } from '../core/language.ts';
import type { Market } from '../core/markets/market.ts';
import type { Msisdn } from '../core/msisdn.ts';
import type { Effect, EffectName, EffectNamed, Result } from './effects.ts';
import { navigationKeys } from './inputs/navigation-keys.ts';
import { choice, type Parser } from './inputs/parser.ts';
import { type Pin, pin } from './inputs/pin.ts';
import type { Texts } from './text/index.ts';

/** What a phone shows: a question, whose answer `parse` makes a value of or has a complaint about; or last words. */
export interface Prompt {
  readonly kind: 'ask' | 'choose' | 'secret' | 'end';
  readonly title: string;
  /** Lines below the title. Where they do not fit one screen, the engine makes pages of them. */
  readonly lines: readonly string[];
  /** Why it is asked again, if it is: said above the title, until there is a bad answer to talk of. */
  readonly why: string;
  readonly parse: Parser<unknown>;
}

export type Step =
  | Prompt
  | { readonly kind: 'call'; readonly effect: Effect }
  | { readonly kind: 'speak'; readonly language: Language }
  | { readonly kind: 'begin'; readonly answers: readonly string[] };

/**
 * A conversation, or a part of one with a result. A whole one results in `never`: the only ways out are
 * `end` and `begin`, so a conversation without last words does not compile.
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
  /** The market's date, ISO: "2024-09-02". */
  readonly today: string;
}

/** What a conversation with a known customer works with. */
export interface Conversation extends Context {
  readonly text: Texts;
}

/** Asks until the answer can be read, and gives its value. `why` is for who is asked again. */
export function* ask<T>(title: string, parse: Parser<T>, why = ''): Flow<T> {
  return (yield { kind: 'ask', title, lines: [], why, parse }) as T;
}

/**
 * Shows numbered options under a title, and gives the value of the chosen one; or of what `otherwise` reads,
 * where an answer may be typed as well. Throws where one answer would mean two things.
 */
export function* choose<T>(
  title: string,
  options: readonly (readonly [label: string, value: T])[],
  { otherwise, why = '' }: { otherwise?: Parser<T>; why?: string } = {},
): Flow<T> {
  const twice = ambiguous(options.length, otherwise);
  if (twice !== undefined) throw new RangeError(`"${twice}" would mean two things`);

  const chosen = choice(options);
  const parse: Parser<T> = (typed) => {
    const parsed = chosen(typed);
    if ('value' in parsed) return { value: parsed.value[1] };
    return otherwise ? otherwise(typed) : parsed;
  };
  return (yield {
    ...{ kind: otherwise ? 'ask' : 'choose', title, why, parse },
    // Read only where they are shown: a question that was answered long ago is replayed without them.
    get lines() {
      return options.map(([label], index) => `${index + 1}. ${label}`);
    },
  }) as T;
}

/** What could be typed for an option and for something else: a key, or what `otherwise` reads. */
function ambiguous<T>(options: number, otherwise: Parser<T> | undefined): string | undefined {
  const fixed = Object.values(navigationKeys);
  const taken = fixed.find((key) => /^[1-9]/.test(key) && Number(key) <= options);
  if (taken !== undefined || !otherwise) return taken;
  const numbers = Array.from({ length: options }, (_, index) => String(index + 1));
  return [...numbers, ...fixed].find((typed) => 'value' in otherwise(typed));
}

/**
 * Asks for a PIN, which is never written down: on replay it is empty, and what was done with it comes from
 * the journal. So hand it to the very next `call`, and do not look at it.
 */
export function* secret(title: string, parse: Parser<Pin> = pin, why = ''): Flow<Pin> {
  return (yield { kind: 'secret', title, lines: [], why, parse }) as Pin;
}

/** Has an effect performed, once, and gives its result. */
export function* call<Name extends EffectName>(effect: EffectNamed<Name>): Flow<Result<Name>> {
  return (yield { kind: 'call', effect: effect as Effect }) as Result<Name>;
}

/** From here on speaks the language, the engine's complaints too. */
export function* useLanguage(language: Language): Flow<Texts> {
  return (yield { kind: 'speak', language }) as Texts;
}

/** Last words; lines that do not fit one screen are turned page by page. Nothing comes back from here. */
export function* end(text: string): Flow {
  return (yield endPrompt(text)) as never;
}

export function endPrompt(text: string): Prompt {
  const parse = () => ({ complaint: 'not_an_option' }) as const;
  return { kind: 'end', title: '', lines: text.split('\n'), why: '', parse };
}

/** Begins the whole conversation anew, in the language now spoken, with these answers given ahead. No way back. */
export function* restart(answers: readonly string[] = []): Flow {
  return (yield { kind: 'begin', answers }) as never;
}
