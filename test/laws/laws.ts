/** What the books owe whoever calls them, each law with the least that shows it. Each needs books of its own. */
import type { Books } from '../support/books/books.ts';
import { historyLaws } from './history-laws.ts';
import { identityLaws } from './identity-laws.ts';
import { limitLaws } from './limit-laws.ts';
import { lockLaws } from './lock-laws.ts';
import { moneyLaws } from './money-laws.ts';
import { timerLaws } from './timer-laws.ts';

/** By its name; throws where it does not hold. */
export type Laws = Readonly<Record<string, (books: Books) => Promise<void>>>;

export const laws = {
  ...moneyLaws,
  ...limitLaws,
  ...identityLaws,
  ...timerLaws,
  ...lockLaws,
  ...historyLaws,
} as const satisfies Laws;

export type LawName = keyof typeof laws;
