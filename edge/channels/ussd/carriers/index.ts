/** The registry of carriers, by the name in the path. To add one, write its codec's file and add a row here. */
import { africastalking } from './africastalking.ts';
import { airtel } from './airtel.ts';
import { arkesel } from './arkesel.ts';
import { beem } from './beem.ts';
import { cellulant } from './cellulant.ts';
import type { Codec } from './codec.ts';
import { dmark } from './dmark.ts';
import { hollatags } from './hollatags.ts';
import { hubtel } from './hubtel.ts';
import { imimobile } from './imimobile.ts';
import { infobip } from './infobip.ts';
import { moolre } from './moolre.ts';
import { mtn } from './mtn.ts';
import { nalo } from './nalo.ts';
import { restcomm } from './restcomm.ts';
import { safaricom } from './safaricom.ts';
import { truroute } from './truroute.ts';

export const carriers = {
  africastalking,
  airtel,
  arkesel,
  beem,
  cellulant,
  dmark,
  hollatags,
  hubtel,
  imimobile,
  infobip,
  moolre,
  mtn,
  nalo,
  restcomm,
  safaricom,
  // Telecel's networks in the countries that have a market.
  telecel: { ...truroute, serves: ['GH', 'ZW'] },
  truroute,
} satisfies Record<string, Codec>;

export type CarrierName = keyof typeof carriers;

export const carrierNames = Object.keys(carriers) as CarrierName[];
