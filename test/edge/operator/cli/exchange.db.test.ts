/** The desk opens wallets of another market and exchanges money for them; both sides get their receipts. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AccountId } from '../../../../core/account.ts';
import { paymentNumber, reference } from '../../../../core/ids.ts';
import { markets } from '../../../../core/markets/index.ts';
import { kenya } from '../../../../core/markets/ke.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import { receiptText } from '../../../../core/receipts/receipt.ts';
import { customers } from '../../../../db/customers/customers.ts';
import { statements } from '../../../../db/customers/statements.ts';
import { receipts } from '../../../../db/delivery/receipts.ts';
import { NoDatabase } from '../../../../db/local/owner.ts';
import { exchangeCommands } from '../../../../edge/operator/cli/exchange.ts';
import { type Desk, openDesk } from '../../../../edge/operator/desk.ts';
import { Books } from '../../../support/books/books.ts';
import { deskOf } from '../../../support/books/desk.ts';
import { newId } from '../../../support/books/payments.ts';

let books: Books;
const desk = deskOf(() => books);
let john: AccountId;
let johns: string;
let people = 0;
beforeAll(async () => {
  books = await Books.open();
  john = await books.account({ balance: 25_000_00n });
  const [row] = await books.rows('select msisdn from tuma.customers where account_id = $1', [john]);
  johns = String(row?.msisdn);
  await books.clock.advance(Date.now() - books.clock.now());
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const open = (number: string) => {
  const name = ['--given', 'Amina', '--family', 'Nakato'];
  return desk(['open', number, ...name, '--by', 'ann', '--reason', 'her passport was seen']);
};

/** Opens the wallet of a new customer in Uganda, and gives its number. */
async function amina(): Promise<string> {
  people += 1;
  const msisdn = `25677200000${people}` as Msisdn;
  const name = { givenName: 'Amina', familyName: 'Nakato', language: 'en' } as const;
  const person = { msisdn, ...name, tier: 1, pinMac: 'c0de' };
  await customers(books.house, markets.UG).open(person, books.clock.now());
  return msisdn;
}

const exchange = (to: string, amount: string, ...more: string[]) =>
  desk(['exchange', johns, to, '--amount', amount, '--rate', '28.55', ...more]);

/** The references of both sides. */
function made(out: string): [paid: string, received: string] {
  const [, paid = '', received = ''] =
    /paid .* by (\w{10}), and .*\n.* received .* by (\w{10})\n/.exec(out) ?? [];
  return [paid, received];
}

test('opens a wallet in the currency of its number, which no PIN opens', async () => {
  const number = '256772999999';
  expect(await open(`+${number}`)).toMatchObject({
    ...{ code: 0, out: `${number} Amina Nakato has a wallet in UGX\n` },
  });
  expect(await open(number)).toMatchObject({
    ...{ code: 1, errors: `npm run desk: ${number} has a wallet\n` },
  });
  expect((await desk(['balance', number])).out).toMatch(/balance +0 UGX\n/);
  expect((await desk(['acts', number])).out).toMatch(/open +ann .*her passport was seen\n$/);
  const [row] = await books.rows('select account_id from tuma.customers where msisdn = $1', [
    number,
  ]);
  const tried = books.customers.verifyPin(String(row?.account_id), 'c0de', randomUUID());
  expect(await tried).toEqual({ right: false, triesLeft: null });
  expect(await open('0000')).toMatchObject({ code: 2, errors: expect.stringContaining('is no ') });
});

test('says what would come of an exchange, and does nothing', async () => {
  const { out, code } = await exchange(await amina(), '1000.00', '--fee', '15.00');
  expect(code).toBe(0);
  expect(out).toMatch(/^from +\d+ Jane Wanjiku\nto +\d+ Amina Nakato\n/);
  expect(out).toMatch(/pays +1,015\.00 KES, of it fee 15\.00\nrate +1 KES is 28\.55 UGX\n/);
  expect(out).toMatch(/receives +28,550 UGX\n$/);
  expect((await desk(['balance', johns])).out).toMatch(/balance +25,000\.00 KES/);
});

