/** The laws of the books hold, and each mistake that their functions could have breaks the law that is named with it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Books } from '../support/books.ts';
import { type LawName, laws } from './laws/laws.ts';
import { type Mutation, mutations } from './laws/mutations.ts';

const functions = join(import.meta.dirname, '../../db/functions');

describe('a law of the books', () => {
  it.concurrent.each(Object.keys(laws) as LawName[])('%s', async (name) => {
    expect(await broken(name)).toBeUndefined();
  });
});

describe('it is no more so that', () => {
  const rows = mutations.map((each) => [each.breaks, each.function, each.what, each] as const);

  it.concurrent.each(rows)('%s: without, in %s, %s', async (law, _, __, mutation) => {
    const error = await broken(law, mutated(mutation));
    expect(error).toBeInstanceOf(Error);
    // Nor is it shown by a function that does not run, or by no answer.
    const { name, sqlstate } = error as Error & { sqlstate?: string };
    if (name === 'DatabaseError') expect(sqlstate).toMatch(/^(22|23|55)/);
  });
});

/** How the law is broken in books of its own, one of whose functions is another; undefined where it holds. */
async function broken(name: LawName, functionText?: string): Promise<unknown> {
  const books = await Books.open();
  try {
    if (functionText !== undefined) await books.rows(functionText);
    return await laws[name](books).then(
      () => undefined,
      (error) => error,
    );
  } finally {
    await books.close();
  }
}

function mutated({ function: name, replace, by }: Mutation): string {
  const text = readFileSync(join(functions, `${name}.sql`), 'utf8');
  expect(text.split(replace), `"${replace}" is in ${name}.sql once`).toHaveLength(2);
  return text.replace('create function', 'create or replace function').replace(replace, () => by);
}
