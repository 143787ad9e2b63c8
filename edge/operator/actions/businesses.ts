/**
 * An operator's actions on businesses: open, change, close, list them. They decide, and read no text and print none. Throws a
 * DeskRefusal where the books refuse.
 */
import type { Reason } from '../../../core/care/operator-action.ts';
import type {
  BusinessDetails,
  BusinessPage,
  ListedBusiness,
  NewBusiness,
} from '../../../db/operator/businesses.ts';
import type { Desk } from '../desk.ts';
import { inMessageLetters } from './message.ts';
import { DeskRefusal } from './refusal.ts';

/** Opens a business; again under the same id, it is opened once. Gives its code, and whether it was opened now. */
export async function openBusiness(
  desk: Desk,
  business: NewBusiness,
  reason: Reason,
  id: string,
): Promise<{ readonly code: string; readonly opened: boolean }> {
  const named = { ...business, name: inMessageLetters(business.name) };
  const done = await desk.businesses.open(id, named, reason, desk.now);
  if (done) return done;
  if (business.code === undefined) throw new DeskRefusal('no code of six digits is free');
  const { name } = await findBusiness(desk, business.code);
  throw new DeskRefusal(`${business.code} is ${name}: a code belongs to one business for ever`);
}

/** Changes what is named; again under the same id, it is changed once. Gives what was changed. */
export async function changeBusiness(
  desk: Desk,
  code: string,
  details: Partial<BusinessDetails>,
  reason: Reason,
  id: string,
): Promise<string> {
  const { name } = await findBusiness(desk, code);
  const named = {
    ...details,
    ...(details.name !== undefined && { name: inMessageLetters(details.name) }),
  };
  const changed = await desk.businesses.change(id, code, named, reason, desk.now);
  if (!changed) throw new DeskRefusal(`${code} ${name} is all that already`);
  return changed;
}

export async function findBusiness(desk: Desk, code: string): Promise<ListedBusiness> {
  const found = await desk.businesses.one(code);
  if (!found) throw new DeskRefusal(`no business has the code ${code}`);
  return found;
}

export function listBusinesses(desk: Desk, page: BusinessPage): Promise<ListedBusiness[]> {
  return desk.businesses.list(page);
}
