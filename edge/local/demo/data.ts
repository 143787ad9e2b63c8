/** Makes the people, the businesses and the money of the demonstration, once: a second start leaves them as they are. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import type { AccountId } from '../../../core/account.ts';
import { paymentId } from '../../../core/ids.ts';
import type { Language } from '../../../core/language.ts';
import { markets } from '../../../core/markets/index.ts';
import type { Market } from '../../../core/markets/market.ts';
import { type Currency, currencies, type Money, money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { BusinessKind } from '../../../core/parties/business.ts';
import { customers, type NewCustomer } from '../../../db/customers/customers.ts';
import type { Sql } from '../../../db/driver/sql.ts';
import { systemClock } from '../../clock.ts';
import { type KeySource, pinMac as pinMacOf } from '../../crypto.ts';
import { fundOpenings } from './openings.ts';
import {
  codes,
  crowdPerson,
  crowdSize,
  type DemoBusiness,
  type DemoPerson,
  type MarketCode,
  pins,
} from './people.ts';
import { demoMarkets } from './people-of-markets.ts';

interface Opening {
  readonly msisdn: Msisdn;
  readonly name: readonly [given: string, family: string];
  readonly pin: string;
  /** The opening balance, in major units. */
  readonly balance: bigint;
}

/** The account of the till that got the earlier payment: in the books of every market the same. */
const till = '101';

const lastPosted = 'earlier payment';

/** Everybody who has a wallet, the payer of the demonstration first. */
function peopleOf(code: MarketCode, crowd: number): readonly Opening[] {
  const there = demoMarkets[code];
  const { payer, payee, spentEarlier } = there;
  const opening = ({ msisdn, name, balance }: DemoPerson, pin: string): Opening => ({
    msisdn: msisdn as Msisdn,
    ...{ name, pin, balance },
  });
  return [
    opening({ ...payer, balance: payer.balance + spentEarlier }, pins.payer),
    opening(payee, pins.payee),
    ...Array.from({ length: crowd }, (_, i) => opening(crowdPerson(there, i), pins.crowd)),
  ];
}

interface DemoData {
  readonly market?: MarketCode | undefined;
  /** So many of the crowd are there. */
  readonly crowd?: number | undefined;
}

/** Opens the accounts and pays in their opening balances. `owner` is the database owner's connection string. */
export async function addDemoData(
  sql: Sql,
  owner: string,
  source: KeySource,
  { market: code = 'KE', crowd = crowdSize }: DemoData = {},
): Promise<void> {
  const market: Market = markets[code];
  if (await openBusinesses(owner, code)) return;
  const macs = pinMacOf(source);
  const clients = customers(sql, market);
  const people = peopleOf(code, crowd);
  const language = market.languages[0] ?? 'en';

  const accounts = await Promise.all(
    people.map(({ msisdn, name: [givenName, familyName], pin }) => {
      const pinMac = macs.pin(msisdn, pin);
      const customer: NewCustomer = { msisdn, givenName, familyName, pinMac, language, tier: 1 };
      return clients.open(customer, systemClock.now());
    }),
  );
  const inMarket = (major: bigint) => majorUnits(major, market.currency);
  const openings = people.map(({ msisdn, balance }, i) => ({
    ...{ account: accounts[i] ?? '', msisdn, amount: inMarket(balance) },
  }));
  await fundOpenings(owner, market, openings, systemClock.now());
  await spendEarlier(owner, accounts[0] ?? '', inMarket(demoMarkets[code].spentEarlier));
}

/**
 * Makes the payment of before, of which nobody is told: no customer can ask for such a one. Its id is always the same, so it is made
 * once.
 */
async function spendEarlier(owner: string, payer: AccountId, { minor }: Money): Promise<void> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    const { rows } = await client.query<{ done: boolean | null }>(
      `select tuma.post_payment(
         p_id => $1, p_linked => null, p_type => 'buy_goods', p_channel => 'system', p_payer => $2, p_payee => $3,
         p_amount => $4, p_reference => null, p_now => now()) done`,
      [idOf(lastPosted), payer, till, minor.toString()],
    );
    if (!rows[0]?.done) throw new Error(`demonstration data: ${lastPosted} was refused`);
  } finally {
    await client.end();
  }
}

/** Opens the businesses. Gives true where the data are complete: their last payment was made by an earlier start. */
async function openBusinesses(owner: string, code: MarketCode): Promise<boolean> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    for (const business of businessesOf(code)) await openBusiness(client, business);
    const { rowCount } = await client.query(
      `select from tuma.payments where id = $1 and state = 'completed'`,
      [idOf(lastPosted)],
    );
    return rowCount === 1;
  } finally {
    await client.end();
  }
}

interface Business extends DemoBusiness {
  readonly kind: BusinessKind;
  readonly code: string;
  readonly currency: Currency;
  readonly language: Language;
  /** The number of digits of a biller's account numbers; the last one is a check digit. */
  readonly digits?: number;
  /** The account's id, where another part of the demonstration needs to know it. */
  readonly account?: AccountId;
}

function businessesOf(code: MarketCode): readonly Business[] {
  const { agent, biller, till: shop } = demoMarkets[code];
  const { currency, languages }: Market = markets[code];
  const all = { currency, language: languages[0] ?? 'en' };
  return [
    { ...all, ...agent, kind: 'agent', code: codes.agent },
    { ...all, ...biller, kind: 'biller', code: codes.biller, digits: 11 },
    { ...all, ...shop, kind: 'till', code: codes.till, account: till },
  ];
}

/** One statement opens the account and the business, so that neither is left without the other. */
async function openBusiness(client: pg.Client, business: Business): Promise<void> {
  const { kind, code, currency, name, msisdn, language, digits, account } = business;
  await client.query(
    `with opened as (
       insert into tuma.accounts (id, kind, currency) overriding system value
       select coalesce($1, nextval('tuma.accounts_id_seq')), $2::text::tuma.account_kind, $3
        where not exists (select from tuma.businesses where code = $4)
           on conflict (id) do update set kind = excluded.kind
       returning id
     )
     insert into tuma.businesses (code, kind, account_id, name, msisdn, language, account_digits, account_luhn)
     select $4, $2::text::tuma.business_kind, id, $5, $6, $8, $7, $7::smallint is not null from opened`,
    [account ?? null, kind, currency, code, name, msisdn, digits ?? null, language],
  );
}

function idOf(label: string): string {
  return paymentId(0, createHash('sha256').update(`demonstration: ${label}`).digest());
}

function majorUnits(major: bigint, currency: Currency): Money {
  return money(major * 10n ** BigInt(currencies[currency].minorUnit), currency);
}
