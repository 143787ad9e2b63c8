/**
 * Where the keys lead: on to the next page, back, home, and to the next language. They work on every screen where nothing
 * that was asked for could be meant by them, and leave nothing in the journal but where they led.
 */
import type { Language } from '../../core/language.ts';
import type { Market } from '../../core/markets/market.ts';
import { navigationKeys } from '../inputs/navigation-keys.ts';
import { addEntry, countAnswers, isChange, type Journal, type Spoken } from './journal.ts';

/** The journal that each key leads to. */
export type Navigation = ReadonlyMap<string, Journal>;

/**
 * Back leads to the page before, else to the question before; a PIN is stepped over, because nobody goes back to
 * prove again who they are. Home leads to the first question. Neither leads back across a change. What was read
 * on the way stays as it was read, up to the question that is shown again. The language stays where they lead.
 */
export function navigationFrom(
  journal: Journal,
  hasMore: boolean,
  next: Language | undefined,
): Navigation {
  const { entries } = journal;
  const since = entries.findLastIndex(isChange) + 1;
  const newest = entries.findLastIndex(({ kind }) => kind !== 'refused');
  const turned = entries[newest]?.kind === 'more';
  const before = turned ? newest : entries.findLastIndex(({ kind }) => kind === 'typed');

  const found = new Map<string, Journal>();
  if (hasMore) found.set(navigationKeys.more, addEntry(journal, { kind: 'more' }));
  if (next)
    found.set(navigationKeys.language, { ...journal, ...speaking(next, countAnswers(entries)) });
  if (before >= since) {
    const first = entries.findIndex(({ kind }, at) => at >= since && kind !== 'performed');
    found.set(navigationKeys.back, cut(journal, before));
    found.set(navigationKeys.home, cut(journal, first));
  }
  return found;
}

/** The market's language after this one, and after the last the first; undefined where there is no other. */
export function nextLanguage(language: Language, { languages }: Market): Language | undefined {
  const next = languages[(languages.indexOf(language) + 1) % languages.length];
  return next === language ? undefined : next;
}

/** The journal's start, at a question that nobody has answered yet, wrongly neither. */
function cut(journal: Journal, length: number): Journal {
  const entries = journal.entries.slice(0, length);
  const kept = entries.slice(0, entries.findLastIndex(({ kind }) => kind !== 'refused') + 1);
  const dropped = journal.dropped + journal.entries.length - kept.length;
  const { spoken } = journal;
  const answered = Math.min(spoken?.answered ?? 0, countAnswers(kept));
  return {
    ...journal,
    entries: kept,
    dropped,
    ...(spoken && speaking(spoken.language, answered)),
  };
}

function speaking(language: Language, answered: number): { readonly spoken: Spoken } {
  return { spoken: { language, answered } };
}
