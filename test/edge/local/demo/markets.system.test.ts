/**
 * The demonstration in other markets than Kenya's, which demo.system.test.ts makes as a newcomer does: here on the run's
 * PostgreSQL and bundle, one market after the other. One of each kind is started: with and without decimals, with and without
 * duty, in each language. data.db.test.ts has the transfer of every market, without a phone.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { createChecks } from '../../../../edge/local/demo/checks.ts';
import { demonstrate } from '../../../../edge/local/demo/demonstrate.ts';
import { decimal, transferIn } from '../../../../edge/local/demo/transfer.ts';
import { startSystem } from '../../../../edge/local/system.ts';
import { freshDatabase } from '../../../support/books/postgres.ts';
import { temporaryFolder } from '../../../support/folder.ts';
import { secretsOf, serverOf } from '../../../support/system/demonstration.ts';

/** What is sent, what it costs, and the balances after it, in major units. */
const transfers = [
  ['TZ', '100000.00', '1200.00', '398800.00', '270000.00'],
  ['UG', '100000', '1000', '399000', '270000'],
  ['RW', '25000', '250', '99750', '67500'],
  ['ZM', '1000.00', '3.36', '3996.64', '2700.00'],
  ['ZW', '30.00', '0.90', '119.10', '81.00'],
  ['ZA', '750.00', '5.00', '2995.00', '2025.00'],
  ['NG', '5000.00', '10.00', '19990.00', '13500.00'],
  ['GH', '400.00', '7.50', '1592.50', '1080.00'],
  ['SN', '25000', '500', '99500', '67500'],
  ['CM', '25000', '250', '99750', '67500'],
  ['EG', '1000.00', '2.50', '3997.50', '2700.00'],
] as const;

const started: readonly string[] = ['TZ', 'UG', 'ZW', 'SN', 'EG'];

const folders: string[] = [];

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

test.each(transfers)('in %s %s cost %s, and leave %s and %s', (code, ...figures) => {
  const transfer = transferIn(code);
  const { amount, fee, payerBalance, payeeBalance } = transfer;
  const shown = [amount, fee, payerBalance, payeeBalance];
  expect(shown.map(({ minor }) => decimal(transfer, minor))).toEqual(figures);
});

const startedThere = transfers.map(([code]) => code).filter((code) => started.includes(code));

test.each(startedThere)('in %s all of it is right', async (code) => {
  const transfer = transferIn(code);
  const dataDir = await temporaryFolder();
  folders.push(dataDir);
  await writeFile(join(dataDir, 'secrets.json'), JSON.stringify(secretsOf()));
  const database = await freshDatabase({ market: code });
  const system = await startSystem({
    ...{ dataDir, port: 0, market: code, crowd: 0, bundled: inject('system').bundled },
    ...{ postgres: serverOf(database), onStep: () => {}, log: () => {} },
  });
  try {
    const checks = createChecks();
    await demonstrate(system, { transfer, checks });
    expect(checks.failures).toEqual([]);
  } finally {
    await system.close();
    await database.drop();
  }
});
