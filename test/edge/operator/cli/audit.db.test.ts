/** `npm run audit` lists what it checked and what the books hold, can be filed, and ends with its violations. */
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pseudonyms } from '../../../../edge/crypto.ts';
import { Books } from '../../../support/books/books.ts';
import { auditProcess } from '../../../support/books/desk.ts';
import { ksh } from '../../../support/books/payments.ts';
import { freshDatabase } from '../../../support/books/postgres.ts';
import { Trail } from '../../../support/books/trail.ts';
import { temporaryFolder } from '../../../support/folder.ts';

let books: Books;
let folder: string;
beforeAll(async () => {
  books = await Books.open(undefined, await freshDatabase({ market: 'KE' }));
  folder = await temporaryFolder();
  await books.clock.advance(Date.now() - books.clock.now());
  const payer = await books.account({ balance: 1_000_00n });
  const payee = await books.account();
  await books.pay({ payer, payee, amount: ksh(500_00n), fee: ksh(3_00n) });
  await books.sign();
});
afterAll(async () => {
  await books.close();
  await rm(folder, { recursive: true, force: true });
});

/** The views of the database, and the two checks that the code makes by itself. */
const invariants = async () =>
  (await books.rows(`select count(*) + 2 n from pg_views where viewname ~ '^audit_\\d\\d_'`))[0]?.n;

test('lists every check, and counts and sums of each currency that was used', async () => {
  const { code, out } = await auditProcess(books, []);
  const count = await invariants();
  expect(out).toMatch(new RegExp(`^the books at \\S+: ${count} checks\n`));
  expect(out.match(/^\d+ .* 0$/gm)).toHaveLength(Number(count));
  expect(out).toMatch(/\n5 available is not negative +0\n/);
  expect(out).toMatch(
    /\nKES +2 +2 +2 +0 +5 +1500\.00 +3\.00 +0\.00 +997\.00 +0\.00 +-997\.00 +0\.00\n/,
  );
  expect(out).not.toMatch(/\nUGX/);
  expect(out).toMatch(/\n\n0 violations\n$/);
  expect(code).toBe(0);
});

test('is filed as JSON, in major units, and does not write over what was filed', async () => {
  const file = join(folder, 'audit.json');
  expect((await auditProcess(books, ['--report', file])).code).toBe(0);
  const report = JSON.parse(await readFile(file, 'utf8'));
  expect(Date.parse(report.at)).toBeGreaterThan(0);
  expect(report.checks).toHaveLength(Number(await invariants()));
  expect(report.checks[0]).toEqual({ invariant: '1 entries sum to zero', violations: 0 });
  expect(report.books).toEqual([
    {
      ...{ currency: 'KES', accounts: 2, entries: 5, payments: 2, completed: 2, open: 0 },
      ...{ amount: '1500.00', fees: '3.00', held: '0.00', sum: '0.00' },
      ...{ customers: '997.00', businesses: '0.00', operator: '-997.00' },
    },
  ]);
  expect(report.violations).toEqual([]);

  const again = await auditProcess(books, ['--report', file]);
  expect(again).toMatchObject({ code: 2, errors: expect.stringContaining('EEXIST') });
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(report);
});

test('has a row for each violation, and ends with their number', async () => {
  await books.rows(`set session_replication_role = replica;
    update tuma.accounts set balance = balance + 1 where id = 1001;
    reset session_replication_role`);
  const { code, out } = await auditProcess(books, []);
  expect(code).toBe(1);
  const rows = out.split('\n\n').at(-1)?.trimEnd().split('\n') ?? [];
  expect(rows.at(-1)).toBe(`${rows.length - 1} violations`);
  expect(rows).toContainEqual(
    expect.stringMatching(/^3 balances are the sum of entries {2}account 1001 {2}\d+ against \d+$/),
  );
  expect(out).toMatch(/\n3 balances are the sum of entries +1\n/);
});

test('compares the audit trail with the books where a Worker has it, and says how far it goes', async () => {
  const trail = new Trail(books.sql);
  const [row] = await books.rows('select max(number) n from tuma.payments');
  await trail.covers(books.clock.now(), Number(row?.n));
  const key = 'a key of the audit trail, for tests';
  const path = `/audit-trail/${pseudonyms({ TOKEN_KEY: key }).auditTrail()}`;
  const server = createServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    const page = trail.page(Number(searchParams.get('after')), 1);
    response.statusCode = pathname === path ? 200 : 404;
    response.end(JSON.stringify(page));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const worker = { TUMA_URL: `http://127.0.0.1:${port}`, TOKEN_KEY: key };
  try {
    const { out } = await auditProcess(books, [], worker);
    expect(out).toMatch(/\n32 what is posted stays as it was +0\n/);
    expect(out).toMatch(/\nthe audit trail: \d+ pieces, up to payment number 2 and act \d+; what/);
    await books.rows(`set session_replication_role = replica;
      update tuma.payments set device = 'another' where number = 2;
      reset session_replication_role`);
    const found = await auditProcess(books, [], worker);
    expect(found.out).toMatch(/\n32 what .* as it was {2}payment number 2 {2}has changed since /);
    expect(found.code).toBe(1);
    const refused = await auditProcess(books, [], { ...worker, TOKEN_KEY: 'another key' });
    expect(refused).toMatchObject({ code: 2, errors: expect.stringContaining('no audit trail') });
  } finally {
    server.close();
  }
  const without = await auditProcess(books, []);
  expect(without.out).toContain('the audit trail was not compared: no Worker answers');
});

test('refuses what it does not know, and says that there is no database', async () => {
  expect((await auditProcess(books, ['--all'])).code).toBe(2);
  const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/x' };
  const said = await auditProcess(books, [], nowhere);
  expect(said).toMatchObject({ code: 2, errors: expect.stringContaining('did not answer') });
});
