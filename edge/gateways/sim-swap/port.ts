/** Whom networks' word on SIMs is asked from. */
import type { Msisdn } from '../../../core/msisdn.ts';
import type { SimSwapVerdict } from './verdict.ts';

export interface SimSwapAnswer {
  /** The network's name for the question, which its verdict repeats. */
  readonly requestId: string;
  /** Where the network answers at once; otherwise the verdict is brought to our route. */
  readonly verdict?: SimSwapVerdict;
}

export interface SimSwapGateway {
  /** When was this number's SIM changed last? Throws where the question was not taken, or nobody knows whether it was. */
  ask(msisdn: Msisdn): Promise<SimSwapAnswer>;
}
