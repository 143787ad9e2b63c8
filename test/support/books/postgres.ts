/**
 * A migrated database of its own for a test, cloned from the run's template. Works wherever `fetch` does,
 * so also for tests that run inside the Workers runtime.
 */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: {
      /** The run's Neon endpoint: tests that let it misbehave start one of their own. */
      neonUrl: string;
      serverUrl: string;
      /** With `{database}` where the name goes. */
      ownerUrl: string;
      appUrl: string;
      /** As a role of the tests' own, which may do what the owner may, under the time limits of the Worker's role. */
      booksUrl: string;
      template: string;
    };
  }
}

export interface FreshDatabase {
  name: string;
  /** As the owner, who may do anything. */
  ownerUrl: string;
  /** As the role that the Worker uses. */
  appUrl: string;
  /** As a role that may do what the owner may, under the time limits of the Worker's. */
  booksUrl: string;
  drop(): Promise<void>;
}

export interface FreshOptions {
  /** False for a database without any of ours in it. */
  migrated?: boolean;
  /** The database to clone; the run's template by default. */
  template?: string;
  /** The market whose books they are, on the real clock; Kenya, by a clock that a test moves, by default. */
  market?: string;
}

export async function freshDatabase({
  migrated = true,
  template = migrated ? inject('postgres').template : 'template1',
  market,
}: FreshOptions = {}): Promise<FreshDatabase> {
  const { ownerUrl, appUrl, booksUrl } = inject('postgres');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template ${template} strategy file_copy`);
  if (market !== undefined) await becomeBooksOf(market, named(ownerUrl, name));
  return {
    name,
    ownerUrl: named(ownerUrl, name),
    appUrl: named(appUrl, name),
    booksUrl: named(booksUrl, name),
    drop: () => onServer(`drop database if exists ${name} with (force)`),
  };
}

function named(url: string, name: string): string {
  return url.replace(encodeURIComponent('{database}'), name);
}

/** As no migration does: whose books these are is written once. */
export async function becomeBooksOf(
  market: string,
  ownerUrl: string,
  endpoint = inject('postgres').neonUrl,
): Promise<void> {
  for (const statement of [
    'alter table tuma.home disable trigger home_stays',
    `update tuma.home set market = '${market}', clock_tolerance = default`,
    'alter table tuma.home enable trigger home_stays',
  ]) {
    await onServer(statement, ownerUrl, endpoint);
  }
}

async function onServer(
  query: string,
  serverUrl = inject('postgres').serverUrl,
  endpoint = inject('postgres').neonUrl,
): Promise<void> {
  const headers = { 'Neon-Connection-String': serverUrl, 'Neon-Array-Mode': 'true' };
  const response = await fetch(endpoint, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, params: [] }),
  });
  if (!response.ok) throw new Error(`${query}: ${await response.text()}`);
}
