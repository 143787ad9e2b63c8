/** Work for several items in one statement, of which one that fails keeps none of its neighbours from their end. */
import type { DatabaseError } from '../../db/driver/sql.ts';
import { alert } from '../telemetry/log.ts';

/**
 * Does `work` for all items together. Where the database refuses that, nothing of it has happened, and it is done for each item
 * alone: one that is refused again is an alert, and `failed` hears of it. Where the database does not answer, nothing is known,
 * and the error is thrown. Gives the answers of what was done.
 */
export async function togetherOrAlone<Item, Answer>(
  what: string,
  items: readonly Item[],
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  failed: (item: Item) => void = () => {},
): Promise<Answer[]> {
  if (items.length === 0) return [];
  try {
    return [...(await work(items))];
  } catch (error) {
    if (!isRefused(error)) throw error;
    if (items.length === 1) {
      alert('item_failed', new Error(`${what}: ${error.message}`));
      for (const item of items) failed(item);
      return [];
    }
  }
  const answers: Answer[] = [];
  for (const item of items) answers.push(...(await togetherOrAlone(what, [item], work, failed)));
  return answers;
}

function isRefused(error: unknown): error is DatabaseError {
  return (error as Partial<DatabaseError>).sqlstate !== undefined;
}
