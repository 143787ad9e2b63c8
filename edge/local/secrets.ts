/** Makes the secret keys of a local system at its first start, and keeps them beside its data. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const secrets = z.object({ TOKEN_KEY: z.string(), PIN_KEY: z.string(), APP_PASSWORD: z.string() });

export type LocalSecrets = z.infer<typeof secrets>;

/** Reads the keys that an earlier start has made; undefined where there was none. */
export async function keptSecrets(dataDir: string): Promise<LocalSecrets | undefined> {
  const kept = await readFile(fileIn(dataDir), 'utf8').catch(() => undefined);
  return kept === undefined ? undefined : secrets.parse(JSON.parse(kept));
}

export async function localSecrets(dataDir: string): Promise<LocalSecrets> {
  const kept = await keptSecrets(dataDir);
  if (kept) return kept;

  const random = () => randomBytes(32).toString('base64url');
  const made = { TOKEN_KEY: random(), PIN_KEY: random(), APP_PASSWORD: random() };
  await mkdir(dataDir, { recursive: true });
  await writeFile(fileIn(dataDir), JSON.stringify(made, null, 2), { mode: 0o600, flag: 'wx' });
  return made;
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}
