/** Pays in the opening balances of the demonstration, as a person at an operator would: each by its reference at the bank, once. */
import pg from 'pg';
import type { AccountId } from '../../../core/account.ts';
import type { Market } from '../../../core/markets/market.ts';
import type { Money } from '../../../core/money.ts';
import { funding } from '../../../db/operator/funding.ts';

interface Opening {
  readonly account: AccountId;
  readonly msisdn: string;
  readonly amount: Money;
}

/** `owner` is the database owner's connection string, because the Worker's role issues no money. Nobody gets an SMS. */
export async function fundOpenings(
  owner: string,
  market: Market,
  openings: readonly Opening[],
  now: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  const { fund } = funding(
    async (text, params) => (await client.query(text, [...params])).rows,
    market,
  );
  try {
    for (const { account, msisdn, amount } of openings) {
      const { refusal } = await fund(
        { account, amount, bank: 'DEMO', reference: `OPENING ${account}`, channel: 'system' },
        { by: 'demonstration', reason: 'opening balance' },
        now,
      );
      if (refusal) throw new Error(`demonstration data: ${msisdn} was not funded (${refusal})`);
    }
  } finally {
    await client.end();
  }
}
