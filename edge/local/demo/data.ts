/** The people and the money of a demonstration. Made once: what is there already is left as it is. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import type { AccountId } from '../../../core/account.ts';
import { paymentId } from '../../../core/ids.ts';
import { systemAccountsOf } from '../../../core/ledger/system-accounts.ts';
import { kenya as market } from '../../../core/markets/ke.ts';
import { type Money, money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { BusinessKind } from '../../../core/parties/business.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Ledger } from '../../../core/pipeline/ports.ts';
import { customers, type NewCustomer } from '../../../db/customers/customers.ts';
import type { Sql } from '../../../db/driver/sql.ts';
import { ledger } from '../../../db/ledger/ledger.ts';
import { systemClock } from '../../clock.ts';
import { type KeySource, pinMac as pinMacOf } from '../../crypto.ts';

interface DemoPerson {
  readonly msisdn: string;
  readonly name: readonly [given: string, family: string];
  readonly pin: string;
  /** What the account is opened with, in major units. */
  readonly opening: bigint;
}

/** The payer opens with what the earlier payment of the same day takes, on top of the 25,000.00 that remain. */
const spentEarlier = 12_000n;

const people: readonly DemoPerson[] = [
  {
    msisdn: '254700123456',
    name: ['John', 'Mwangi'],
    pin: '4821',
    opening: 25_000n + spentEarlier,
  },
  { msisdn: '254711987654', name: ['Jane', 'Wanjiku'], pin: '6093', opening: 8_500n },
  ...Array.from({ length: 200 }, (_, i): DemoPerson => {
    const number = String(i + 1).padStart(6, '0');
    return { msisdn: `254722${number}`, name: crowdName(i), pin: '7391', opening: 10_000n };
  }),
];

interface Trader {
  readonly kind: BusinessKind;
  readonly code: string;
  readonly name: string;
  /** The phone that hears of what it is paid. */
  readonly msisdn: string;
  /** Of a biller: its customers' account numbers have so many digits, the last a check digit. */
  readonly digits?: number;
  /** The account's id, where it is not any. */
  readonly account?: AccountId;
}

const house = systemAccountsOf(market.currency);

/** The earlier payment went to the till. */
const till = '101';

const traders: readonly Trader[] = [
  { kind: 'agent', code: '123456', name: 'MAMA NJERI SHOP', msisdn: '254733123456' },
  { kind: 'biller', code: '888880', name: 'KPLC PREPAID', msisdn: '254733888880', digits: 11 },
  {
    ...{ kind: 'till', code: '500100', name: 'KARIBU SUPERMARKET', msisdn: '254733500100' },
    account: till,
  },
];

const openingOf = ({ msisdn }: DemoPerson) => `opening ${msisdn}`;
const lastPosted = 'earlier payment';

/** Opens the accounts and pays in what they begin with. `owner` is the database owner's connection string. */
export async function addDemoData(sql: Sql, owner: string, source: KeySource): Promise<void> {
  if (await prepared(owner)) return;
  const books = ledger(sql, market, systemClock, 0);
  const pins = pinMacOf(source);
  const clients = customers(sql, market);

  const accounts = await Promise.all(
    people.map(({ msisdn, name: [givenName, familyName], pin }) => {
      const number = msisdn as Msisdn;
      const pinMac = pins.pin(number, pin);
      const customer: NewCustomer = {
        ...{ msisdn: number, givenName, familyName, pinMac },
        ...{ language: 'en', tier: 1 },
      };
      return clients.open(customer, systemClock.now());
    }),
  );
  await Promise.all(
    people.map((person, i) =>
      post(books, openingOf(person), 'funding', house.funding, accounts[i] ?? '', person.opening),
    ),
  );
  await post(books, lastPosted, 'buy_goods', accounts[0] ?? '', till, spentEarlier);
}

/** A payment of the system: reserved and settled like any other, under an id that is always the same. */
async function post(
  books: Ledger,
  label: string,
  type: PaymentRequest['type'],
  payer: AccountId,
  payee: AccountId,
  major: bigint,
): Promise<void> {
  const now = systemClock.now();
  const request: PaymentRequest = {
    id: idOf(label),
    ...{ type, payer, payee, channel: 'system', requestedAt: now },
    amount: shillings(major),
    fee: shillings(0n),
  };
  const { state, refusal } = await books.reserve(request);
  if (state === 'completed') return;
  if (state !== 'reserved')
    throw new Error(`demonstration data: ${label} was refused (${refusal})`);
  await books.settle(request, { state: 'completed' });
}

/** Opens the businesses, and says whether the last of the demonstration's payments was made already. */
async function prepared(owner: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    for (const trader of traders) await openBusiness(client, trader);
    const { rowCount } = await client.query(
      `select from tuma.payments where id = $1 and state = 'completed'`,
      [idOf(lastPosted)],
    );
    return rowCount === 1;
  } finally {
    await client.end();
  }
}

/** In one statement, so that no business is left half open. */
async function openBusiness(client: pg.Client, trader: Trader): Promise<void> {
  const { kind, code, name, msisdn, digits, account } = trader;
  await client.query(
    `with opened as (
       insert into tuma.accounts (id, kind, currency) overriding system value
       select coalesce($1, nextval('tuma.accounts_id_seq')), $2::text::tuma.account_kind, $3
        where not exists (select from tuma.businesses where code = $4)
           on conflict (id) do update set kind = excluded.kind
       returning id
     )
     insert into tuma.businesses (code, kind, account_id, name, msisdn, language, account_digits, account_luhn)
     select $4, $2::text::tuma.business_kind, id, $5, $6, 'en', $7, $7::smallint is not null from opened`,
    [account ?? null, kind, market.currency, code, name, msisdn, digits ?? null],
  );
}

function idOf(label: string): string {
  return paymentId(0, createHash('sha256').update(`demonstration: ${label}`).digest());
}

function shillings(major: bigint): Money {
  return money(major * 100n, market.currency);
}

function crowdName(i: number): [string, string] {
  const given = ['Akinyi', 'Baraka', 'Chebet', 'Daudi', 'Esther', 'Farida', 'Grace', 'Hassan'];
  const family = ['Otieno', 'Kamau', 'Kiptoo', 'Mutua', 'Njeri', 'Omar', 'Wafula', 'Achieng'];
  return [given[i % 8] ?? '', family[Math.floor(i / 8) % 8] ?? ''];
}
