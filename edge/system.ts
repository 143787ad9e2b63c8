/**
 * The composition root: builds everything concrete from Env, and nobody else does. Built for each request, queue
 * batch or object, because nothing that does I/O may outlive the request or object that made it.
 */
import { markets } from '../core/markets/index.ts';
import { pipeline } from '../core/pipeline/pipeline.ts';
import type { OnLateAnswer } from '../core/pipeline/ports.ts';
import { customers } from '../db/customers/customers.ts';
import { pinCodes } from '../db/customers/pin-codes.ts';
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
import { proof } from '../db/proof/proof.ts';
import { systemClock as clock, oneTimerForAll } from './clock.ts';
import { type Pseudonyms, pinMac, pseudonyms as pseudonymsOf } from './crypto.ts';
import type { Env } from './env.ts';
import type { Circuits } from './gateways/circuits.ts';
import { smsSender } from './gateways/sms/sender.ts';
import type { Connect, GatewayTools } from './gateways/vendor.ts';
import { currentRuleSet } from './objects/current-rule-set.ts';
import type { Parts } from './parts.ts';
import { publisher } from './queues/publisher.ts';
import { readSettings, type Settings } from './settings.ts';
import { metricsOf } from './telemetry/collectors.ts';
import { alert, log } from './telemetry/log.ts';
import type { GatewayMetric, Metrics } from './telemetry/metrics.ts';
import { checksObserver, flushObserver, observedGateway } from './telemetry/observe.ts';

/**
 * An isolate's circuit breakers outlive the requests and batches that it serves: what one batch learned of a gateway, the next
 * one knows. They hold counts and no connection, so the rule above does not bind them. Other isolates learn for themselves.
 */
const circuits: Circuits = new Map();

/** This many objects share the sessions of a carrier. */
const ownersOfCarrier = 16;

export function buildParts(env: Env): Parts {
  const settings = readSettings(env);
  const market = markets[settings.MARKET];
  const sql = connect({ url: settings.DATABASE_URL, endpoint: settings.NEON_ENDPOINT });
  const pseudonyms = pseudonymsOf(settings);
  const { gateways, PARTITION_LOCATION: locationHint } = settings;
  const nearDatabase = { ...(locationHint && { locationHint }) };
  const rules = currentRuleSet(ruleSets(sql).latest, clock);
  const late = recordLateAnswers(lateAnswers(sql, clock));
  const metrics = metricsOf(env);
  return {
    settings,
    market,
    clock,
    metrics,
    pseudonyms,
    pinMac: pinMac(settings),
    customers: customers(sql, market),
    pinCodes: pinCodes(sql),
    receipts: receipts(sql, market),
    publisher: publisher(env),
    statements: statements(sql, market),
    disputes: disputes(sql),
    reversals: reversals(sql, market),
    maintenance: maintenance(sql),
    proof: proof(sql, market.code),
    auditTrail: () => env.AUDIT_TRAIL.getByName('books', nearDatabase),
    airtime: airtime(sql, market),
    simChecks: simChecks(sql),
    ...gatewaysOf(settings, pseudonyms, metrics, env),
    partitionOf: (msisdn) =>
      Number.parseInt(pseudonyms.subscriber(msisdn).slice(0, 8), 16) % settings.PARTITIONS,
    partition(number) {
      return env.PARTITION.getByName(`partition-${number}`, nearDatabase);
    },
    owners(carrier, session) {
      const shard = Number.parseInt(session.slice(0, 8), 16) % ownersOfCarrier;
      return env.SESSION_OWNERS.getByName(`${carrier}-${shard}`);
    },
    payments(partition) {
      const observer = flushObserver(metrics, clock);
      const books = ledger(sql, market, clock, partition, observer);
      const inputs = checkInputs(sql, clock, observer);
      const pay = pipeline({
        ledger: books,
        checkInputs: (request) => rules.asked().then(() => inputs(request)),
        fraud: gateways.fraud({ keys: pseudonyms, clock, ruleSet: rules.current }, market),
        ruleSet: rules.current,
        market,
        clock: oneTimerForAll(clock),
        onLateAnswer: late,
        onChecks: checksObserver(metrics),
      });
      return { ledger: books, pay };
    },
  };
}

/** The chosen gateways to outside services, each observed by the metrics. */
function gatewaysOf(
  { gateways, MARKET }: Settings,
  pseudonyms: Pseudonyms,
  metrics: Metrics,
  env: Env,
): Pick<Parts, 'sms' | 'airtimeGateway' | 'simSwapGateway'> {
  const tools: GatewayTools = {
    ...{ clock, market: markets[MARKET] },
    async deliver(sms) {
      await env.HANDSET.getByName(pseudonyms.subscriber(sms.to)).receive(sms);
    },
  };
  const connected = <Gateway extends object>(
    gateway: GatewayMetric['gateway'],
    [vendor, connect]: readonly [vendor: string, connect: Connect<Gateway>],
  ) => observedGateway(connect(tools), { gateway, vendor }, { metrics, clock });
  const { sms, airtime, simSwap } = gateways;
  return {
    sms: smsSender(
      sms.map((chosen) => [chosen[0], connected('sms', chosen)]),
      { circuits, clock },
    ),
    airtimeGateway: connected('airtime', airtime),
    simSwapGateway: simSwap && connected('sim_swap', simSwap),
  };
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
