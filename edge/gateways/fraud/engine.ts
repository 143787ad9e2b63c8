/**
 * An operator's own fraud engine in place of the rules, over HTTP: one request for all payments that wait. Whatever
 * becomes of it (slow, wrong, away) a payment waits no longer than its deadline, and then the backup rules decide.
 */

import type { Clock } from '../../../core/clock.ts';
import { circuitBreaker, defaultThresholds } from '../../../core/concurrency/circuit-breaker.ts';
import { groupCommit } from '../../../core/concurrency/group-commit.ts';
import type { FraudAnswer } from '../../../core/fraud/answer.ts';
import { backupFraud } from '../../../core/fraud/backup.ts';
import type { RuleSet } from '../../../core/fraud/rule-set.ts';
import type { FraudCheck } from '../../../core/pipeline/ports.ts';
import { inTime } from '../../clock.ts';
import type { Pseudonyms } from '../../crypto.ts';
import { readBody } from '../../http/body.ts';
import { json } from '../../http/fields.ts';
import { log } from '../../telemetry/log.ts';
import { type EngineRequest, question, readAnswers } from './wire.ts';

export interface EngineSettings {
  readonly url: string;
  /** Sent as a bearer token. */
  readonly key: string | undefined;
  /** Milliseconds. */
  readonly deadline: number;
}

/** Whose backup rules decide where there is no answer, the rule set says. */
export interface EngineParts {
  readonly keys: Pseudonyms;
  readonly clock: Clock;
  readonly ruleSet: () => RuleSet;
}

/** The longest answer to this many payments is some fifty kilobytes. */
const largestBatch = 50;
const maxAnswerBytes = 64 * 1024;

/** Nobody waits for it from `until` on. */
interface Waiting extends EngineRequest {
  readonly until: number;
}

/** The answers, by payment, and what was wrong with them. */
interface EngineAnswer {
  readonly answers: ReadonlyMap<string, FraudAnswer>;
  readonly trouble?: string;
}

/** Each Partition object has one. It learns of the engine from the payments that are asked through it. */
export function fraudEngine(
  { url, key, deadline }: EngineSettings,
  { keys, clock, ruleSet }: EngineParts,
): FraudCheck {
  const circuit = circuitBreaker(defaultThresholds);
  const ask = groupCommit<Waiting, FraudAnswer | undefined>({
    key: ({ request }) => request.id,
    flush: askTogether,
    maxBatch: largestBatch,
    // A Worker has six connections, and the database is the more important.
    maxFlights: 2,
    maxWaiting: 1_000,
    blamesContent: () => false,
  });

  return async (request, profile) => {
    const until = clock.now() + deadline;
    const asked = ask({ request, profile, until });
    const answer = await inTime(asked, until, { clock }).catch(() => undefined);
    return answer ?? backupFraud(request, profile, ruleSet());
  };

  async function askTogether(batch: readonly Waiting[]): Promise<(FraudAnswer | undefined)[]> {
    const now = clock.now();
    const waiting = batch.filter(({ until }) => now < until);
    const call = waiting.length > 0 ? circuit.begin(now) : undefined;
    if (!call) return batch.map(() => undefined);
    const { answers, trouble } = await posted(waiting);
    call.ended(trouble === undefined, clock.now());
    if (trouble) log('fraud_engine_failed', { why: trouble, payments: waiting.length });
    return batch.map(({ request }) => answers.get(request.id));
  }

  /** Never rejects. */
  async function posted(batch: readonly EngineRequest[]): Promise<EngineAnswer> {
    const abort = new AbortController();
    const timer = clock.after(deadline);
    void timer.elapsed.then(() => abort.abort());
    try {
      return read(await post(batch, abort.signal), batch);
    } catch (error) {
      const why = error instanceof Unusable ? error.message : 'away';
      return { answers: new Map(), trouble: abort.signal.aborted ? 'late' : why };
    } finally {
      timer.cancel();
    }
  }

  async function post(batch: readonly EngineRequest[], signal: AbortSignal): Promise<string> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ payments: batch.map((asked) => question(asked, keys)) }),
      // A redirect would ask somebody whom the settings do not name.
      redirect: 'manual',
      signal,
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Unusable(`HTTP ${response.status}`);
    }
    const body = await readBody(response, maxAnswerBytes, json);
    if ('problem' in body) throw new Unusable('unreadable');
    return body.text;
  }
}

/** Not the engine's words, which may hold anything. */
class Unusable extends Error {}

function read(text: string, batch: readonly EngineRequest[]): EngineAnswer {
  const answers = readAnswers(text, new Set(batch.map(({ request }) => request.id)));
  if (!answers) return { answers: new Map(), trouble: 'wrong' };
  return answers.size === batch.length ? { answers } : { answers, trouble: 'incomplete' };
}