test('exchanges, shows both sides in their currency, and tells both', async () => {
  const to = await amina();
  const { out } = await exchange(to, '1000.00', '--fee', '15.00', '--by', 'ann');
  const [paid, received] = made(out);
  expect(out).toContain(`${johns} paid 1,000.00 KES by ${paid}, and has 23,985.00 KES\n`);
  expect(out).toContain(`${to} received 28,550 UGX by ${received}\n`);

  expect((await desk(['payment', paid])).out).toMatch(
    /exchanged +for 28,550 UGX at 28\.55\n(?:.*\n)*made by +ann: at 28\.55\n/,
  );
  const other = (await desk(['payment', received])).out;
  expect(other).toMatch(/amount +28,550 UGX\nexchanged +for 1,000\.00 KES at 28\.55\n/);
  expect(other).toMatch(new RegExp(`other side +${paid}\n`));
  expect((await desk(['statement', to])).out).toMatch(
    new RegExp(`exchange_in +COMPLETED +${johns} Jane Wanjiku at 28\\.55 +\\+28,550 +28,550\n`),
  );
  expect((await desk(['acts', to])).out).toMatch(/AMOUNT UGX .*\n.*exchange +ann +\+28,550 /);
  const [line] = await statements(books.sql, kenya).last(await books.owner(john), 1);
  expect(line).toMatchObject({ other: { msisdn: to, givenName: 'Amina' } });

  const when = String.raw`on \d+/\d+/\d+ at \d+:\d\d [AP]M`;
  expect(await receiptsOf(paid)).toEqual([
    expect.stringMatching(
      `^${paid} Confirmed. Ksh1,000.00 sent as UGX28,550 to ${to} AMINA N\\. ${when}. ` +
        'Balance Ksh23,985.00. Cost Ksh15.00.$',
    ),
  ]);
  expect(await receiptsOf(received)).toEqual([
    expect.stringMatching(
      `^${received} Confirmed. You have received UGX28,550 for Ksh1,000.00 from ${johns} JANE W\\. ` +
        `${when}. New balance is UGX28,550.$`,
    ),
  ]);
});

test('asked again under its id, it is the same exchange', async () => {
  const to = await amina();
  const id = ['--by', 'ann', '--id', newId(Date.now())];
  const first = await exchange(to, '100.00', ...id);
  const again = await exchange(to, '100.00', ...id);
  expect(again).toEqual(first);
  expect((await desk(['balance', to])).out).toMatch(/balance +2,855 UGX/);
  expect(await exchange(to, '200.00', ...id)).toMatchObject({
    ...{ code: 1, errors: expect.stringContaining('refused: idempotency_conflict, ') },
  });
  expect((await exchange(to, '1.00', '--by', 'ann', '--id', '7')).code).toBe(2);
});

test('where the database does not answer, it says how to ask again', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  const real = await openDesk(books.desk, kenya);
  const lost: Desk['exchange'] = () => Promise.reject(new NoDatabase('the database is gone'));
  const unanswered: Desk = {
    ...real,
    inMarket: (market) => ({ ...real.inMarket(market), exchange: lost }),
  };
  const positionals = [johns, await amina()];
  const options = { amount: '1.00', rate: '28.55', by: 'ann', id: newId(Date.now()) };
  const [command] = exchangeCommands;
  await expect(command?.run(unanswered, { positionals, options })).rejects.toThrow(
    `the database is gone; nobody knows yet whether it was done: type it again with --id ${options.id}`,
  );
  vi.restoreAllMocks();
});

test('what is refused moves nothing, and its payer is told so', async () => {
  const to = await amina();
  const before = (await desk(['balance', johns])).out;
  expect(await exchange(to, '30000.00', '--by', 'ann')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/receives +856,500 UGX\n$/),
    errors: expect.stringContaining('refused: insufficient_funds, '),
  });
  expect((await desk(['balance', johns])).out).toBe(before);
  const [row] = await books.rows(
    `select number from tuma.payments where state = 'rejected' order by number desc limit 1`,
  );
  expect(await receiptsOf(reference(BigInt(String(row?.number))))).toEqual([
    expect.stringMatching(/Failed\. Ksh30,000\.00 was not exchanged on .* Not enough money\.$/),
  ]);
});

test.each<[string, () => Promise<string>, string, string, number]>([
  ['a number of the same market', async () => johns, '28.55', 'currency_mismatch', 1],
  ['so little that nothing comes of it', amina, '0.00000001', 'amount_too_small', 1],
  ['what is no rate', amina, '28,55', 'is no rate', 2],
])('refuses %s', async (_, number, rate, says, code) => {
  const typed = ['exchange', johns, await number(), '--amount', '10.00', '--rate', rate];
  expect(await desk(typed)).toMatchObject({ code, errors: expect.stringContaining(says) });
});

/** The texts of the receipts that Kenya's consumer sends for a payment. */
async function receiptsOf(called: string): Promise<string[]> {
  const number = paymentNumber(called);
  const [row] = await books.rows('select id from tuma.payments where number = $1', [
    String(number),
  ]);
  const claimed = await receipts(books.sql, kenya).claim(
    [String(row?.id)],
    randomUUID(),
    books.clock.now(),
  );
  return claimed.map((receipt) => receiptText(receipt, kenya));
}
