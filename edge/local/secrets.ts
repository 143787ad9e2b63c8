/** Makes the secret keys of a local system at its first start, and keeps them beside its data. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const secrets = z.object({ TOKEN_KEY: z.string(), PIN_KEY: z.string(), APP_PASSWORD: z.string() });

export type LocalSecrets = z.infer<typeof secrets>;

export async function localSecrets(dataDir: string): Promise<LocalSecrets> {
  const file = join(dataDir, 'secrets.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return secrets.parse(JSON.parse(kept));

  const random = () => randomBytes(32).toString('base64url');
  const made = { TOKEN_KEY: random(), PIN_KEY: random(), APP_PASSWORD: random() };
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: 'wx' });
  return made;
}
