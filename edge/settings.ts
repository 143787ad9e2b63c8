/** Settings and secrets of the Worker, read once and checked. */
import { z } from 'zod';
import { markets } from '../core/markets/index.ts';
import { carrierSettings } from './channels/ussd/settings.ts';
import type { Env } from './env.ts';

const key = z.string().min(32, 'a key has at least 32 characters');

const settings = z
  .object({
    MARKET: z.enum(Object.keys(markets) as (keyof typeof markets)[]),
    PARTITIONS: z.coerce.number().int().min(1).max(64),
    /** Where the database is, in Cloudflare's words for places: the partitions live near it. */
    PARTITION_LOCATION: z
      .enum(['wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'oc', 'afr', 'me'])
      .optional(),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /** Where statements are posted; only set where the database is not Neon's. */
    NEON_ENDPOINT: z.url().optional(),
    /** Makes numbers into the tokens that stand for them in names and logs. */
    TOKEN_KEY: key,
    /** The pepper of PINs: whoever has the database and not this can verify no PIN. */
    PIN_KEY: key,
    /** Who brings turns, as JSON. */
    CARRIERS: carrierSettings,
    /** What one number may ask in a minute, repeats not counted. Nobody types four answers a second. */
    TURNS_PER_MINUTE: z.coerce.number().int().min(1).max(10_000).default(240),
    /** An operator's own fraud engine, in place of the rules. */
    FRAUD_ENGINE_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** Sent to it as a bearer token. */
    FRAUD_ENGINE_KEY: z
      .string()
      .regex(/^[\w.~+/=-]+$/, 'a bearer token is of letters, digits and -._~+/=')
      .optional(),
    /** Milliseconds that a payment waits for it, before the backup rules decide. All checks have five seconds. */
    FRAUD_ENGINE_DEADLINE_MS: z.coerce.number().int().min(50).max(4_000).default(800),
    /** A number's SIM is asked about again when the last time is so many hours ago; 0 is never. Networks charge for it. */
    SIM_CHECK_HOURS: z.coerce.number().min(0).max(8_760).default(0),
    SMS_GATEWAY: z.enum(['handset', 'africastalking']),
    AFRICASTALKING_USERNAME: z.string().optional(),
    AFRICASTALKING_API_KEY: z.string().optional(),
    AFRICASTALKING_SENDER: z.string().optional(),
  })
  .refine(
    (s) =>
      s.SMS_GATEWAY !== 'africastalking' || (s.AFRICASTALKING_USERNAME && s.AFRICASTALKING_API_KEY),
    'the africastalking gateway needs AFRICASTALKING_USERNAME and AFRICASTALKING_API_KEY',
  );

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
