/** `npm run desk`, as a person at the operator types it, against the books of a test. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { format } from 'node:util';
import { inject, vi } from 'vitest';
import { DESK_ROLE } from '../../../db/migrate.ts';
import { main } from '../../../edge/operator/cli/main.ts';
import type { Books } from './books.ts';

const command = join(import.meta.dirname, '../../../edge/operator/cli/main.ts');
const auditCommand = join(import.meta.dirname, '../../../edge/operator/cli/audit.ts');

/** The key that the desk keeps identities under. */
export const deskKey = 'a key of identities, for tests alone';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/**
 * Runs commands in the test's own process, one after the other; a process for each would take most of a second to import
 * the same files. `books` may be opened later than this is called.
 */
export function deskOf(books: () => Books) {
  let last: Promise<unknown> = Promise.resolve();
  return (typed: readonly string[], env: Record<string, string> = {}): Promise<Said> => {
    const said = last.then(() => run(typed, { ...settingsOf(books()), ...env }));
    last = said.catch(() => {});
    return said;
  };
}

async function run(typed: readonly string[], env: Record<string, string>): Promise<Said> {
  const said = { out: '', errors: '' };
  const log = vi.spyOn(console, 'log').mockImplementation((...line) => {
    said.out += `${format(...line)}\n`;
  });
  const error = vi.spyOn(console, 'error').mockImplementation((...line) => {
    said.errors += `${format(...line)}\n`;
  });
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    const code = await main(typed);
    return { code, ...said };
  } finally {
    log.mockRestore();
    error.mockRestore();
    vi.unstubAllEnvs();
  }
}

/** The same as a process of its own, where that is what is tested. */
export function deskProcess(books: Books, typed: readonly string[]): Promise<Said> {
  return processOf([command, ...typed], settingsOf(books));
}

/** `npm run audit`, with `env` in place of the desk's own settings. */
export function auditProcess(
  books: Books,
  typed: readonly string[],
  env: Record<string, string> = {},
): Promise<Said> {
  return processOf([auditCommand, ...typed], { ...settingsOf(books), ...env });
}

function processOf(typed: readonly string[], settings: Record<string, string>): Promise<Said> {
  const env = { ...process.env, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, [...typed], { env }, (error, out, errors) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errors });
    });
  });
}

/** A command needs no more than the desk's role may do. */
function settingsOf({ appUrl }: Books): Record<string, string> {
  const database = new URL(appUrl).pathname.slice(1);
  const url = inject('postgres').ownerUrl.replace(encodeURIComponent('{database}'), database);
  return {
    DATABASE_URL: `${url}?options=-c%20role%3D${DESK_ROLE}`,
    MARKET: 'KE',
    TOKEN_KEY: deskKey,
  };
}
