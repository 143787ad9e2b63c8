/** Makes the people, the businesses and the money of the demonstration, once: a second start leaves them as they are. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import type { AccountId } from '../../../core/account.ts';
import { paymentId } from '../../../core/ids.ts';
import { systemAccountsOf } from '../../../core/ledger/system-accounts.ts';
import { markets } from '../../../core/markets/index.ts';
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

const market = markets.KE;

interface DemoPerson {
  readonly msisdn: string;
  readonly name: readonly [given: string, family: string];
  readonly pin: string;
  /** The opening balance, in major units. */
  readonly opening: bigint;
}

/**
 * The payer of the demonstration has paid this much earlier today, in major units. The account opens with it on top of the
 * 25,000.00 that remain.
 */
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

interface DemoBusiness {
  readonly kind: BusinessKind;
  readonly code: string;
  readonly name: string;
  /** The phone that gets the receipts of what the business is paid. */
  readonly msisdn: string;
  /** The number of digits of a biller's account numbers; the last one is a check digit. */
  readonly digits?: number;
  /** The account's id, where another part of the demonstration needs to know it. */
  readonly account?: AccountId;
}

const systemAccounts = systemAccountsOf(market.currency);

/** The account of the till that got the earlier payment. */
const till = '101';

const businesses: readonly DemoBusiness[] = [
  { kind: 'agent', code: '123456', name: 'MAMA NJERI SHOP', msisdn: '254733123456' },
  { kind: 'biller', code: '888880', name: 'KPLC PREPAID', msisdn: '254733888880', digits: 11 },
  {
    ...{ kind: 'till', code: '500100', name: 'KARIBU SUPERMARKET', msisdn: '254733500100' },
    account: till,
  },
];

const openingOf = ({ msisdn }: DemoPerson) => `opening ${msisdn}`;
const lastPosted = 'earlier payment';

/** Opens the accounts and pays in their opening balances. `owner` is the database owner's connection string. */
export async function addDemoData(sql: Sql, owner: string, source: KeySource): Promise<void> {
  if (await openBusinesses(owner)) return;
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
      post(
        books,
        openingOf(person),
        'funding',
        systemAccounts.funding,
        accounts[i] ?? '',
        person.opening,
      ),
    ),
  );
  await post(books, lastPosted, 'buy_goods', accounts[0] ?? '', till, spentEarlier);
}

/** Makes a payment of the system, reserved and settled like any other. Its id is always the same, so it is made once. */
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

/** Opens the businesses. Gives true where the data are complete: their last payment was made by an earlier start. */
async function openBusinesses(owner: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    for (const business of businesses) await openBusiness(client, business);
    const { rowCount } = await client.query(
      `select from tuma.payments where id = $1 and state = 'completed'`,
      [idOf(lastPosted)],
    );
    return rowCount === 1;
  } finally {
    await client.end();
  }
}

/** One statement opens the account and the business, so that neither is left without the other. */
async function openBusiness(client: pg.Client, business: DemoBusiness): Promise<void> {
  const { kind, code, name, msisdn, digits, account } = business;
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
