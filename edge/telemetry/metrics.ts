/**
 * The metrics port: the events that a collector may listen to. A hook that no collector has is absent, so the code that
 * would call it makes no event and takes no time: `metrics.queue?.({ … })` evaluates nothing.
 */
import type { Flush } from '../../core/concurrency/group-commit.ts';
import type { BatchedStatement } from '../../db/driver/batching.ts';
import { alert } from './log.ts';

/** A group commit has flushed a batch by one statement of the database. */
export interface BatchMetric extends Flush {
  readonly statement: BatchedStatement;
}

/** A check of a payment has answered, has failed, or had no answer at its deadline. */
export interface CheckMetric {
  readonly check: 'fraud' | 'revenue' | 'core';
  readonly status: 'answered' | 'failed' | 'late';
  /** From the start of the checks, in milliseconds. */
  readonly ms: number;
}

/** A gateway was called. */
export interface GatewayMetric {
  readonly gateway: 'sms' | 'airtime' | 'sim_swap';
  /** The vendor, as the gateway's setting names it. */
  readonly vendor: string;
  /** `unknown`: the call failed, and nobody knows whether the vendor took it. */
  readonly outcome: 'accepted' | 'refused' | 'unknown';
  readonly ms: number;
}

/** A consumer has taken a batch of a queue. */
export interface QueueMetric {
  readonly queue: string;
  /** The number of messages. */
  readonly size: number;
  /** The age of the oldest message when the batch came, in milliseconds. */
  readonly lagMs: number;
  /** Counts how often the batch's messages had been delivered before. */
  readonly retries: number;
  /** `failed`: the queue brings the whole batch again. */
  readonly outcome: 'done' | 'failed';
  readonly ms: number;
}

/** A collector has the hooks that it needs. A hook must return at once; one that throws is logged and disturbs nothing. */
export interface Metrics {
  readonly batch?: (batch: BatchMetric) => void;
  readonly check?: (check: CheckMetric) => void;
  readonly gateway?: (call: GatewayMetric) => void;
  readonly queue?: (batch: QueueMetric) => void;
}

/** Nobody listens. */
export const silent: Metrics = {};

/** Several collectors as one. It has only the hooks that a collector has. */
export function combined(collectors: readonly Metrics[]): Metrics {
  const batch = each(collectors.flatMap(({ batch }) => batch ?? []));
  const check = each(collectors.flatMap(({ check }) => check ?? []));
  const gateway = each(collectors.flatMap(({ gateway }) => gateway ?? []));
  const queue = each(collectors.flatMap(({ queue }) => queue ?? []));
  return {
    ...(batch && { batch }),
    ...(check && { check }),
    ...(gateway && { gateway }),
    ...(queue && { queue }),
  };
}

function each<Event>(
  hooks: readonly ((event: Event) => void)[],
): ((event: Event) => void) | undefined {
  if (hooks.length === 0) return undefined;
  return (event) => {
    for (const hook of hooks) {
      try {
        hook(event);
      } catch (error) {
        alert('metric_failed', error);
      }
    }
  };
}
