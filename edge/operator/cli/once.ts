/** Acts with an id: typed again under it, an act is done once, also where nobody knows whether it was done before. */
import { NoDatabase } from '../../../db/local/owner.ts';
import { type Desk, newId } from '../desk.ts';
import { parseActId } from './arguments.ts';

/** Does an act under the id that was typed, or under a new one. Where the database does not answer, it says how to ask again. */
export async function once<Done>(
  desk: Desk,
  typedId: string | undefined,
  act: (id: string) => Promise<Done>,
): Promise<Done> {
  const id = typedId === undefined ? newId(desk) : parseActId(typedId);
  return await act(id).catch((error: Error) => {
    if (!(error instanceof NoDatabase)) throw error;
    const again = `type it again with --id ${id}, and it is done once`;
    throw new NoDatabase(`${error.message}; nobody knows yet whether it was done: ${again}`);
  });
}
