/** The demonstration's people, money and prices in every market: its transfer, made in the books without a phone. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { markets } from '../../../../core/markets/index.ts';
import type { Market } from '../../../../core/markets/market.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import { exciseIn } from '../../../../core/revenue/tariff.ts';
import { customers } from '../../../../db/customers/customers.ts';
import { connect, type Sql } from '../../../../db/driver/sql.ts';
import { ledger } from '../../../../db/ledger/ledger.ts';
import { maintenance } from '../../../../db/ledger/maintenance.ts';
import { systemClock } from '../../../../edge/clock.ts';
import { addDemoData } from '../../../../edge/local/demo/data.ts';
import { codes, crowdPerson, type MarketCode } from '../../../../edge/local/demo/people.ts';
import { demoMarkets } from '../../../../edge/local/demo/people-of-markets.ts';
import { transferIn } from '../../../../edge/local/demo/transfer.ts';
import { completed, newId } from '../../../support/books/payments.ts';
import { type FreshDatabase, freshDatabase } from '../../../support/books/postgres.ts';

const keys = { TOKEN_KEY: 't'.repeat(32), PIN_KEY: 'p'.repeat(32) };

describe.each(Object.keys(markets) as MarketCode[])('in %s', (code) => {
  const transfer = transferIn(code);
  const market: Market = markets[code];
  let database: FreshDatabase;
  let sql: Sql;

  beforeAll(async () => {
    database = await freshDatabase({ market: code });
    sql = connect({ url: database.appUrl, endpoint: inject('postgres').neonUrl, tryFor: 30_000 });
    // The second time changes nothing.
    for (const _ of [1, 2]) {
      await addDemoData(sql, database.ownerUrl, keys, { market: code, crowd: 2 });
    }
  });
  afterAll(() => database.drop());

  const find = async (msisdn: string) => {
    const customer = await customers(sql, market).find(msisdn as Msisdn);
    if (!customer) throw new Error(`${msisdn} is not registered`);
    const owner = { account: customer.account, msisdn: msisdn as Msisdn };
    const balance = await customers(sql, market).balance(owner, systemClock.now());
    return { account: customer.account, ...balance };
  };

  test('everybody is there, and the transfer leaves the balances that the demonstration expects', async () => {
    const [payer, payee] = [await find(transfer.payer.msisdn), await find(transfer.payee.msisdn)];
    expect((await find(crowdPerson(demoMarkets[code], 1).msisdn)).balance?.minor).toBeGreaterThan(
      0n,
    );
    for (const [kind, business] of Object.entries(codes)) {
      const found = await customers(sql, market).findBusiness(business);
      expect(found, business).toMatchObject({ kind });
    }

    const now = systemClock.now();
    const request = {
      ...({ id: newId(now), type: 'p2p', channel: 'ussd', payer: payer.account } as const),
      ...{ payee: payee.account, amount: transfer.amount, fee: transfer.fee, requestedAt: now },
      excise: exciseIn(transfer.fee, market),
    };
    const books = ledger(sql, market, systemClock, 0);
    expect(await books.reserve(request)).toMatchObject({ state: 'reserved' });
    expect(await books.settle(request, completed)).toMatchObject({ state: 'completed' });
    expect((await find(transfer.payer.msisdn)).balance).toEqual(transfer.payerBalance);
    expect((await find(transfer.payee.msisdn)).balance).toEqual(transfer.payeeBalance);
    expect((await find(transfer.payer.msisdn)).dailyUsed).toEqual(transfer.sentToday);
    expect(await maintenance(sql).audit(systemClock.now())).toEqual([]);
  });
});
