/**
 * The effects of the navigation keys (98, 0, 00, 99) on the current screen. A key works wherever it cannot be an answer to
 * the question. It is not journaled: it replaces the journal by the one that it leads to.
 */
import type { Language } from '../../core/language.ts';
import type { Market } from '../../core/markets/market.ts';
import { navigationKeys } from '../inputs/navigation-keys.ts';
import { addEntry, countAnswers, isWrite, type Journal, type LanguageOverride } from './journal.ts';

/** The keys that work now, each with the journal that it leads to. */
export type Navigation = ReadonlyMap<string, Journal>;

/**
 * Back shows the page before, or else the question before. It steps over PINs, so that nobody has to prove their identity
 * twice. Home shows the first question. Neither goes back across a write. Results of reads are kept up to the question
 * that is shown again. Both keep the current language.
 */
export function navigationFrom(
  journal: Journal,
  hasMore: boolean,
  next: Language | undefined,
): Navigation {
  const { entries } = journal;
  const afterWrite = entries.findLastIndex(isWrite) + 1;
  const newest = entries.findLastIndex(({ kind }) => kind !== 'refused');
  const isOnLaterPage = entries[newest]?.kind === 'more';
  const before = isOnLaterPage ? newest : entries.findLastIndex(({ kind }) => kind === 'typed');

  const targets = new Map<string, Journal>();
  if (hasMore) targets.set(navigationKeys.more, addEntry(journal, { kind: 'more' }));
  if (next) {
    const languageOverride = { language: next, answered: countAnswers(entries) };
    targets.set(navigationKeys.language, { ...journal, languageOverride });
  }
  if (before >= afterWrite) {
    const first = entries.findIndex(({ kind }, at) => at >= afterWrite && kind !== 'performed');
    targets.set(navigationKeys.back, truncate(journal, before));
    targets.set(navigationKeys.home, truncate(journal, first));
  }
  return targets;
}

/** The market's language after this one, the first after the last; undefined if the market has only one. */
export function nextLanguage(language: Language, { languages }: Market): Language | undefined {
  const next = languages[(languages.indexOf(language) + 1) % languages.length];
  return next === language ? undefined : next;
}

/** The journal's first entries, ending at a question without answers: refused answers at the end are removed too. */
function truncate(journal: Journal, length: number): Journal {
  const entries = journal.entries.slice(0, length);
  const kept = entries.slice(0, entries.findLastIndex(({ kind }) => kind !== 'refused') + 1);
  const dropped = journal.dropped + journal.entries.length - kept.length;
  const truncated = { ...journal, entries: kept, dropped };
  const { languageOverride } = journal;
  return languageOverride
    ? { ...truncated, languageOverride: shortened(languageOverride, countAnswers(kept)) }
    : truncated;
}

function shortened({ language, answered }: LanguageOverride, answers: number): LanguageOverride {
  return { language, answered: Math.min(answered, answers) };
}
