/**
 * A conversation that a dropped session left unfinished, offered to the next dial of the same number. To continue
 * is to give the same answers ahead, as a deep dial does: what they lead to is read afresh, and they reach
 * neither a secret nor a change.
 */
import type { Answers } from './ahead.ts';
import { begin, type Context, choose, type Program, speak } from './flow.ts';
import { keys } from './inputs.ts';
import {
  type Earlier,
  type Entry,
  isChange,
  type Journal,
  mostEntries,
  mostRefused,
  replay,
  type Stand,
  start,
} from './journal.ts';

/**
 * The journal with which a new session offers the earlier one, or undefined if there is nothing to offer: the earlier
 * one is over, or in the middle of an act, or another version's, or nothing was answered in it, or it changed
 * something, or this dial brings its own answers. Whether it is too long ago, the caller decides.
 */
export function offer(
  program: Program,
  context: Context,
  earlier: Journal | undefined,
  { parts }: Answers,
): Journal | undefined {
  if (earlier?.version !== program.version || parts.length > 0) return undefined;
  const left = earlier.earlier ?? unfinished(program, context, earlier);
  return left && { ...start(program), earlier: left };
}

/** What a dial sees first that is offered an unfinished conversation. */
export function offering({ version }: Program, { language, answers }: Earlier): Program {
  return {
    version,
    flow: function* () {
      const text = yield* speak(language);
      const again = yield* choose(text.unfinished, [
        [text.goOn, answers],
        [text.startOver, []],
      ]);
      return yield* begin(again);
    },
  };
}

function unfinished(program: Program, context: Context, journal: Journal): Earlier | undefined {
  const { entries } = journal;
  if (entries.length >= mostEntries || entries.some(isChange)) return undefined;
  const stand = standing(program, context, journal);
  if (!stand || !isQuestion(stand.step) || stand.refused >= mostRefused) return undefined;
  const secret = entries.findIndex(({ kind }) => kind === 'secret');
  const answers = entries.slice(0, secret < 0 ? undefined : secret).flatMap(answer);
  const { language } = stand;
  return entries.some(({ kind }) => kind === 'typed') ? { language, answers } : undefined;
}

function standing(program: Program, context: Context, journal: Journal): Stand | undefined {
  try {
    return replay(program, context, journal);
  } catch {
    return undefined;
  }
}

function isQuestion({ kind }: Stand['step']): boolean {
  return kind === 'ask' || kind === 'choose' || kind === 'secret';
}

function answer(entry: Entry): readonly string[] {
  if (entry.kind === 'typed') return [entry.text];
  return entry.kind === 'more' ? [keys.more] : [];
}
