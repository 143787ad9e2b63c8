/** Finds and registers the customer, and keeps their language. */
import type { EffectNamed, Result } from '../../../../ussd/effects.ts';
import { simsAreChecked } from '../../../jobs/sim-checks.ts';
import { resolveUnclaimed } from '../../../jobs/sweep.ts';
import type { Parts } from '../../../parts.ts';
import { alert } from '../../../telemetry/log.ts';
import { actId } from '../sessions.ts';
import { type EffectContext, nameOf } from './handler.ts';

export async function findCustomer(
  _: EffectNamed<'find_customer'>,
  { msisdn }: EffectContext,
  { customers, clock }: Pick<Parts, 'customers' | 'clock'>,
): Promise<Result<'find_customer'>> {
  const found = await customers.find(msisdn);
  if (!found) return { known: false };
  const { account, language, hasPin, codeUntil = 0 } = found;
  return {
    ...{ known: true, name: nameOf(found), language, account },
    ...(!hasPin && { needsPin: true }),
    ...(codeUntil > clock.now() && { codeSent: true }),
  };
}

/** Opens the account, welcomes the customer by SMS, and pays out money that was waiting for the number. */
export async function register(
  { givenName, familyName, document, birthDate, language, staged }: EffectNamed<'register'>,
  { msisdn, session, index }: EffectContext,
  parts: Pick<
    Parts,
    'settings' | 'customers' | 'pseudonyms' | 'maintenance' | 'publisher' | 'market' | 'clock'
  >,
): Promise<Result<'register'>> {
  const { customers, pseudonyms, publisher, clock } = parts;
  const { number: idNumber, type: idType, country: idCountry } = document;
  const sealed = pseudonyms.seal(msisdn, { idNumber, idType, idCountry, birthDate });
  const identity = pseudonyms.identity(idCountry, idNumber);
  const person = { msisdn, givenName, familyName, language, tier: 1, identity };
  const welcome = actId(session, pseudonyms, 'welcome', String(index));
  const account = await customers.open(
    { ...person, pinMac: staged, sealed, welcome, checkSim: simsAreChecked(parts) },
    clock.now(),
  );
  // If either of these fails, the sweep does it.
  await publisher.publishNotices([welcome]).catch((error) => alert('ring_failed', error));
  await resolveUnclaimed(parts).catch((error) => alert('claim_failed', error));
  return { account };
}

export async function setLanguage(
  { language }: EffectNamed<'set_language'>,
  { account }: EffectContext,
  { customers }: Pick<Parts, 'customers'>,
): Promise<Result<'set_language'>> {
  const done = await customers.setLanguage(account(), language);
  return done ? { done } : { refusal: 'payer_not_found' };
}
