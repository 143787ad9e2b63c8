/** The committed pictures of the database are the database. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateDrizzleJson } from 'drizzle-kit/api';
import { expect, test } from 'vitest';
import * as airtime from '../../../db/schema/airtime.ts';
import * as care from '../../../db/schema/care.ts';
import * as rules from '../../../db/schema/rules.ts';
import { snapshot } from '../../../db/schema/snapshot.ts';
import * as tables from '../../../db/schema/tables.ts';
import * as types from '../../../db/schema/types.ts';
import { freshDatabase } from '../../support/books/postgres.ts';

const folder = join(import.meta.dirname, '../../../db');

test('db/schema/schema.sql shows what migrations, functions and grants make (npm run db:schema)', async () => {
  const database = await freshDatabase();
  try {
    const committed = await readFile(join(folder, 'schema/schema.sql'), 'utf8');
    expect(await snapshot(database.ownerUrl)).toBe(committed);
  } finally {
    await database.drop();
  }
});

test('the migrations hold all of db/schema*.ts (npm run db:generate)', async () => {
  const meta = join(folder, 'migrations/meta');
  const latest = (await readdir(meta))
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1);
  const migrated = JSON.parse(await readFile(join(meta, latest ?? ''), 'utf8'));
  const {
    schemas,
    tables: all,
    enums,
    sequences,
  } = generateDrizzleJson({
    ...types,
    ...tables,
    ...airtime,
    ...care,
    ...rules,
  });
  expect({ schemas, tables: all, enums, sequences }).toEqual({
    schemas: migrated.schemas,
    tables: migrated.tables,
    enums: migrated.enums,
    sequences: migrated.sequences,
  });
});
