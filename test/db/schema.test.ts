/** The committed picture of the database is the database. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { snapshot } from '../../db/snapshot.ts';
import { freshDatabase } from '../support/postgres.ts';

const root = join(import.meta.dirname, '../..');

test('db/schema.sql shows what migrations, functions and grants make (npm run db:schema)', async () => {
  const database = await freshDatabase();
  try {
    const committed = await readFile(join(root, 'db/schema.sql'), 'utf8');
    expect(await snapshot(database.ownerUrl)).toBe(committed);
  } finally {
    await database.drop();
  }
});

test('the migrations hold all of db/schema.ts (npm run db:generate)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tuma-migrations-'));
  try {
    await cp(join(root, 'db/migrations'), folder, { recursive: true });
    const before = await readdir(folder);
    await promisify(execFile)(
      'drizzle-kit',
      ['generate', '--dialect', 'postgresql', '--schema', 'db/schema.ts', '--out', folder],
      { cwd: root },
    );
    expect(await readdir(folder)).toEqual(before);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
