/** Makes the secret keys of a local system at its first start, and keeps them beside its data. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const kept = z.object({
  ...{ TOKEN_KEY: z.string(), PIN_KEY: z.string(), APP_PASSWORD: z.string() },
  // Earlier versions made none.
  STORAGE_KEYS: z.string().optional(),
});

export type LocalSecrets = z.infer<typeof kept> & { readonly STORAGE_KEYS: string };

/** Reads the keys that an earlier start has made; undefined where there was none. */
export async function keptSecrets(dataDir: string): Promise<z.infer<typeof kept> | undefined> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : kept.parse(JSON.parse(text));
}

/** Reads the keys, and makes those that are not there yet. */
export async function localSecrets(dataDir: string): Promise<LocalSecrets> {
  const before = await keptSecrets(dataDir);
  const random = () => randomBytes(32).toString('base64url');
  const { STORAGE_KEYS = random(), ...others } = before ?? {
    ...{ TOKEN_KEY: random(), PIN_KEY: random(), APP_PASSWORD: random() },
  };
  const secrets = { ...others, STORAGE_KEYS };
  if (before?.STORAGE_KEYS !== undefined) return secrets;

  await mkdir(dataDir, { recursive: true });
  const draft = `${fileIn(dataDir)}.${process.pid}`;
  await writeFile(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await rename(draft, fileIn(dataDir));
  return secrets;
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}
