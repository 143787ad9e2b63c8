/**
 * The settings of all gateways, composed of what the vendors in the registries say that they need. A new vendor changes
 * nothing here.
 */
import { z } from 'zod';
import { jsonSetting } from '../http/fields.ts';
import { airtimeVendors } from './airtime/index.ts';
import type { AirtimeGateway } from './airtime/port.ts';
import { callbacksOf, type VendorCallbacks, vendorCallbacks } from './callback-settings.ts';
import { fraudSettings } from './fraud/index.ts';
import { simSwapVendors } from './sim-swap/index.ts';
import type { SimSwapGateway } from './sim-swap/port.ts';
import { smsVendors } from './sms/index.ts';
import type { SmsGateway } from './sms/port.ts';
import type { Connect, Vendor } from './vendor.ts';

type SmsName = keyof typeof smsVendors;
type AirtimeName = keyof typeof airtimeVendors;
type SimSwapName = keyof typeof simSwapVendors;
type VendorName = SmsName | AirtimeName | SimSwapName;

const namesOf = <Name extends string>(registry: Readonly<Record<Name, unknown>>) =>
  Object.keys(registry) as [Name, ...Name[]];

/** Every vendor of any kind: who may have callbacks. */
export const vendorNames = [
  ...new Set<VendorName>([
    ...namesOf(smsVendors),
    ...namesOf(airtimeVendors),
    ...namesOf(simSwapVendors),
  ]),
];

const choice = z.object({
  /** The gateways of SMS by preference, one or several: `africastalking`, `infobip`, `africastalking,infobip`; or `handset`, the simulator of a local system. */
  SMS_GATEWAY: z
    .string()
    .transform((names) => names.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(namesOf(smsVendors))).min(1))
    .refine((names) => new Set(names).size === names.length, 'names a gateway twice'),
  /** The gateway of airtime. Without it: `handset` beside `SMS_GATEWAY=handset`, else `africastalking`. */
  AIRTIME_GATEWAY: z.enum(namesOf(airtimeVendors)).optional(),
  /** The network that is asked about SIM swaps, where `SIM_CHECK_HOURS` is not 0. Without it: as for airtime. */
  SIM_SWAP_GATEWAY: z.enum(namesOf(simSwapVendors)).optional(),
  SIM_CHECK_HOURS: z.coerce.number().default(0),
  /** The tokens of the gateways' callbacks, as JSON: `{"africastalking":{"sms":{"token":"…","sources":["…"]},"airtime":{"token":"…"},"insights":{"token":"…"}}}`. A vendor without a token gets 404. */
  GATEWAYS: jsonSetting(
    z.partialRecord(z.enum(vendorNames as [VendorName]), vendorCallbacks),
  ).optional(),
});

/** A vendor that was chosen, by its name in the registry. */
type Chosen<Gateway> = readonly [name: string, connect: Connect<Gateway>];

export interface GatewaySettings {
  /** The chosen SMS gateways, the preferred one first. */
  readonly sms: readonly Chosen<SmsGateway>[];
  readonly airtime: Chosen<AirtimeGateway>;
  /** Undefined where SIMs are not asked about. */
  readonly simSwap: Chosen<SimSwapGateway> | undefined;
  readonly fraud: z.infer<typeof fraudSettings>;
  /** Every vendor's tokens and sources, by the kind of callbacks. A kind that is not set up is missing. */
  readonly callbacks: Readonly<Record<VendorName, VendorCallbacks>>;
  /** Messages go to simulated phones, whose inboxes may be looked into. */
  readonly isSimulated: boolean;
  /**
   * A system on somebody's own machine, where tokens may be short and carriers may speak for all numbers of the market. A Worker at
   * Cloudflare reaches no database on its own machine.
   */
  readonly isLocal: boolean;
}

export const gatewaySettings = choice
  .loose()
  .transform((env, context): { readonly gateways: GatewaySettings } => {
    const isSimulated = env.SMS_GATEWAY.join() === 'handset';
    const isLocal = isSimulated || isOnThisMachine(env.DATABASE_URL);
    const usual = isSimulated ? 'handset' : 'africastalking';
    const airtime = env.AIRTIME_GATEWAY ?? usual;
    const simSwap = env.SIM_SWAP_GATEWAY ?? (env.SIM_CHECK_HOURS > 0 ? usual : undefined);

    /** Returns what connects the vendor. Where it cannot be connected, an issue says why. */
    function chosen<Gateway>(setting: string, name: string, vendor: Vendor<Gateway>) {
      if (vendor.simulated && !isSimulated) {
        const message = `${name} is a simulator, which is never beside real messages`;
        context.addIssue({ code: 'custom', path: [setting], message });
      }
      const read = vendor.settings.safeParse(env);
      for (const { path, message } of read.error?.issues ?? []) {
        context.addIssue({
          ...{ code: 'custom', path: [...path] },
          message: `${message} (${setting} names ${name})`,
        });
      }
      return read.data ?? z.NEVER;
    }

    const fraud = fraudSettings.safeParse(env);
    for (const { path, message } of fraud.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    return {
      gateways: {
        sms: env.SMS_GATEWAY.map((name) => [
          name,
          chosen<SmsGateway>('SMS_GATEWAY', name, smsVendors[name]),
        ]),
        airtime: [
          airtime,
          chosen<AirtimeGateway>('AIRTIME_GATEWAY', airtime, airtimeVendors[airtime]),
        ],
        simSwap: simSwap && [
          simSwap,
          chosen<SimSwapGateway>('SIM_SWAP_GATEWAY', simSwap, simSwapVendors[simSwap]),
        ],
        fraud: fraud.data ?? z.NEVER,
        callbacks: Object.fromEntries(
          vendorNames.map((name) => [
            name,
            callbacksOf(name, env.GATEWAYS?.[name], isLocal, (at, message) =>
              context.addIssue({ code: 'custom', path: ['GATEWAYS', name, at], message }),
            ),
          ]),
        ) as GatewaySettings['callbacks'],
        isSimulated,
        isLocal,
      },
    };
  });

function isOnThisMachine(database: unknown): boolean {
  const host = URL.canParse(String(database)) ? new URL(String(database)).hostname : '';
  return ['127.0.0.1', 'localhost', '[::1]'].includes(host);
}
