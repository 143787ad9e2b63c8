/** `npm run desk`, as a person at the operator types it, against the books of a test. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { inject } from 'vitest';
import { DESK_ROLE } from '../../../db/migrate.ts';
import type { Books } from '../books/books.ts';

const command = join(import.meta.dirname, '../../../edge/operator/cli/main.ts');

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** `books` may be opened later than this is called. */
export function deskOf(books: () => Books) {
  return (typed: readonly string[], env: Record<string, string> = {}): Promise<Said> => {
    const database = new URL(books().appUrl).pathname.slice(1);
    const url = inject('postgres').ownerUrl.replace(encodeURIComponent('{database}'), database);
    // What it does needs no more than its role may.
    const asDesk = `${url}?options=-c%20role%3D${DESK_ROLE}`;
    const settings = { ...process.env, DATABASE_URL: asDesk, MARKET: 'KE', ...env };
    return new Promise((resolve) => {
      execFile(process.execPath, [command, ...typed], { env: settings }, (error, out, errors) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errors });
      });
    });
  };
}
