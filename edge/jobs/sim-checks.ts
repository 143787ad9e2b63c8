/**
 * Asks networks whether customers' SIMs were changed. No payment waits for it: a customer who pays or registers becomes due, a
 * timer asks, and the payments that follow find the verdict.
 */
import type { DueSimCheck } from '../../db/customers/sim-checks.ts';
import type { SimSwapGateway } from '../gateways/sim-swap/port.ts';
import type { Parts } from '../parts.ts';
import { alert, log } from '../telemetry/log.ts';

/** As many as the Workers runtime opens connections at a time, so that none waits with its deadline running. */
const askedAtOnce = 6;

/** After this the rest is left to the next minute's timer (milliseconds). */
const askFor = 30_000;

const hour = 60 * 60 * 1_000;

/** Tells whether networks are asked at all. */
export function simsAreChecked({ settings }: Pick<Parts, 'settings'>): boolean {
  return settings.SIM_CHECK_HOURS > 0;
}

/** Makes the payers of these payments due, unless the network was asked about them of late. */
export async function scheduleSimChecks(
  payments: readonly string[],
  system: Pick<Parts, 'simChecks' | 'settings' | 'clock'>,
): Promise<void> {
  if (!simsAreChecked(system) || payments.length === 0) return;
  const now = system.clock.now();
  await system.simChecks.schedule(payments, now - system.settings.SIM_CHECK_HOURS * hour, now);
}

/** Asks about the numbers that are due, a few at a time. Safe to run at any time, by any number of callers. */
export async function runSimChecks(
  system: Pick<Parts, 'simChecks' | 'simSwapGateway' | 'settings' | 'clock'>,
): Promise<void> {
  const { simChecks, simSwapGateway, clock } = system;
  if (!simsAreChecked(system) || !simSwapGateway) return;
  const until = clock.now() + askFor;
  let asked = 0;
  for (let full = true; full && clock.now() < until; ) {
    const due = await simChecks.claim(askedAtOnce, clock.now());
    await Promise.all(due.map((one) => check(one, simSwapGateway, system)));
    asked += due.length;
    full = due.length === askedAtOnce;
  }
  if (asked > 0) log('sims_asked', { asked });
}

/** A number without an answer becomes due again by itself. */
async function check(
  { account, msisdn }: DueSimCheck,
  simSwapGateway: SimSwapGateway,
  { simChecks, clock }: Pick<Parts, 'simChecks' | 'clock'>,
): Promise<void> {
  try {
    const { requestId, verdict } = await simSwapGateway.ask(msisdn);
    await simChecks.recordRequest(account, requestId);
    if (verdict) await simChecks.recordSwap(requestId, verdict.changedAt, clock.now());
  } catch (error) {
    alert('sim_check_failed', error);
  }
}
