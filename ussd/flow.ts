/**
 * The building blocks of a flow. A flow is a generator: it yields each screen or effect that it needs, and receives the
 * answer. It does nothing itself, so it can be replayed, measured and walked through without harm.
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

/** A screen as a flow describes it: a question, whose answer `parse` reads, or the closing screen of a session. */
export interface Prompt {
  readonly kind: 'ask' | 'choose' | 'secret' | 'end';
  readonly title: string;
  /** Lines below the title. The engine splits them into pages if they do not fit one screen. */
  readonly lines: readonly string[];
  /** The reason why it is asked again, or empty. It stands above the title until an answer is refused. */
  readonly why: string;
  readonly parse: Parser<unknown>;
  /** Reads the answers to a secret question that are no secret: the numbers of its options. */
  readonly open?: Parser<unknown>;
}

export type Step =
  | Prompt
  | { readonly kind: 'call'; readonly effect: Effect }
  | { readonly kind: 'use_language'; readonly language: Language }
  | { readonly kind: 'restart'; readonly answers: readonly string[] };

/**
 * A conversation, or a part of one that returns a value. A whole conversation returns `never`: it leaves only by `end` or
 * `restart`, so one without a closing screen does not compile.
 */
export type Flow<T = never> = Generator<Step, T, unknown>;

/** A flow and its version. A journal is continued only by the version that wrote it. */
export interface Program {
  readonly version: string;
  readonly flow: (context: Context) => Flow;
}

/** The facts about a session that are known before its first question. */
export interface Context {
  readonly market: Market;
  /** The dialling number, as the carrier claims it. No PIN has proved it yet. */
  readonly msisdn: Msisdn;
  /** Septets available for one screen's text; the carrier's prefix is already subtracted. */
  readonly budget: number;
  /** The language used until the customer's own is known. */
  readonly language: Language;
  /** The market's date, ISO: "2024-09-02". */
  readonly today: string;
}

/** The context of a flow, with the sentences of its language. */
export interface Conversation extends Context {
  readonly text: Texts;
}

/** Asks until `parse` can read the answer, and returns its value. `why` is the reason if it is asked again. */
export function* ask<T>(title: string, parse: Parser<T>, why = ''): Flow<T> {
  return (yield { kind: 'ask', title, lines: [], why, parse }) as T;
}

/**
 * Shows numbered options under a title, and returns the value of the chosen one. With `otherwise`, an answer may be typed
 * instead, and its value is returned. `lines` stand between the title and the options. Throws a RangeError if one answer could mean
 * two things.
 */
export function* choose<T>(
  title: string,
  options: readonly (readonly [label: string, value: T])[],
  {
    otherwise,
    why = '',
    lines = [],
  }: { otherwise?: Parser<T>; why?: string; lines?: readonly string[] } = {},
): Flow<T> {
  const clash = ambiguousAnswer(options.length, otherwise);
  if (clash !== undefined) throw new RangeError(`"${clash}" would mean two things`);

  const chosen = choice(options);
  const parse: Parser<T> = (typed) => {
    const parsed = chosen(typed);
    if ('value' in parsed) return { value: parsed.value[1] };
    return otherwise ? otherwise(typed) : parsed;
  };
  return (yield {
    ...{ kind: otherwise ? 'ask' : 'choose', title, why, parse },
    // Computed only when they are shown: replaying an answered question does not need them.
    get lines() {
      return [...lines, ...options.map(([label], index) => `${index + 1}. ${label}`)];
    },
  }) as T;
}

/** An answer that would select an option and also be a navigation key or readable by `otherwise`; undefined if none. */
function ambiguousAnswer<T>(options: number, otherwise: Parser<T> | undefined): string | undefined {
  const fixed = Object.values(navigationKeys);
  const taken = fixed.find((key) => /^[1-9]/.test(key) && Number(key) <= options);
  if (taken !== undefined || !otherwise) return taken;
  const numbers = Array.from({ length: options }, (_, index) => String(index + 1));
  return [...numbers, ...fixed].find((typed) => 'value' in otherwise(typed));
}

/**
 * Asks for a PIN, which is never journaled: on replay it is empty, and the result of the effect that used it comes from
 * the journal. So pass it to the very next `call`, and do not inspect it.
 */
export function secret(title: string, parse?: Parser<Pin>, why?: string): Flow<Pin>;
export function secret<Secret extends string>(
  title: string,
  parse: Parser<Secret>,
  why?: string,
): Flow<Secret>;
export function* secret(title: string, parse: Parser<string> = pin, why = ''): Flow<string> {
  return (yield { kind: 'secret', title, lines: [], why, parse }) as string;
}

/**
 * Asks for a secret below which options can be chosen, and returns one or the other. What is chosen is no secret: it is
 * journaled. No option may have the form of the secret.
 */
export function* secretOr<Secret extends string, Value extends object>(
  title: string,
  parse: Parser<Secret>,
  options: readonly (readonly [label: string, value: Value])[],
  why = '',
): Flow<Secret | Value> {
  const chosen = choice(options);
  const open: Parser<Value> = (typed) => {
    const parsed = chosen(typed);
    return 'value' in parsed ? { value: parsed.value[1] } : parsed;
  };
  const either: Parser<Secret | Value> = (typed) => {
    const option = open(typed);
    return 'value' in option ? option : parse(typed);
  };
  const lines = options.map(([label], index) => `${index + 1}. ${label}`);
  return (yield { kind: 'secret', title, lines, why, parse: either, open }) as Secret | Value;
}

/** Requests an effect, which is performed once, and returns its result. */
export function* call<Name extends EffectName>(effect: EffectNamed<Name>): Flow<Result<Name>> {
  return (yield { kind: 'call', effect: effect as Effect }) as Result<Name>;
}

/** Switches the rest of the conversation, the engine's complaints included, to a language, and returns its texts. */
export function* useLanguage(language: Language): Flow<Texts> {
  return (yield { kind: 'use_language', language }) as Texts;
}

/** Shows the closing screen, in pages if it is long. The flow does not continue after it. */
export function* end(text: string): Flow {
  return (yield endPrompt(text)) as never;
}

export function endPrompt(text: string): Prompt {
  const parse = () => ({ complaint: 'not_an_option' }) as const;
  return { kind: 'end', title: '', lines: text.split('\n'), why: '', parse };
}

/** Starts the whole conversation over in the current language, with these answers given ahead. There is no way back. */
export function* restart(answers: readonly string[] = []): Flow {
  return (yield { kind: 'restart', answers }) as never;
}
