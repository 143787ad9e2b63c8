/** A payment that was made: its result, and a dispute about it. */
import { paymentNumber, reference } from '../../../../core/ids.ts';
import type { EffectNamed, Result } from '../../../../ussd/effects.ts';
import type { Parts } from '../../../parts.ts';
import { log } from '../../../telemetry/log.ts';
import { paymentResult } from '../payment-result.ts';
import type { EffectContext } from './handler.ts';

export async function readPayment(
  { id }: EffectNamed<'read_payment'>,
  _: EffectContext,
  { statements }: Pick<Parts, 'statements'>,
): Promise<Result<'read_payment'>> {
  const found = await statements.payment(id);
  return found
    ? paymentResult(found, { reference: reference(found.number) })
    : { state: 'pending' };
}

export async function openDispute(
  { reference: named, reason }: EffectNamed<'open_dispute'>,
  { account }: EffectContext,
  { disputes, clock }: Pick<Parts, 'disputes' | 'clock'>,
): Promise<Result<'open_dispute'>> {
  const number = paymentNumber(named);
  const numbers = number === undefined ? [] : [number];
  const opened = await disputes.open({ account: account(), numbers, reason }, clock.now());
  if (opened === undefined) return { refusal: 'unavailable' };
  log('dispute_opened', { reference: named, reason });
  return { done: true };
}
