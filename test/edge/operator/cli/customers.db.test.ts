/** The desk changes a customer's name, tier and number; each is an act that is done once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paymentNumber } from '../../../../core/ids.ts';
import { kenya } from '../../../../core/markets/ke.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import { pinCodes } from '../../../../db/customers/pin-codes.ts';
import { receipts } from '../../../../db/delivery/receipts.ts';
import { pseudonyms } from '../../../../edge/crypto.ts';
import { Books, house } from '../../../support/books/books.ts';
import { deskKey, deskOf } from '../../../support/books/desk.ts';
import { ksh, newId } from '../../../support/books/payments.ts';

let books: Books;
const desk = deskOf(() => books);
const keys = pseudonyms({ TOKEN_KEY: deskKey });
let people = 0;
beforeAll(async () => {
  books = await Books.open();
  await books.clock.advance(Date.now() - books.clock.now());
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const now = () => books.clock.now();
const by = ['--by', 'ann', '--reason', 'she came with her card'];
const number = () => {
  people += 1;
  return `2547110${String(people).padStart(5, '0')}` as Msisdn;
};

/** Registers Jane with her card and a PIN. */
async function jane() {
  const msisdn = number();
  const idNumber = String(20_000_000 + people);
  const onFile = { idNumber, idType: 'national_id', idCountry: 'KE', birthDate: '1990-12-31' };
  const account = await books.customers.open(
    {
      ...{ msisdn, givenName: 'Jane', familyName: 'Wanjiku', language: 'en', tier: 1 },
      ...{ pinMac: 'c0de', sealed: keys.seal(msisdn, onFile) },
      identity: keys.identity('KE', idNumber),
    },
    now(),
  );
  return { msisdn, account, onFile };
}

async function onFileOf(account: string, holder: string) {
  const [row] = await books.rows(
    `select encode(sealed, 'hex') sealed from tuma.customers where account_id = $1`,
    [account],
  );
  return keys.unseal(holder as Msisdn, String(row?.sealed));
}

const tierOf = async (account: string) =>
  (await books.customers.balance(await books.owner(account), now()))?.tier;

test('writes a name as the document has it, once', async () => {
  const { msisdn } = await jane();
  const typed = ['rename', msisdn, '--given', 'Jane Akinyi', '--family', 'Kamau', ...by];
  const id = ['--id', newId(now())];
  expect((await desk([...typed, ...id])).out).toBe(
    `${msisdn} is Jane Akinyi Kamau, who was Jane Wanjiku\n`,
  );
  expect((await desk([...typed, ...id])).out).toBe(`${msisdn} is Jane Akinyi Kamau\n`);
  expect(
    (await desk(['acts', msisdn])).out.match(/ rename +ann .*she .*; to Jane Akinyi Kamau/g),
  ).toHaveLength(1);
  expect((await desk(typed)).errors).toContain('has the name Jane Akinyi Kamau');
  expect((await desk([...typed, '--family', 'Otieno', ...id])).errors).toContain('another act');
  expect((await desk([...typed, '--family', '1'])).code).toBe(2);
});

test('gives a higher tier on a document that was seen, and files the document', async () => {
  const { msisdn, account, onFile } = await jane();
  const typed = ['upgrade', msisdn, '--tier', '2', '--document', 'ak 123-4567', ...by];
  const id = ['--id', newId(now())];
  const first = await desk([...typed, ...id]);
  expect(first.out).toMatch(
    new RegExp(`^${msisdn} Jane Wanjiku has tier 2, \\w+, on a passport\n`),
  );
  expect(await desk([...typed, ...id])).toEqual(first);
  expect(await tierOf(account)).toBe(2);
  expect(await onFileOf(account, msisdn)).toEqual({ ...onFile, 'passport KE': 'AK1234567' });
  expect((await desk(typed)).errors).toContain('has tier 2, which is not below 2');
  expect(
    (await desk(['acts', msisdn])).out.match(/ upgrade +ann .*on a passport of KE/g),
  ).toHaveLength(1);

  const [, , , , , ...rest] = typed;
  expect(rest.length).toBeGreaterThan(0);
  for (const [tier, document] of [
    ['9', 'AK1234567'],
    ['2', 'A'],
  ] as const) {
    const wrong = ['upgrade', msisdn, '--tier', tier, '--document', document, ...by];
    expect((await desk(wrong)).code).toBe(2);
  }
});

test('does not read or write what is on file without its key', async () => {
  const { msisdn, account } = await jane();
  const typed = ['upgrade', msisdn, '--tier', '2', '--document', 'AK1234567', ...by];
  expect(await desk(typed, { TOKEN_KEY: '' })).toMatchObject({
    ...{ code: 1, errors: expect.stringContaining('set TOKEN_KEY') },
  });
  expect(await desk(typed, { TOKEN_KEY: 'a key that some other system has had' })).toMatchObject({
    ...{ code: 1, errors: expect.stringContaining('not readable with this TOKEN_KEY') },
  });
  expect(await tierOf(account)).toBe(1);
});

