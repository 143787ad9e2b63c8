/** Finds and registers the customer, and keeps their language. */
import type { EffectNamed, Result } from '../../../../ussd/effects.ts';
import { simsAreChecked } from '../../../jobs/sim-checks.ts';
import type { Parts } from '../../../parts.ts';
import { alert } from '../../../telemetry/log.ts';
import { actId } from '../sessions.ts';
import { type EffectContext, nameOf } from './handler.ts';
import { numberCode, payOut } from './pin-code.ts';

export async function findCustomer(
  _: EffectNamed<'find_customer'>,
  { carrier, msisdn }: EffectContext,
  parts: Pick<
    Parts,
    'settings' | 'customers' | 'pinCodes' | 'maintenance' | 'publisher' | 'market' | 'clock'
  >,
): Promise<Result<'find_customer'>> {
  const { customers, pinCodes, clock } = parts;
  const found = await customers.find(msisdn, carrier);
  if (!found) return { known: false };
  const { account, language, hasPin, codeUntil = 0, numberCodeUntil = 0 } = found;
  const isVouchedFor = found.moneyWaits && vouches(carrier, parts);
  if (isVouchedFor) {
    await pinCodes.vouchForNumber(account, clock.now());
    await payOut(parts);
  }
  return {
    ...{ known: true, name: nameOf(found), language, account },
    ...(!hasPin && { needsPin: true }),
    ...(codeUntil > clock.now() && { codeSent: true }),
    ...(found.moneyWaits && !isVouchedFor && { moneyWaits: true }),
    ...(numberCodeUntil > clock.now() && { numberCodeSent: true }),
    ...(found.namesAreLate && { namesAreLate: true }),
  };
}

/**
 * Opens the account and welcomes the customer by SMS. Where money waits for the number, its own network vouches for it, or a code goes
 * out that the next dial asks for.
 */
export async function register(
  { givenName, familyName, document, birthDate, language, staged }: EffectNamed<'register'>,
  context: EffectContext,
  parts: Pick<
    Parts,
    | 'settings'
    | 'customers'
    | 'pinCodes'
    | 'pinMac'
    | 'pseudonyms'
    | 'maintenance'
    | 'publisher'
    | 'market'
    | 'clock'
  >,
): Promise<Result<'register'>> {
  const { carrier, msisdn, session, index, report } = context;
  const { customers, pseudonyms, publisher, clock } = parts;
  const isProved = vouches(carrier, parts);
  const { number: idNumber, type: idType, country: idCountry } = document;
  const sealed = pseudonyms.seal(msisdn, { idNumber, idType, idCountry, birthDate });
  const identity = pseudonyms.identity(idCountry, idNumber);
  const person = { msisdn, givenName, familyName, language, tier: 1, identity };
  const welcome = actId(session, pseudonyms, 'welcome', String(index));
  const account = await customers.register(
    { ...person, pinMac: staged, sealed, welcome, checkSim: simsAreChecked(parts), isProved },
    clock.now(),
  );
  if (account === undefined) {
    report('second_wallet');
    return { hasWallet: true };
  }
  // If this fails, the sweep does it.
  await publisher.publishNotices([welcome]).catch((error) => alert('ring_failed', error));
  if (isProved) {
    await payOut(parts);
    return { account };
  }
  // If this fails, the next dial has the code sent.
  const sent = await numberCode(account, context, parts).catch((error) => {
    alert('number_code_failed', error);
    return 'over';
  });
  return { account, ...(sent === 'sent' && { moneyWaits: true }) };
}

/** Tells whether a carrier is a private line to the number's own network, whose word proves who has the number. */
function vouches(carrier: string, { settings }: Pick<Parts, 'settings'>): boolean {
  const own = Object.entries(settings.CARRIERS).find(([name]) => name === carrier)?.[1];
  return own?.provesNumbers === true;
}

export async function setLanguage(
  { language }: EffectNamed<'set_language'>,
  { account }: EffectContext,
  { customers }: Pick<Parts, 'customers'>,
): Promise<Result<'set_language'>> {
  const done = await customers.setLanguage(account(), language);
  return done ? { done } : { refusal: 'payer_not_found' };
}
