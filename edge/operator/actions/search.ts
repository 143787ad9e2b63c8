/** An operator looks for customers by a number, a document or a name, and for payments by a day, a party or an amount. */
import { readIdentityDocument } from '../../../core/identity/document.ts';
import { markets, parseMsisdnOfAnyMarket } from '../../../core/markets/index.ts';
import type { Money } from '../../../core/money.ts';
import type {
  FoundCustomer,
  MarkedCustomer,
  NamePlace,
  SearchPage,
  SoughtPayment,
} from '../../../db/operator/search.ts';
import type { Desk, IdentityKeys } from '../desk.ts';
import { findAccount } from './accounts.ts';
import { DeskRefusal } from './refusal.ts';

/**
 * The customers whose number it is or was, or whose document has it for its number, in any spelling and of any market. A document
 * is looked for by its token, so only where the key of identities is known.
 */
export async function findByMark(desk: Desk, text: string): Promise<MarkedCustomer[]> {
  const msisdn = parseMsisdnOfAnyMarket(text, desk.market)?.msisdn;
  const keys = keysOf(desk);
  const tokens = new Set<string>();
  for (const market of keys ? [desk.market, ...Object.values(markets)] : []) {
    const document = readIdentityDocument(market, text);
    if (document && keys) tokens.add(keys.identity(document.country, document.number));
  }
  if (msisdn === undefined && tokens.size === 0) return [];
  return desk.search.byMark(msisdn, [...tokens]);
}

/** A page of the customers each of whose names one of the words begins: "wanj jane" finds Jane Wanjiku. */
export function findByName(
  desk: Desk,
  name: string,
  after: NamePlace | undefined,
): Promise<SearchPage<FoundCustomer, NamePlace>> {
  return desk.search.byName(name, after);
}

/** A page of a day's payments of everybody, whatever became of them, oldest first. `after` is the last page's `next`. */
export function paymentsOfDay(
  desk: Desk,
  { from, to }: { readonly from: number; readonly to: number },
  amount: Money | undefined,
  after: string | undefined,
): Promise<SearchPage<SoughtPayment, string>> {
  return desk.search.payments({ from: after ?? firstIdAt(from), to: firstIdAt(to) }, amount);
}

/** A page of a party's completed payments, newest first, of a day where there is one. */
export async function paymentsOfParty(
  homeDesk: Desk,
  number: string,
  wanted: {
    readonly amount: ((desk: Desk) => Money) | undefined;
    readonly day: { readonly from: number; readonly to: number } | undefined;
    readonly before: string | undefined;
  },
): Promise<SearchPage<SoughtPayment, string>> {
  const { account, desk } = await findAccount(homeDesk, number);
  const { amount, day, before } = wanted;
  return desk.search.paymentsOf(account.id, amount?.(desk), day, before);
}

/** The lowest id of a payment that was asked for at that time or later. */
function firstIdAt(at: number): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

function keysOf(desk: Desk): IdentityKeys | undefined {
  try {
    return desk.keys();
  } catch (error) {
    if (error instanceof DeskRefusal) return undefined;
    throw error;
  }
}
