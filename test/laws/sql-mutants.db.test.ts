/** The laws of the books hold, and each mistake that their functions could have breaks the law that is named with it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { Books } from '../support/books/books.ts';
import { type LawName, laws } from './laws.ts';
import { borrowDatabase, dropLent } from './lent-books.ts';
import type { Mutation } from './mutation.ts';
import { mutations } from './mutations.ts';

const db = join(import.meta.dirname, '../../db');

afterAll(dropLent);

describe('a law of the books', () => {
  it.concurrent.each(Object.keys(laws) as LawName[])('%s', async (name) => {
    expect(await broken(name)).toBeUndefined();
  });
});

describe('it is no more so that', () => {
  const rows = mutations.map((each) => [each.breaks, each.file, each.what, each] as const);

  it.concurrent.each(rows)('%s: without, in %s, %s', async (law, _, __, mutation) => {
    const error = await broken(law, mutated(mutation), replaceable(mutation));
    expect(error).toBeInstanceOf(Error);
    // Not that it does not run (class 42), or that nobody answered.
    const { name, sqlstate, code } = error as Error & { sqlstate?: string; code?: string };
    if (name === 'DatabaseError' || code) expect(sqlstate ?? code).toMatch(/^(22|23|55|ERR_ASS)/);
  });
});

/** How the law is broken in books of its own, where one of these files is another; undefined where it holds. */
async function broken(name: LawName, text = '', original = ''): Promise<unknown> {
  const books = await Books.open(inject('postgres').neonUrl, await borrowDatabase());
  try {
    await books.rows(text);
    return await laws[name](books).then(
      () => undefined,
      (error) => error,
    );
  } finally {
    await books.rows(original);
    await books.close();
  }
}

function mutated(mutation: Mutation): string {
  const { file, replace, by } = mutation;
  const text = replaceable(mutation);
  expect(text.split(replace), `"${replace}" is in ${file} once`).toHaveLength(2);
  return text.replace(replace, () => by);
}

function replaceable({ file }: Mutation): string {
  const text = readFileSync(join(db, file), 'utf8');
  return text.replaceAll(/^create (?=function|view)/gm, 'create or replace ');
}
