/** Codes by SMS: a PIN by a code, proving the identity of who forgot the PIN, and proving who has a number. */
import type { AccountId } from '../../../../core/account.ts';
import type { CodeRefusal } from '../../../../core/one-time-code.ts';
import type { IdentityOnFile } from '../../../../db/customers/pin-codes.ts';
import type { EffectNamed, Result } from '../../../../ussd/effects.ts';
import { bareIdNumber } from '../../../../ussd/inputs/identity.ts';
import { sameSecret } from '../../../crypto.ts';
import { resolveUnclaimed } from '../../../jobs/sweep.ts';
import type { Parts } from '../../../parts.ts';
import { alert } from '../../../telemetry/log.ts';
import { actId } from '../sessions.ts';
import type { EffectContext } from './handler.ts';

type CodeParts = Pick<Parts, 'pinCodes' | 'pinMac' | 'pseudonyms' | 'publisher' | 'clock'>;

/** The code follows from the notice's id, which is the same each time the turn is tried: it is one SMS and one code. */
export async function sendPinCode(
  { proof }: EffectNamed<'send_pin_code'>,
  { msisdn, session, index, account, report }: EffectContext,
  { pinCodes, pinMac, pseudonyms, publisher, clock }: CodeParts,
): Promise<Result<'send_pin_code'>> {
  const notice = actId(session, pseudonyms, 'pin_code', String(index));
  const mac = pinMac.code('pin', msisdn, pinMac.oneTimeCode('pin', msisdn, notice));
  const sent = await pinCodes.send(account(), { mac, notice, proof }, clock.now());
  if (sent === 'blocked') report('code_blocked');
  if (sent !== 'sent') return { notSent: sent };
  await ring(notice, publisher);
  return { sent: true };
}

/** The try's id holds what was typed, so another code is another try, and the same code repeated is not. */
export async function verifyPinCode(
  { code }: EffectNamed<'verify_pin_code'>,
  { msisdn, session, index, account, report }: EffectContext,
  { pinCodes, pinMac, pseudonyms, clock }: CodeParts,
): Promise<Result<'verify_pin_code'>> {
  const mac = pinMac.code('pin', msisdn, code);
  const attempt = actId(session, pseudonyms, 'code', String(index), mac);
  const { verdict, triesLeft } = await pinCodes.verify(account(), mac, attempt, clock.now());
  if (verdict === 'right') return { verdict, proof: attempt };
  if (verdict === 'wrong') return { verdict, left: triesLeft };
  if (verdict === 'blocked') report('code_blocked');
  return { verdict };
}

export async function choosePin(
  { staged, proof }: EffectNamed<'choose_pin'>,
  { session, index, account }: EffectContext,
  parts: CodeParts & PayOutParts,
): Promise<Result<'choose_pin'>> {
  const { pinCodes, pseudonyms, publisher, clock } = parts;
  const notice = actId(session, pseudonyms, 'pin_chosen', String(index));
  const chosen = { pinMac: staged, proof, notice };
  const outcome = await pinCodes.choosePin(account(), chosen, clock.now());
  if (outcome === 'chosen') {
    await ring(notice, publisher);
    // The code has proved who has the number, too.
    await payOut(parts);
  }
  return { outcome };
}

export async function sendNumberCode(
  _: EffectNamed<'send_number_code'>,
  context: EffectContext,
  parts: CodeParts,
): Promise<Result<'send_number_code'>> {
  const sent = await numberCode(context.account(), context, parts);
  if (sent === 'blocked') context.report('code_blocked');
  return sent === 'sent' ? { sent: true } : { notSent: sent };
}

/** Sends the code that proves who has a number, once for each effect, and says why not otherwise. */
export async function numberCode(
  account: AccountId,
  { msisdn, session, index }: Pick<EffectContext, 'msisdn' | 'session' | 'index'>,
  { pinCodes, pinMac, pseudonyms, publisher, clock }: CodeParts,
): Promise<'sent' | CodeRefusal> {
  const notice = actId(session, pseudonyms, 'number_code', String(index));
  const mac = pinMac.code('number', msisdn, pinMac.oneTimeCode('number', msisdn, notice));
  const sent = await pinCodes.sendNumberCode(account, { mac, notice }, clock.now());
  if (sent === 'sent') await ring(notice, publisher);
  return sent;
}

/** With the right code the money that waits is due, and is paid out at once. */
export async function proveNumber(
  { code }: EffectNamed<'prove_number'>,
  { msisdn, session, index, account, report }: EffectContext,
  parts: CodeParts & PayOutParts,
): Promise<Result<'prove_number'>> {
  const { pinCodes, pinMac, pseudonyms, clock } = parts;
  const mac = pinMac.code('number', msisdn, code);
  const attempt = actId(session, pseudonyms, 'number', String(index), mac);
  const { verdict, triesLeft } = await pinCodes.proveNumber(account(), mac, attempt, clock.now());
  if (verdict === 'wrong') return { verdict, left: triesLeft };
  if (verdict === 'blocked') report('code_blocked');
  if (verdict === 'right') await payOut(parts);
  return { verdict };
}

type PayOutParts = Pick<Parts, 'maintenance' | 'publisher' | 'market' | 'clock'>;

/** Pays out money that is due. If this fails, the sweep does it. */
export async function payOut(parts: PayOutParts): Promise<void> {
  await resolveUnclaimed(parts).catch((error) => alert('claim_failed', error));
}

export async function stageIdentity(
  { idNumber }: EffectNamed<'stage_identity'>,
  { msisdn }: EffectContext,
  { pinMac }: Pick<Parts, 'pinMac'>,
): Promise<Result<'stage_identity'>> {
  return { staged: pinMac.idNumber(msisdn, idNumber) };
}

/** The try is counted before the answers are compared with what is on file. */
export async function proveIdentity(
  { staged, birthDate }: EffectNamed<'prove_identity'>,
  { msisdn, session, index, account, report }: EffectContext,
  { pinCodes, pinMac, pseudonyms }: Pick<Parts, 'pinCodes' | 'pinMac' | 'pseudonyms'>,
): Promise<Result<'prove_identity'>> {
  const attempt = actId(session, pseudonyms, 'identity', String(index), staged, birthDate);
  const onFile = await pinCodes.tryIdentity(account(), attempt);
  if (isOnFile(onFile)) return { verdict: 'right', proof: attempt };
  if (onFile.sealed !== undefined && onFile.triesLeft > 0) {
    return { verdict: 'wrong', left: onFile.triesLeft };
  }
  report('identity_refused');
  return { verdict: 'care' };

  function isOnFile({ sealed }: IdentityOnFile): boolean {
    if (sealed === undefined) return false;
    const { idNumber = '', birthDate: born = '' } = pseudonyms.unseal(msisdn, sealed);
    const known = pinMac.idNumber(msisdn, bareIdNumber(idNumber));
    return sameSecret(`${known} ${born}`, `${staged} ${birthDate}`);
  }
}

/** Rings for the notice. If that fails, the sweep does it. */
async function ring(notice: string, publisher: Parts['publisher']): Promise<void> {
  await publisher.publishNotices([notice]).catch((error) => alert('ring_failed', error));
}
