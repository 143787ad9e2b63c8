/** The committed pictures of the database are the database. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateDrizzleJson } from 'drizzle-kit/api';
import { expect, test } from 'vitest';
import { pageWithInvariants } from '../../../db/schema/invariants.ts';
import { expectedCatalogue, snapshot } from '../../../db/schema/snapshot.ts';
import * as tables from '../../../db/schema/tables.ts';
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

test('db/proof/catalogue.json is what the audit expects of such a database (npm run db:schema)', async () => {
  const database = await freshDatabase();
  try {
    const committed = await readFile(join(folder, 'proof/catalogue.json'), 'utf8');
    expect(await expectedCatalogue(database.ownerUrl)).toBe(committed);
  } finally {
    await database.drop();
  }
});

test('db/README.md lists the invariants that db/audit has (npm run db:schema)', async () => {
  expect(await pageWithInvariants()).toBe(await readFile(join(folder, 'README.md'), 'utf8'));
});

test('the migrations hold all tables of db/schema (npm run db:generate)', async () => {
  const meta = join(folder, 'migrations/meta');
  const latest = (await readdir(meta))
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1);
  const migrated = JSON.parse(await readFile(join(meta, latest ?? ''), 'utf8'));
  const { schemas, tables: all, enums, sequences } = generateDrizzleJson({ ...tables });
  expect({ schemas, tables: all, enums, sequences }).toEqual({
    schemas: migrated.schemas,
    tables: migrated.tables,
    enums: migrated.enums,
    sequences: migrated.sequences,
  });
});
