/** The shape of a vendor's file, whatever its kind: the settings that it needs, and the gateway that is made of them. */
import type { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Msisdn } from '../../core/msisdn.ts';

/** `system.ts` gives these to every gateway when it connects it. Those that call a vendor need none of them. */
export interface GatewayTools {
  readonly clock: Clock;
  readonly market: Market;
  /** Puts a message into the inbox of a simulated phone. */
  deliver(sms: {
    readonly id: string;
    readonly to: Msisdn;
    readonly text: string;
    readonly sentAt: string;
  }): Promise<void>;
}

export type Connect<Gateway> = (tools: GatewayTools) => Gateway;

export interface Vendor<Gateway> {
  /** Reads the vendor's own settings and secrets out of the Worker's, and is then able to connect. */
  readonly settings: z.ZodType<Connect<Gateway>>;
  /** Works on the simulated phone network, and so is never chosen beside real gateways. */
  readonly simulated?: true;
}

/** Types a vendor: `connect` gets what `settings` reads. */
export function vendor<Options, Gateway>(
  settings: z.ZodType<Options>,
  connect: (options: Options, tools: GatewayTools) => Gateway,
): Vendor<Gateway> {
  return { settings: settings.transform((options) => (tools) => connect(options, tools)) };
}
