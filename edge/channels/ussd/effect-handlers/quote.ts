/** Finds the payee of a payment, and its price. */
import { mayReceive } from '../../../../core/account.ts';
import { systemAccountsOf } from '../../../../core/ledger/system-accounts.ts';
import { accountReferenceOf, lookupOf, recipientOf } from '../../../../core/payments/target.ts';
import { quote } from '../../../../core/revenue/quote.ts';
import type { EffectNamed, Result } from '../../../../ussd/effects.ts';
import type { Parts } from '../../../parts.ts';
import { type EffectContext, nameOf } from './handler.ts';

/** One screen has room for this many recipients. */
const recentRecipients = 3;

export async function quotePayment(
  { target, amount }: EffectNamed<'quote'>,
  context: EffectContext,
  { customers, market, clock }: Pick<Parts, 'customers' | 'market' | 'clock'>,
): Promise<Result<'quote'>> {
  const refusal = context.names.refusal(target, context);
  if (refusal) return { refusal };
  const payer = context.owner();
  const inputs = await customers.quoteInputs(payer, lookupOf(target), clock.now());
  const request = {
    payer: payer.account,
    type: target.type,
    amount,
    ...accountReferenceOf(target),
  };
  const quoted = quote(request, inputs, systemAccountsOf(market.currency), market, clock.now());
  if ('refusal' in quoted) return quoted;
  const { type, payee, payeeName, fee, excise, until } = quoted;
  const to = { recipientName: payeeName, ...recipientOf(target) };
  const about = accountReferenceOf(target, type);
  return { quote: { type, payee, ...to, ...about, amount, fee, excise, until } };
}

export async function findBusiness(
  { kind, code }: EffectNamed<'find_business'>,
  _: EffectContext,
  { customers }: Pick<Parts, 'customers'>,
): Promise<Result<'find_business'>> {
  const found = await customers.findBusiness(code);
  if (found?.kind !== kind) return { refusal: 'recipient_not_found' };
  if (!mayReceive(kind, found.status)) return { refusal: 'recipient_unavailable' };
  const { name, accounts } = found;
  return { business: { name, ...(accounts && { accounts }) } };
}

export async function readRecipients(
  _: EffectNamed<'read_recipients'>,
  { owner }: EffectContext,
  { statements }: Pick<Parts, 'statements'>,
): Promise<Result<'read_recipients'>> {
  const people = await statements.recipients(owner(), recentRecipients);
  return {
    recipients: people.map((person) => ({ name: nameOf(person), msisdn: person.msisdn })),
  };
}
