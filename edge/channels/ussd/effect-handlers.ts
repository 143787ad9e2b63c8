/** What a conversation asks for, done with real parts. Each may be asked again: by the same index it is the same act. */

import type { AccountId } from '../../../core/account.ts';
import { paymentNumber, reference } from '../../../core/ids.ts';
import { systemAccountsOf } from '../../../core/ledger/system-accounts.ts';
import { localTime } from '../../../core/markets/local-time.ts';
import type { Market } from '../../../core/markets/market.ts';
import { money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { publicState } from '../../../core/payments/outcome.ts';
import { accountReferenceOf, lookupOf, recipientOf } from '../../../core/payments/target.ts';
import { descriptors } from '../../../core/payments/types.ts';
import { quote } from '../../../core/revenue/quote.ts';
import type { StatementRow } from '../../../db/customers/statements.ts';
import type { EffectName, EffectNamed, Result, StatementLine } from '../../../ussd/effects.ts';
import { simsAreChecked } from '../../jobs/sim-checks.ts';
import { resolveUnclaimed } from '../../jobs/sweep.ts';
import type { Parts } from '../../parts.ts';
import { alert, log } from '../../telemetry/log.ts';
import { actId, type Session } from './sessions.ts';

/** Who asks: the effect's place in the journal, and the customer's account, which throws where there is none. */
export interface Asker {
  readonly index: number;
  readonly account: () => AccountId;
}

type EffectHandlers = {
  readonly [Name in Exclude<EffectName, 'pay'>]: (
    effect: EffectNamed<Name>,
    asker: Asker,
  ) => Promise<Result<Name>>;
};

/** A statement on a handset, and the recipients that one screen has room for. */
const statementLines = 5;
const recentRecipients = 3;

const nobody = { refusal: 'payer_not_found' } as const;

export function effectHandlers(system: Parts, msisdn: Msisdn, session: Session): EffectHandlers {
  const { pseudonyms, pinMac, customers, statements, disputes, publisher, market, clock } = system;
  const today = () => localTime(market, clock.now()).day;

  return {
    async find_customer() {
      const found = await customers.find(msisdn);
      if (!found) return { known: false };
      const { account, language } = found;
      return { known: true, name: fullName(found), language, account };
    },

    async quote({ target, amount }, { account }) {
      const payer = account();
      const facts = await customers.quoteInputs(payer, lookupOf(target), clock.now());
      const wish = { payer, type: target.type, amount, ...accountReferenceOf(target) };
      const quoted = quote(wish, facts, systemAccountsOf(market.currency), market, clock.now());
      if ('refusal' in quoted) return quoted;
      const { type, payee, payeeName, fee, excise, until } = quoted;
      const to = { recipientName: payeeName, ...recipientOf(target) };
      const about = accountReferenceOf(target, type);
      return { quote: { type, payee, ...to, ...about, amount, fee, excise, until } };
    },

    async find_business({ kind, code }) {
      const found = await customers.findBusiness(code);
      if (found?.kind !== kind) return { refusal: 'recipient_not_found' };
      if (found.status === 'closed') return { refusal: 'recipient_unavailable' };
      const { name, accounts } = found;
      return { business: { name, ...(accounts && { accounts }) } };
    },

    async read_recipients(_, { account }) {
      const people = await statements.recipients(account(), recentRecipients);
      return {
        recipients: people.map((person) => ({ name: fullName(person), msisdn: person.msisdn })),
      };
    },

    /** The try's id holds what was typed, so another PIN is another try and the same one repeated is not. */
    async verify_pin({ pin }, { index, account }) {
      const mac = pinMac.pin(msisdn, pin);
      const attempt = actId(session, pseudonyms, 'pin', String(index), mac);
      const { right, triesLeft } = await customers.verifyPin(account(), mac, attempt);
      if (right) return { verdict: 'right', at: clock.now() };
      return triesLeft > 0 ? { verdict: 'wrong', left: triesLeft } : { verdict: 'locked' };
    },

    async stage_pin({ pin }) {
      return { staged: pinMac.pin(msisdn, pin) };
    },

    async match_pin({ pin, staged }) {
      return { same: pinMac.pin(msisdn, pin) === staged };
    },

    async change_pin({ staged }, { account }) {
      const done = await customers.changePin(account(), staged);
      return done ? { done } : { refusal: 'pin_locked' };
    },

    async register({ givenName, familyName, idNumber, birthDate, language, staged }, { index }) {
      const sealed = pseudonyms.seal(msisdn, { idNumber, birthDate });
      const person = { msisdn, givenName, familyName, language, tier: 1 };
      const welcome = actId(session, pseudonyms, 'welcome', String(index));
      const account = await customers.open(
        { ...person, pinMac: staged, sealed, welcome, checkSim: simsAreChecked(system) },
        clock.now(),
      );
      // Both are done by the sweep, if they are not done now.
      await publisher.publishNotices([welcome]).catch((error) => alert('ring_failed', error));
      await resolveUnclaimed(system).catch((error) => alert('claim_failed', error));
      return { account };
    },

    async read_payment({ id }) {
      const found = await statements.payment(id);
      switch (found?.state) {
        case 'completed':
          return { state: 'completed', reference: reference(found.number) };
        case 'rejected':
        case 'failed':
          return { state: 'refused', refusal: found.refusal ?? 'unavailable' };
        default:
          return { state: 'pending' };
      }
    },

    async read_balance(_, { account }) {
      const found = await customers.balance(account(), today());
      return found ? { balance: found.balance } : nobody;
    },

    async read_statement(_, { account }) {
      const rows = await statements.last(account(), statementLines);
      return {
        lines: rows.map((row): StatementLine => {
          const { at, type, amount, fee, balance } = row;
          const direction = row.incoming ? 'in' : 'out';
          const reversed = publicState('completed', amount, row.reversed) === 'REVERSED';
          const line = { at, direction, type, reversed, reference: reference(row.number) } as const;
          return { ...line, amount, fee, balance, ...otherSide(row, market) };
        }),
      };
    },

    async read_limits(_, { account }) {
      const found = await customers.balance(account(), today());
      const tier = found?.tier === undefined ? undefined : market.tiers[found.tier];
      if (!found?.tier || !tier) return nobody;
      return {
        tier: found.tier,
        perPayment: money(tier.sending.maxPayment, market.currency),
        daily: found.dailyLimit ?? money(tier.sending.daily.amount, market.currency),
        usedToday: found.dailyUsed,
      };
    },

    async set_language({ language }, { account }) {
      const done = await customers.setLanguage(account(), language);
      return done ? { done } : nobody;
    },

    async open_dispute({ reference: named, reason }, { account }) {
      const number = paymentNumber(named);
      const numbers = number === undefined ? [] : [number];
      const opened = await disputes.open({ account: account(), numbers, reason }, clock.now());
      if (opened === undefined) return { refusal: 'unavailable' };
      log('dispute_opened', { reference: named, reason });
      return { done: true };
    },

    async block_account(_, { account }) {
      const done = await customers.block(account());
      return done ? { done } : nobody;
    },
  };
}

/** Names the other side in a line of a statement. Where a system account was paid for a number, that is the number. */
function otherSide(
  { type, other, business, accountReference }: StatementRow,
  { operatorName: name }: Market,
): Pick<StatementLine, 'other' | 'otherNumber'> {
  if (other) return { other: fullName(other), otherNumber: other.msisdn };
  if (business !== undefined) return { other: business };
  const isForNumber = accountReference && descriptors[type].reference === 'msisdn';
  return isForNumber ? { other: '', otherNumber: accountReference as Msisdn } : { other: name };
}

function fullName({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return `${givenName} ${familyName}`;
}
