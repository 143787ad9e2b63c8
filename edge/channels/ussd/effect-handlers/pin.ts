/** PINs: trying one, and choosing a new one. A PIN is never stored; its MAC is. */
import type { EffectNamed, Result } from '../../../../ussd/effects.ts';
import type { Parts } from '../../../parts.ts';
import { alert } from '../../../telemetry/log.ts';
import { actId } from '../sessions.ts';
import type { EffectContext } from './handler.ts';

/** The try's id holds what was typed, so another PIN is another try, and the same PIN repeated is not. */
export async function verifyPin(
  { pin }: EffectNamed<'verify_pin'>,
  { carrier, msisdn, session, index, account, report }: EffectContext,
  {
    customers,
    pseudonyms,
    pinMac,
    publisher,
    clock,
  }: Pick<Parts, 'customers' | 'pseudonyms' | 'pinMac' | 'publisher' | 'clock'>,
): Promise<Result<'verify_pin'>> {
  const mac = pinMac.pin(msisdn, pin);
  const attempt = actId(session, pseudonyms, 'pin', String(index), mac);
  const notice = actId(session, pseudonyms, 'pin_notice', String(index), mac);
  const tried = await customers.verifyPin(account(), mac, attempt, {
    ...{ carrier, notice, now: clock.now() },
  });
  const { right, triesLeft, lockedUntil: until } = tried;
  if (tried.isSlowed) {
    report('pins_slowed');
    alert('pins_slowed', new Error(`${carrier}: wrong PINs over many numbers`));
  }
  if (tried.isLate) {
    report('pin_late');
    return { verdict: 'late' };
  }
  // If this fails, the sweep does it.
  if (tried.isNotified) {
    await publisher.publishNotices([notice]).catch((error) => alert('ring_failed', error));
  }
  if (triesLeft === null) return { verdict: 'none' };
  if (right) return { verdict: 'right', at: clock.now() };
  if (triesLeft > 0) return { verdict: 'wrong', left: triesLeft };
  report('pin_locked');
  return { verdict: 'locked', ...(until !== undefined && { until }) };
}

export async function stagePin(
  { pin }: EffectNamed<'stage_pin'>,
  { msisdn }: EffectContext,
  { pinMac }: Pick<Parts, 'pinMac'>,
): Promise<Result<'stage_pin'>> {
  return { staged: pinMac.pin(msisdn, pin) };
}

export async function matchPin(
  { pin, staged }: EffectNamed<'match_pin'>,
  { msisdn }: EffectContext,
  { pinMac }: Pick<Parts, 'pinMac'>,
): Promise<Result<'match_pin'>> {
  return { same: pinMac.pin(msisdn, pin) === staged };
}

export async function changePin(
  { staged }: EffectNamed<'change_pin'>,
  { session, index, account }: EffectContext,
  {
    customers,
    pseudonyms,
    publisher,
    clock,
  }: Pick<Parts, 'customers' | 'pseudonyms' | 'publisher' | 'clock'>,
): Promise<Result<'change_pin'>> {
  const notice = actId(session, pseudonyms, 'pin_changed', String(index));
  const outcome = await customers.changePin(account(), staged, notice, clock.now());
  if (outcome === 'locked') return { refusal: 'pin_locked' };
  if (outcome === 'same') return { same: true };
  // If this fails, the sweep does it.
  await publisher.publishNotices([notice]).catch((error) => alert('ring_failed', error));
  return { done: true };
}
