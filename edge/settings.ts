/** Settings and secrets of the Worker, read once and checked. The gateways' own are in gateways/settings.ts. */
import { z } from 'zod';
import { markets } from '../core/markets/index.ts';
import { carrierSettings } from './channels/ussd/settings.ts';
import type { Env } from './env.ts';
import { gatewaySettings } from './gateways/settings.ts';

const key = z.string().min(32, 'a key has at least 32 characters');

const settings = z
  .object({
    MARKET: z.enum(Object.keys(markets) as (keyof typeof markets)[]),
    PARTITIONS: z.coerce.number().int().min(1).max(64),
    /** The database's place in Cloudflare's words: the partitions are put near it. */
    PARTITION_LOCATION: z
      .enum(['wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'oc', 'afr', 'me'])
      .optional(),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /** Where statements are posted; only set where the database is not Neon's. */
    NEON_ENDPOINT: z.url().optional(),
    /** Turns numbers into the tokens that stand for them in names and logs. */
    TOKEN_KEY: key,
    /** The pepper of PINs: a stolen database without this key verifies no PIN. */
    PIN_KEY: key,
    /** The USSD carriers, as JSON. */
    CARRIERS: carrierSettings,
    /** Turns of one number in a minute, repeats not counted. Nobody types four answers a second. */
    TURNS_PER_MINUTE: z.coerce.number().int().min(1).max(10_000).default(240),
    /** A number's SIM is asked about again when the last time is so many hours ago; 0 is never. Networks charge for it. */
    SIM_CHECK_HOURS: z.coerce.number().min(0).max(8_760).default(0),
  })
  .and(gatewaySettings);

export type Settings = z.infer<typeof settings>;

/** The runtime gives one Env to all requests of an isolate, so it is read once. */
const known = new WeakMap<Env, Settings>();

/** Throws one sentence that names what is missing or wrong, never a value. */
export function readSettings(env: Env): Settings {
  const before = known.get(env);
  if (before) return before;
  const read = settings.safeParse(env);
  if (read.success) {
    known.set(env, read.data);
    return read.data;
  }
  const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`the Worker's settings are not complete: ${wrong.join('; ')}`);
}
