/** The chosen SMS gateways behind one door: every message passes through `send`, and every gateway has a circuit breaker. */
import type { Clock } from '../../../core/clock.ts';
import {
  type BreakerThresholds,
  circuitBreaker,
} from '../../../core/concurrency/circuit-breaker.ts';
import type { Circuits } from '../circuits.ts';
import type { SmsAnswer, SmsGateway, SmsLookup, SmsResult, SmsSender } from './port.ts';

/**
 * A consumer sends six messages at once, each for ten seconds at most, so a gateway that is silent fails six calls in the ten
 * seconds that a circuit looks back on. After half a minute one message tries it again; that one may be late by as much.
 */
export const smsThresholds: BreakerThresholds = { failures: 0.5, minCalls: 5, openFor: 30_000 };

/** `gateways` by preference. At least one. */
export function smsSender(
  gateways: readonly (readonly [name: string, gateway: SmsGateway])[],
  { circuits, clock }: { readonly circuits: Circuits; readonly clock: Clock },
): SmsSender {
  const byName = new Map(gateways);
  const [first, ...others] = gateways.map(([name]) => name);
  if (first === undefined) throw new Error('no SMS gateway was chosen');

  function circuitOf(name: string) {
    const circuit = circuits.get(`sms ${name}`) ?? circuitBreaker(smsThresholds);
    circuits.set(`sms ${name}`, circuit);
    return circuit;
  }

  return {
    order: [first, ...others],

    async send(name, sms, anyway) {
      const gateway = byName.get(name);
      if (!gateway) return unknown(new Error(`SMS_GATEWAY does not name ${name}`));
      const call = circuitOf(name).begin(clock.now());
      if (!call && !anyway) return { state: 'closed' };
      const result = await gateway.send(sms).then(resultOf, unknown);
      // A refusal that is about the message says that the gateway works.
      const failed = result.state === 'unknown' || (result.state === 'refused' && result.elsewhere);
      call?.ended(!failed, clock.now());
      return result;
    },

    async lookup(name, messageId): Promise<SmsLookup> {
      const gateway = byName.get(name);
      if (!gateway) return unknown(new Error(`SMS_GATEWAY does not name ${name}`));
      if (!gateway.lookup) return { state: 'unasked' };
      return gateway
        .lookup(messageId)
        .then((answer) => (answer ? resultOf(answer) : { state: 'absent' as const }), unknown);
    },
  };
}

function resultOf(answer: SmsAnswer): Exclude<SmsResult, { state: 'closed' }> {
  if ('messageId' in answer) return { state: 'taken', messageId: answer.messageId };
  const { refused: why, final, elsewhere } = answer;
  return { state: 'refused', why, final, elsewhere };
}

function unknown(error: unknown) {
  return { state: 'unknown' as const, error };
}