test('moves a wallet to a new number, with its money, its history and what is on file', async () => {
  const { msisdn, account, onFile } = await jane();
  const [payer, next] = [await books.account({ balance: 1_000_00n }), number()];
  const paid = await books.pay({ payer, payee: account, amount: ksh(500_00n) });
  const waiting = await books.pay({
    ...{ type: 'p2p_unregistered', payer, payee: house.unclaimed },
    ...{ amount: ksh(100_00n), accountReference: next },
  });
  const id = ['--id', newId(now())];
  const typed = ['change-number', msisdn, next, ...by];
  const first = await desk([...typed, ...id]);
  expect(first.out).toMatch(new RegExp(`^${next} Jane Wanjiku has the wallet of ${msisdn}\n`));
  expect(await desk([...typed, ...id])).toEqual(first);

  // The old number is nobody's; at the new one no PIN is right yet.
  expect(await books.customers.find(msisdn)).toBeUndefined();
  expect((await books.customers.find(next))?.account).toBe(account);
  const tried = await books.customers.verifyPin(account, 'c0de', randomUUID());
  expect(tried.right).toBe(false);
  expect(await onFileOf(account, next)).toEqual(onFile);
  await expect(onFileOf(account, msisdn)).rejects.toThrow();

  await books.clock.advance(1_000 + Date.now() - now());
  // What was not told yet goes to the new number. What waited for it comes once it is proved who has it.
  const told = await receipts(books.sql, kenya).claim([paid.id], randomUUID(), now());
  expect(told.find(({ party }) => party === 'payee')?.to).toBe(next);
  const comes = () => books.operations.resolveUnclaimed(9, now());
  expect(await comes()).toEqual([]);
  const codes = pinCodes(books.sql);
  const [code, attempt] = [{ mac: 'abc0de', notice: randomUUID() }, randomUUID()];
  expect(await codes.send(account, code, now())).toBe('sent');
  expect(await codes.verify(account, code.mac, attempt, now())).toMatchObject({ verdict: 'right' });
  const chosen = { pinMac: 'e110', proof: attempt, notice: randomUUID() };
  expect(await codes.choosePin(account, chosen, now())).toBe('chosen');
  expect(await comes()).toHaveLength(1);
  expect(await books.figures(account)).toMatch(/^60000\/0\//);
  expect(waiting.id).toBeDefined();
  const [row] = await books.rows('select sim_changed_at at from tuma.accounts where id = $1', [
    account,
  ]);
  expect(new Date(String(row?.at)).getTime()).toBeGreaterThan(now() - 60_000);
  expect(
    (await desk(['acts', next])).out.match(new RegExp(` change_number .*she .*; to ${next}`, 'g')),
  ).toHaveLength(1);
});

test('gives a wallet no number that another one has, or that is of another currency', async () => {
  const [one, other] = [await jane(), await jane()];
  expect(await desk(['change-number', one.msisdn, other.msisdn, ...by])).toMatchObject({
    code: 1,
    errors: expect.stringContaining(`${other.msisdn} is the number of another wallet; where its `),
  });
  expect((await desk(['change-number', one.msisdn, one.msisdn, ...by])).errors).toContain(
    `${one.msisdn} has ${one.msisdn}`,
  );
  const abroad = await desk(['change-number', one.msisdn, '+256772000123', ...by]);
  expect(abroad.errors).toContain('of a market with another currency');
  expect((await desk(['change-number', one.msisdn, '12', ...by])).code).toBe(2);
  expect((await desk(['change-number', '123456', one.msisdn, ...by])).code).toBe(1);
});

test('a recycled number is released: its new holder starts anew, and the former one gets the money', async () => {
  const { msisdn, account, onFile } = await jane();
  const payer = await books.account({ balance: 1_000_00n });
  const paid = await books.pay({ payer, payee: account, amount: ksh(500_00n) });
  await receipts(books.sql, kenya).claim([paid.id], randomUUID(), now());
  const id = ['--id', newId(now())];
  const typed = ['release-number', msisdn, ...by];
  const first = await desk([...typed, ...id]);
  expect(first.out).toMatch(
    new RegExp(`^${msisdn} is free .* Jane Wanjiku keeps the wallet W${account}\n`),
  );
  expect(await desk([...typed, ...id])).toEqual(first);

  // Whoever dials the number now is nobody yet, and registers with a wallet of their own.
  expect(await books.customers.find(msisdn)).toBeUndefined();
  const stranger = { msisdn, givenName: 'Otieno', familyName: 'Omar', language: 'en' } as const;
  const others = await books.customers.open({ ...stranger, tier: 1, pinMac: 'beef' }, now());
  expect(others).not.toBe(account);
  expect((await desk(['balance', msisdn])).out).toMatch(/Otieno Omar.*\nbalance +0\.00 KES/);
  expect((await desk(['balance', `w${account}`])).out).toMatch(
    new RegExp(`W${account} Jane Wanjiku.*\nbalance +500\\.00 KES`),
  );

  // Nobody is told of what happens to the wallet: not the stranger, and its receipts do not wait.
  const done = await desk(['adjust', `W${account}`, '--amount', '1.00', ...by]);
  const [, called = ''] = / by (\w{10})\n/.exec(done.out) ?? [];
  const [row] = await books.rows('select id from tuma.payments where number = $1', [
    String(paymentNumber(called)),
  ]);
  const [told] = await receipts(books.sql, kenya).claim([String(row?.id)], randomUUID(), now());
  expect(told).toMatchObject({ party: 'payee', to: undefined });

  const next = number();
  expect((await desk(['change-number', `W${account}`, next, ...by])).out).toContain(
    `${next} Jane `,
  );
  expect(await onFileOf(account, next)).toEqual(onFile);
  expect((await books.customers.find(next))?.account).toBe(account);
});

test('does not change the number of a wallet that is closed, or that money is about to reach', async () => {
  const { msisdn, account } = await jane();
  await books.rows(
    `insert into tuma.unclaimed (payment_id, msisdn, due_at) values ($1, $2, now())`,
    [newId(now()), msisdn],
  );
  const typed = ['change-number', msisdn, number(), ...by];
  expect((await desk(typed)).errors).toContain('money is about to arrive');
  await books.rows('delete from tuma.unclaimed where msisdn = $1', [msisdn]);
  await desk(['close-account', msisdn, ...by]);
  expect((await desk(typed)).errors).toContain('the wallet is closed');
  expect((await books.customers.find(msisdn))?.account).toBe(account);
});
