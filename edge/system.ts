/**
 * The composition root: builds everything concrete from Env, and nobody else does. Built for each request, queue
 * batch or object, because nothing that does I/O may outlive the request or object that made it.
 */
import type { Clock } from '../core/clock.ts';
import { fraudByRules } from '../core/fraud/rules.ts';
import { markets } from '../core/markets/index.ts';
import type { Market } from '../core/markets/market.ts';
import type { Msisdn } from '../core/msisdn.ts';
import { pipeline } from '../core/pipeline/pipeline.ts';
import type { FraudCheck, OnLateAnswer } from '../core/pipeline/ports.ts';
import { customers } from '../db/customers/customers.ts';
import { simChecks } from '../db/customers/sim-checks.ts';
import { statements } from '../db/customers/statements.ts';
import { airtime } from '../db/delivery/airtime.ts';
import { receipts } from '../db/delivery/receipts.ts';
import { connect } from '../db/driver/sql.ts';
import { checkInputs } from '../db/ledger/check-inputs.ts';
import { lateAnswers } from '../db/ledger/late-answers.ts';
import { ledger } from '../db/ledger/ledger.ts';
import { maintenance } from '../db/ledger/maintenance.ts';
import { disputes } from '../db/operator/disputes.ts';
import { reversals } from '../db/operator/reversals.ts';
import { ruleSets } from '../db/operator/rule-sets.ts';
import { systemClock as clock, oneTimerForAll } from './clock.ts';
import { type Keys, keys } from './crypto.ts';
import { type Env, readSettings, type Settings } from './env.ts';
import { africasTalkingAirtime } from './gateways/airtime/africastalking.ts';
import type { AirtimeGateway } from './gateways/airtime/port.ts';
import { simulatedAirtime } from './gateways/airtime/simulator.ts';
import { fraudEngine, type Parts } from './gateways/fraud/engine.ts';
import { africasTalkingSimSwap } from './gateways/sim-swap/africastalking.ts';
import type { SimSwapGateway } from './gateways/sim-swap/port.ts';
import { simulatedSimSwap } from './gateways/sim-swap/simulator.ts';
import { africasTalkingSms } from './gateways/sms/africastalking.ts';
import type { SmsGateway } from './gateways/sms/port.ts';
import { simulatedSms } from './gateways/sms/simulator.ts';
import { currentRuleSet } from './objects/current-rule-set.ts';
import type { Partition } from './objects/partition.ts';
import type { SessionOwners } from './objects/session-owners.ts';
import { type Publisher, publisher } from './queues/publisher.ts';
import { alert, log } from './telemetry/log.ts';

export interface System {
  readonly settings: Settings;
  readonly market: Market;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly customers: ReturnType<typeof customers>;
  readonly receipts: ReturnType<typeof receipts>;
  readonly statements: ReturnType<typeof statements>;
  readonly disputes: ReturnType<typeof disputes>;
  readonly reversals: ReturnType<typeof reversals>;
  readonly maintenance: ReturnType<typeof maintenance>;
  readonly airtime: ReturnType<typeof airtime>;
  readonly simChecks: ReturnType<typeof simChecks>;
  readonly sms: SmsGateway;
  readonly airtimeGateway: AirtimeGateway;
  readonly simSwapGateway: SimSwapGateway;
  readonly publisher: Publisher;
  /** The number of the partition that works for a payer. */
  partitionOf(msisdn: Msisdn): number;
  /** That partition's object, placed near the database. */
  partition(number: number): DurableObjectStub<Partition>;
  /** The object that remembers whose a carrier's session is, by the session's token. */
  owners(carrier: string, session: string): DurableObjectStub<SessionOwners>;
  /** The books and the road of a payment, for the partition of this number. */
  payments(partition: number): Payments;
}

export interface Payments {
  readonly ledger: ReturnType<typeof ledger>;
  readonly pay: ReturnType<typeof pipeline>;
}

/** How many objects share the sessions of a carrier. */
const ownersOfCarrier = 16;

export function system(env: Env): System {
  const settings = readSettings(env);
  const market = markets[settings.MARKET];
  const sql = connect({ url: settings.DATABASE_URL, endpoint: settings.NEON_ENDPOINT });
  const ring = keys(settings);
  const post = receipts(sql, market);
  const simulated = settings.SMS_GATEWAY === 'handset';
  const rules = currentRuleSet(ruleSets(sql).latest, clock);
  const late = recordLateAnswers(lateAnswers(sql, clock));
  return {
    settings,
    market,
    clock,
    keys: ring,
    customers: customers(sql, market),
    receipts: post,
    publisher: publisher(env),
    statements: statements(sql, market),
    disputes: disputes(sql),
    reversals: reversals(sql, market),
    maintenance: maintenance(sql),
    airtime: airtime(sql, market),
    simChecks: simChecks(sql),
    sms: simulated ? simulatedSms(env, ring) : africasTalkingSms(settings),
    airtimeGateway: simulated
      ? simulatedAirtime(env, ring, market)
      : africasTalkingAirtime(settings),
    simSwapGateway: simulated ? simulatedSimSwap(clock) : africasTalkingSimSwap(settings),
    partitionOf: (msisdn) =>
      Number.parseInt(ring.subscriber(msisdn).slice(0, 8), 16) % settings.PARTITIONS,
    partition(number) {
      const { PARTITION_LOCATION: locationHint } = settings;
      return env.PARTITION.getByName(`partition-${number}`, {
        ...(locationHint && { locationHint }),
      });
    },
    owners(carrier, session) {
      const shard = Number.parseInt(session.slice(0, 8), 16) % ownersOfCarrier;
      return env.SESSION_OWNERS.getByName(`${carrier}-${shard}`);
    },
    payments(partition) {
      const books = ledger(sql, market, clock, partition);
      const known = checkInputs(sql, market, clock);
      const pay = pipeline({
        ledger: books,
        checkInputs: (request) => rules.asked().then(() => known(request)),
        fraud: fraudCheckFor(settings, { keys: ring, clock, ruleSet: rules.current }, market),
        ruleSet: rules.current,
        market,
        clock: oneTimerForAll(clock),
        onLateAnswer: late,
      });
      return { ledger: books, pay };
    },
  };
}

/** Who judges payments: an operator's own engine, where there is one. */
function fraudCheckFor(settings: Settings, parts: Parts, market: Market): FraudCheck {
  const { FRAUD_ENGINE_URL: url, FRAUD_ENGINE_KEY: key } = settings;
  if (url === undefined) return fraudByRules(parts.ruleSet, market);
  return fraudEngine({ url, key, deadline: settings.FRAUD_ENGINE_DEADLINE_MS }, parts);
}

/** Keeps what came after the decision, and wakes somebody where it would have been another. */
function recordLateAnswers(keep: ReturnType<typeof lateAnswers>): OnLateAnswer {
  return async (check, { id }, answer) => {
    log('check_late', { payment: id, check, status: answer.status, ms: answer.ms });
    try {
      const stopped = await keep(id, check, answer);
      if (stopped) alert('late_decline', new Error(`payment ${id}`));
    } catch (error) {
      alert('late_answer_lost', error);
    }
  };
}
