/**
 * Where the keys lead: on to the next page, back, and home. They work on every screen where nothing that was asked
 * for could be meant by them, and leave nothing in the journal but where they led.
 */
import { keys } from './inputs.ts';
import { add, isChange, type Journal } from './journal.ts';

/** The journal that each key leads to. */
export type Ways = ReadonlyMap<string, Journal>;

/**
 * Back leads to the page before, else to the question before; a PIN is stepped over, because nobody goes back to
 * prove again who they are. Home leads to the first question. Neither leads back across a change. What was read
 * on the way stays as it was read, up to the question that is shown again.
 */
export function ways(journal: Journal, hasMore: boolean): Ways {
  const { entries } = journal;
  const since = entries.findLastIndex(isChange) + 1;
  const newest = entries.findLastIndex(({ kind }) => kind !== 'refused');
  const turned = entries[newest]?.kind === 'more';
  const before = turned ? newest : entries.findLastIndex(({ kind }) => kind === 'typed');

  const found = new Map<string, Journal>();
  if (hasMore) found.set(keys.more, add(journal, { kind: 'more' }));
  if (before >= since) {
    const first = entries.findIndex(({ kind }, at) => at >= since && kind !== 'performed');
    found.set(keys.back, cut(journal, before));
    found.set(keys.home, cut(journal, first));
  }
  return found;
}

/** The journal's start, at a question that nobody has answered yet, wrongly neither. */
function cut(journal: Journal, length: number): Journal {
  const entries = journal.entries.slice(0, length);
  const kept = entries.slice(0, entries.findLastIndex(({ kind }) => kind !== 'refused') + 1);
  const dropped = journal.dropped + journal.entries.length - kept.length;
  return { ...journal, entries: kept, dropped };
}
