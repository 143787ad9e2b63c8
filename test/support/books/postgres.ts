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
  drop(): Promise<void>;
}

export interface FreshOptions {
  /** False for a database without any of ours in it. */
  migrated?: boolean;
  /** The database to clone; the run's template by default. */
  template?: string;
}

export async function freshDatabase({
  migrated = true,
  template = migrated ? inject('postgres').template : 'template1',
}: FreshOptions = {}): Promise<FreshDatabase> {
  const { ownerUrl, appUrl } = inject('postgres');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template ${template} strategy file_copy`);
  return {
    name,
    ownerUrl: named(ownerUrl, name),
    appUrl: named(appUrl, name),
    drop: () => onServer(`drop database if exists ${name} with (force)`),
  };
}

function named(url: string, name: string): string {
  return url.replace(encodeURIComponent('{database}'), name);
}

async function onServer(query: string): Promise<void> {
  const { neonUrl, serverUrl } = inject('postgres');
  const headers = { 'Neon-Connection-String': serverUrl, 'Neon-Array-Mode': 'true' };
  const response = await fetch(neonUrl, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, params: [] }),
  });
  if (!response.ok) throw new Error(`${query}: ${await response.text()}`);
}
