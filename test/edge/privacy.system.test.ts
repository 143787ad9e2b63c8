/**
 * Where a PIN, a number or the database's address may not be. A subscriber with a PIN and a number that are easy to
 * look for goes through all there is; then everything that was written, asked or logged is read.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNeonEndpoint } from '../../db/local/neon.ts';
import { toAccount } from '../support/phone/menus.ts';
import { type Recorder, recordTo } from '../support/system/recorder.ts';
import { crowd, jane, local, Town } from '../support/system/town.ts';

const canary = crowd(1);
const newPin = '5827';
/** Four digits that stand alone, and not inside a longer number or a hexadecimal text. */
const pin = new RegExp(`(?<![0-9A-Za-z_-])(${canary.pin}|${newPin})(?![0-9A-Za-z_-])`);
const number = /(254|0)722000001/;
/** Begins a registration, and hangs up. */
const newcomer = { msisdn: '254733000177' };

const here = new Town();
const stop: (() => Promise<unknown>)[] = [];
let asked: Recorder;

beforeAll(async () => {
  const neon = await startNeonEndpoint();
  stop.push(() => neon.close());
  asked = await recordTo(() => neon.url);
  stop.push(() => asked.close());
  await here.start({ settings: { NEON_ENDPOINT: asked.url } });
  stop.push(() => here.stop());
  await everyDialogue();
});

afterAll(async () => {
  for (const step of stop.reverse()) await step();
});

async function everyDialogue() {
  const phone = here.phone(canary);
  await phone.goes('1', local(jane.msisdn), '100', '0000');
  await phone.types(canary.pin);
  const paid = phone.after('');
  expect(phone.screen).toMatch(/ Confirmed\. /);
  await phone.goes(toAccount, '1', canary.pin);
  expect(phone.screen).toMatch(/^END Your balance/);
  await phone.goes(toAccount, '2', canary.pin);
  expect(phone.screen).toMatch(/^END Mini statement/);
  await phone.goes(toAccount, '5', canary.pin);
  expect(phone.screen).toMatch(/^END Tier 1/);
  for (const [old, chosen] of [
    [canary.pin, newPin],
    [newPin, canary.pin],
  ] as const) {
    await phone.goes(toAccount, '3', old, chosen, chosen);
    expect(phone.screen).toBe('END Your PIN is changed.');
  }

  // The PIN where it is not asked for, too early, too late, for somebody else, and to a database that is away.
  await phone.goes('1', canary.pin);
  // As an amount it is shown for consent.
  expect(await phone.goes('1', local(jane.msisdn), canary.pin)).toMatch(/^CON Send Ksh7,391\.00 /);
  await here.phone(newcomer).goes('1', 'Zipporah Achieng', 'ab987654', '17051991');
  await phone.dial(`1*${local(jane.msisdn)}*100*${canary.pin}`);
  await phone.types(canary.pin);
  expect(phone.screen).toMatch(/ Confirmed\. /);
  await phone.turn(`${paid}*${canary.pin}`);
  await here.phone(jane).goes('1', local(canary.msisdn), '100', jane.pin);
  await phone.goes('1', local(jane.msisdn), '100');
  asked.fails(/verify_pin/);
  expect(await phone.types(canary.pin)).toMatch(/^END Sorry/);
  await phone.goes('1', local(jane.msisdn), '100');
  asked.fails(/reserve|settle|void_payment/);
  expect(await phone.types(canary.pin)).toMatch(/^END /);
  asked.works();
  await fetch(`${here.url}/ussd/africastalking/demo/events`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ sessionId: phone.sessionId, phoneNumber: `+${canary.msisdn}`, status: 'Success' },
      ...{ input: phone.transcript, lastAppResponse: phone.screen },
    }),
  });
  await here.messages(canary, 3);
  await here.system.worker.sweep();
}

test('no log line holds a PIN, a number or the database’s address', () => {
  const logged = here.logs.join('\n');
  expect(logged).toMatch(/verify_pin_failed/);
  expect(logged).not.toMatch(pin);
  expect(logged).not.toMatch(number);
  expect(logged).not.toMatch(/postgres(ql)?:|tuma_app|127\.0\.0\.1/);
});

test('no row of any table holds a PIN, and only the customers’ numbers are numbers', async () => {
  const columns = await here.rows<{ table_name: string; column_name: string }>(
    `select table_name, column_name
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'tuma' and table_type = 'BASE TABLE' and data_type not like 'timestamp%'`,
  );
  const tables = new Set(columns.map((column) => column.table_name));
  expect(tables.size).toBeGreaterThan(5);
  const found: string[] = [];
  for (const { table_name: table, column_name: column } of columns) {
    const rows = await here.rows<{ value: string }>(
      `select distinct "${column}"::text value from tuma.${table} where "${column}" is not null`,
    );
    for (const { value } of rows) {
      if (pin.test(value)) found.push(`${table}.${column} has the PIN`);
      if (number.test(value)) found.push(`${table}.${column} has the number`);
    }
  }
  // A notice waits for its number; a customer is found by it, and the audit proves how each number came.
  expect(found.toSorted()).toEqual([
    'customer_changes.msisdn has the number',
    'customers.msisdn has the number',
    'notices.msisdn has the number',
  ]);
});

test('the database is never told a PIN, and a number only where it is looked up, or proves whose account is read', () => {
  expect(asked.bodies.length).toBeGreaterThan(20);
  expect(asked.bodies.filter((body) => pin.test(body))).toEqual([]);
  const told = asked.bodies.filter((body) => number.test(body));
  const functions = told.map((body) => /tuma\.(\w+)/.exec(body)?.[1]);
  expect(new Set(functions)).toEqual(
    new Set(['find_customer', 'read_balance', 'read_quote', 'read_recipients', 'read_statement']),
  );
});

test('what the objects and queues wrote to disk says nothing of what was typed or shown', async () => {
  const folder = join(here.dataDir, 'objects');
  await here.system.worker.sweep();
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(4);
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    // SQLite removes a log of its own when an object is shut down.
    const text = await readFile(path, 'latin1').catch((error) => {
      if (error.code !== 'ENOENT' || !/-(shm|wal)$/.test(path)) throw error;
      return '';
    });
    expect(path.slice(folder.length)).not.toMatch(number);
    expect(path.slice(folder.length)).not.toMatch(pin);
    expect(pin.exec(text)?.[0], path).toBeUndefined();
    expect(text, path).not.toMatch(/postgres(ql)?:\/\//);
    expect(text, path).not.toMatch(number);
    expect(text, path).not.toMatch(/7,391|Zipporah|AB987654|ab987654|1991-05-17|Confirmed|WANJIKU/);
  }
});
