/** Hooks that feed the metrics port, around code that does not know it. Where nobody listens, each gives that code back as it is. */
import type { Clock } from '../../core/clock.ts';
import type { Checks } from '../../core/pipeline/check-results.ts';
import type { StatementObserver } from '../../db/driver/batching.ts';
import type { Parts } from '../parts.ts';
import type { GatewayMetric, Metrics } from './metrics.ts';

/** The observer of a statement's group commit, for each statement. */
export function flushObserver(
  { batch: hook }: Metrics,
  clock: Pick<Clock, 'now'>,
): StatementObserver | undefined {
  if (!hook) return undefined;
  return (statement) => ({
    now: () => clock.now(),
    flushed: (flush) => hook({ statement, ...flush }),
  });
}

/** The pipeline's hook. */
export function checksObserver({ check: hook }: Metrics): ((checks: Checks) => void) | undefined {
  if (!hook) return undefined;
  return ({ fraud, revenue, core }) => {
    hook({ check: 'fraud', status: fraud.status, ms: fraud.ms });
    hook({ check: 'revenue', status: revenue.status, ms: revenue.ms });
    hook({ check: 'core', status: core.status, ms: core.ms });
  };
}

/** A gateway whose calls are observed. It has the gateway's methods, and the gateway knows nothing of it. */
export function observedGateway<Gateway extends object>(
  gateway: Gateway,
  about: Pick<GatewayMetric, 'gateway' | 'vendor'>,
  { metrics: { gateway: hook }, clock }: Pick<Parts, 'metrics' | 'clock'>,
): Gateway {
  if (!hook) return gateway;
  const observed = Object.entries(gateway).map(([name, member]) => [
    name,
    typeof member === 'function' ? observedCall(member.bind(gateway)) : member,
  ]);
  return Object.fromEntries(observed);

  function observedCall(call: (...asked: unknown[]) => Promise<object | undefined>): typeof call {
    return async (...asked) => {
      const started = clock.now();
      const tell = (outcome: GatewayMetric['outcome']) =>
        hook?.({ ...about, outcome, ms: clock.now() - started });
      try {
        const answer = await call(...asked);
        tell(answer && 'refused' in answer ? 'refused' : 'accepted');
        return answer;
      } catch (error) {
        tell('unknown');
        throw error;
      }
    };
  }
}

/** Consumes a batch of a queue, and observes it. */
export async function observeQueue(
  { queue, messages }: Pick<MessageBatch, 'queue' | 'messages'>,
  { metrics: { queue: hook }, clock }: Pick<Parts, 'metrics' | 'clock'>,
  consume: () => Promise<void>,
): Promise<void> {
  if (!hook) return consume();
  const started = clock.now();
  const sentAt = messages.map(({ timestamp }) => timestamp.getTime());
  const size = messages.length;
  const lagMs = Math.max(0, ...sentAt.map((at) => started - at));
  const retries = messages.reduce((sum, { attempts }) => sum + attempts - 1, 0);
  const tell = (outcome: 'done' | 'failed') =>
    hook({ queue, size, lagMs, retries, outcome, ms: clock.now() - started });
  try {
    await consume();
    tell('done');
  } catch (error) {
    tell('failed');
    throw error;
  }
}
