/**
 * Settings and secrets of the Worker, read once and checked; the gateways' own are in gateways/settings.ts. The doc comment of each setting is its row in README.md:
 * UPDATE=1 npx vitest run --project node test/edge/settings
 */
import { z } from 'zod';
import { isUcs2 } from '../core/language.ts';
import { markets } from '../core/markets/index.ts';
import { carrierSettings } from './channels/ussd/settings.ts';
import { gatewaySettings } from './gateways/settings.ts';
import { tokenComplaints } from './http/callback-token.ts';
import { proxySetting } from './http/source-address.ts';

const key = z.string().min(32, 'a key has at least 32 characters');

/** The septets of a screen on which languages in UCS-2 have room for their words and the keys below them. */
const minWideBudget = 140;

export const settings = z
  .object({
    /** The country that is served: the name of a file in `core/markets/`. */
    MARKET: z.enum(Object.keys(markets) as (keyof typeof markets)[]),
    /** The number of Partition objects that share the payers. It may be changed at any time. */
    PARTITIONS: z.coerce.number().int().min(1).max(64),
    /** Cloudflare's name for the region of the database: the Partition objects are placed near it. */
    PARTITION_LOCATION: z
      .enum(['wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'oc', 'afr', 'me'])
      .optional(),
    /** The database, with the name and password of the role `tuma_app`. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /** The URL that statements are posted to. It is set only where the database is not Neon's. */
    NEON_ENDPOINT: z.url().optional(),
    /** Makes phone numbers into the tokens that stand for them in object names and logs. It cannot be changed later. */
    TOKEN_KEY: key,
    /** The pepper of PINs: somebody who has the database and not this key can verify no PIN. It cannot be changed later. */
    PIN_KEY: key,
    /** Encrypt what objects store of conversations. To change the key, set `new,old`, and an hour later `new`. */
    STORAGE_KEYS: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .pipe(z.array(key).min(1).max(2)),
    /** The carriers that send USSD turns, as JSON. */
    CARRIERS: carrierSettings,
    /** The proxy before the Worker, as JSON, where there is another than Cloudflare: `{"header":"x-forwarded-for","sources":["…"]}`. The header's last address is believed, in calls from these sources. */
    PROXY: proxySetting.optional(),
    /** The turns that one phone number may send in a minute; repeated turns do not count. Nobody types four answers a second. */
    TURNS_PER_MINUTE: z.coerce.number().int().min(1).max(10_000).default(240),
    /** The network is asked about a customer's SIM again after this many hours; 0 means never. Networks charge for each question. */
    SIM_CHECK_HOURS: z.coerce.number().min(0).max(8_760).default(0),
  })
  .and(gatewaySettings)
  .check(({ value: { MARKET, CARRIERS }, issues }) => {
    if (!markets[MARKET].languages.some(isUcs2)) return;
    for (const [carrier, { budget, budgets }] of Object.entries(CARRIERS)) {
      if (Math.min(budget, ...Object.values(budgets)) >= minWideBudget) continue;
      const message = `a screen in the languages of ${MARKET} needs a budget of ${minWideBudget} or more`;
      issues.push({ code: 'custom', message, path: ['CARRIERS', carrier], input: budget });
    }
  })
  .check(({ value: { CARRIERS, gateways }, issues }) => {
    if (gateways.isLocal) return;
    const carriers = Object.entries(CARRIERS).map(([name, settings]) => ({
      path: ['CARRIERS', name],
      settings,
    }));
    const callbacks = Object.entries(gateways.callbacks).flatMap(([name, kinds]) =>
      Object.entries(kinds).map(([kind, settings]) => ({
        path: ['GATEWAYS', name, kind],
        settings,
      })),
    );
    for (const complaint of tokenComplaints([...carriers, ...callbacks])) {
      issues.push({ code: 'custom', ...complaint, input: undefined });
    }
  });

export type Settings = z.infer<typeof settings>;

/** The runtime gives one Env to all requests of an isolate, so it is read once. */
const known = new WeakMap<object, Settings>();

/** Reads the settings among the Worker's bindings. Throws one sentence that names what is missing or wrong, never a value. */
export function readSettings(env: object): Settings {
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
