/**
 * The stores that an operator's actions use, in one market and at one moment. The command line builds them here; the actions
 * take them ready-made, so that another face of the operator needs no other actions.
 */
import { paymentId } from '../../core/ids.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Sql } from '../../db/driver/sql.ts';
import { type Exchanged, type ExchangeRequest, exchanges } from '../../db/ledger/exchanges.ts';
import { accounts } from '../../db/operator/accounts.ts';
import { airtimeEnds } from '../../db/operator/airtime.ts';
import { businesses } from '../../db/operator/businesses.ts';
import { disputes } from '../../db/operator/disputes.ts';
import { funding } from '../../db/operator/funding.ts';
import { identity } from '../../db/operator/identity.ts';
import { owed } from '../../db/operator/owed.ts';
import { payments } from '../../db/operator/payments.ts';
import { reversals } from '../../db/operator/reversals.ts';
import { reviews } from '../../db/operator/reviews.ts';
import { ruleSets } from '../../db/operator/rule-sets.ts';
import { search } from '../../db/operator/search.ts';
import { booksReport } from '../../db/proof/proof.ts';
import type { Pseudonyms } from '../crypto.ts';
import { DeskRefusal } from './actions/refusal.ts';

export interface Desk {
  readonly market: Market;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** The zone in which times are shown: the home market's, or UTC. */
  readonly timeZone: string;
  readonly accounts: ReturnType<typeof accounts>;
  readonly airtime: ReturnType<typeof airtimeEnds>;
  readonly businesses: ReturnType<typeof businesses>;
  readonly disputes: ReturnType<typeof disputes>;
  readonly funding: ReturnType<typeof funding>;
  readonly identity: ReturnType<typeof identity>;
  readonly owed: ReturnType<typeof owed>;
  readonly payments: ReturnType<typeof payments>;
  readonly reversals: ReturnType<typeof reversals>;
  readonly reviews: ReturnType<typeof reviews>;
  readonly ruleSets: ReturnType<typeof ruleSets>;
  readonly search: ReturnType<typeof search>;
  /** What encrypts the proofs of identity and finds them. Throws a DeskRefusal where the key is not known here. */
  keys(): IdentityKeys;
  /** Exchanges money of this desk's market for money of another. */
  exchange(to: Market, request: ExchangeRequest): Promise<Exchanged>;
  /** The same desk in another market, for accounts in that market's currency. */
  inMarket(market: Market): Desk;
}

/** The secrets that the identities of customers are kept under. */
export type IdentityKeys = Pick<Pseudonyms, 'seal' | 'unseal' | 'identity'>;

interface DeskSettings {
  /** The market's by default. */
  readonly timeZone?: string;
  readonly keys?: (() => IdentityKeys) | undefined;
}

const noKeys = (): never => {
  throw new DeskRefusal('identities need the key that they are kept under: set TOKEN_KEY');
};

/** The time is the database's: the clock of an operator's own machine must not decide when money moved. */
export async function openDesk(
  sql: Sql,
  market: Market,
  { timeZone = market.timeZone, keys = noKeys }: DeskSettings = {},
): Promise<Desk> {
  const [row] = await sql<{ now: Date }>('select clock_timestamp() now', []);
  if (!row) throw new Error('the database has no clock');
  return deskAt(row.now.getTime(), sql, market, { timeZone, keys });
}

/** Audits the books: what every market's desks see. */
export const readAuditReport = booksReport;

/** The id of something that is done once, however often it is asked for: a payment's id, a UUIDv7. */
export function newId({ now }: Pick<Desk, 'now'>): string {
  return paymentId(now, crypto.getRandomValues(new Uint8Array(10)));
}

function deskAt(
  now: number,
  sql: Sql,
  market: Market,
  settings: Pick<Desk, 'timeZone' | 'keys'>,
): Desk {
  const { timeZone, keys } = settings;
  return {
    market,
    now,
    timeZone,
    accounts: accounts(sql, market),
    airtime: airtimeEnds(sql),
    businesses: businesses(sql, market),
    disputes: disputes(sql),
    funding: funding(sql, market),
    identity: identity(sql),
    keys,
    owed: owed(sql),
    payments: payments(sql),
    reversals: reversals(sql, market),
    reviews: reviews(sql, market),
    ruleSets: ruleSets(sql),
    search: search(sql),
    exchange: (to, request) => exchanges(sql, market, to, { now: () => now }, 0)(request),
    inMarket: (other) => deskAt(now, sql, other, settings),
  };
}
