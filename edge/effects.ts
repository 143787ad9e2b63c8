/** What a conversation asks for, done with real parts. Each may be asked again: by the same index it is the same act. */
import { reference } from '../core/ids.ts';
import { localTime } from '../core/market.ts';
import { money } from '../core/money.ts';
import type { Msisdn } from '../core/msisdn.ts';
import type { AccountId } from '../core/payment.ts';
import { quote } from '../core/revenue/quote.ts';
import type { EffectName, EffectNamed, Result, StatementLine } from '../ussd/effects.ts';
import { actId, type Session } from './sessions.ts';
import type { System } from './system.ts';

/** Who asks: the effect's place in the journal, and the customer's account, which throws where there is none. */
export interface Asker {
  readonly index: number;
  readonly account: () => AccountId;
}

type Effects = {
  readonly [Name in Exclude<EffectName, 'pay'>]: (
    effect: EffectNamed<Name>,
    asker: Asker,
  ) => Promise<Result<Name>>;
};

/** A statement on a handset, and the recipients that one screen has room for. */
const statementLines = 5;
const recentRecipients = 3;

const nobody = { refusal: 'payer_not_found' } as const;

export function effects(system: System, msisdn: Msisdn, session: Session): Effects {
  const { keys, customers, statements, market, clock } = system;
  const today = () => localTime(market, clock.now()).day;

  return {
    async find_customer() {
      const found = await customers.find(msisdn);
      if (!found) return { known: false };
      const { account, language } = found;
      return { known: true, name: fullName(found), language, account };
    },

    async quote({ to, amount }, { account }) {
      const payer = account();
      const facts = await customers.quoteFacts(payer, to, today());
      const quoted = quote(payer, amount, facts, market);
      if ('refusal' in quoted) return quoted;
      const { payee, payeeName, fee } = quoted;
      return {
        quote: { type: 'p2p', payee, recipient: to, recipientName: payeeName, amount, fee },
      };
    },

    async read_recipients(_, { account }) {
      const people = await statements.recipients(account(), recentRecipients);
      return {
        recipients: people.map((person) => ({ name: fullName(person), msisdn: person.msisdn })),
      };
    },

    /** The try's id holds what was typed, so another PIN is another try and the same one repeated is not. */
    async verify_pin({ pin }, { index, account }) {
      const mac = keys.pin(msisdn, pin);
      const attempt = actId(session, keys, 'pin', String(index), mac);
      const { right, triesLeft } = await customers.verifyPin(account(), mac, attempt);
      if (right) return { verdict: 'right' };
      return triesLeft > 0 ? { verdict: 'wrong', left: triesLeft } : { verdict: 'locked' };
    },

    async stage_pin({ pin }) {
      return { staged: keys.pin(msisdn, pin) };
    },

    async match_pin({ pin, staged }) {
      return { same: keys.pin(msisdn, pin) === staged };
    },

    async change_pin({ staged }, { account }) {
      const done = await customers.changePin(account(), staged);
      return done ? { done } : { refusal: 'pin_locked' };
    },

    async register({ givenName, familyName, idNumber, birthDate, language, staged }) {
      const sealed = keys.seal(msisdn, { idNumber, birthDate });
      const person = { msisdn, givenName, familyName, language, tier: 1 };
      return { account: await customers.open({ ...person, pinMac: staged, sealed }) };
    },

    async read_payment({ id }) {
      const found = await statements.payment(id);
      if (!found || found.state === 'reserved') return { state: 'pending' };
      if (found.state === 'completed')
        return { state: 'completed', reference: reference(found.number) };
      return { state: 'refused', refusal: found.refusal ?? 'unavailable' };
    },

    async read_balance(_, { account }) {
      const found = await customers.balance(account(), today());
      return found ? { balance: found.balance } : nobody;
    },

    async read_statement(_, { account }) {
      const rows = await statements.last(account(), statementLines);
      return {
        lines: rows.map(({ at, incoming, amount, fee, balance, other }): StatementLine => {
          const line = { at, direction: incoming ? 'in' : 'out', amount, fee, balance } as const;
          if (!other) return { ...line, other: market.house };
          return { ...line, other: fullName(other), otherNumber: other.msisdn };
        }),
      };
    },

    async read_limits(_, { account }) {
      const found = await customers.balance(account(), today());
      const tier = found?.tier === undefined ? undefined : market.tiers[found.tier];
      if (!found?.tier || !tier) return nobody;
      return {
        tier: found.tier,
        perPayment: money(tier.largestPayment, market.currency),
        daily: found.dailyLimit ?? money(tier.dailyLimit, market.currency),
        usedToday: found.dailyUsed,
      };
    },

    async set_language({ language }, { account }) {
      const done = await customers.setLanguage(account(), language);
      return done ? { done } : nobody;
    },

    async block_account(_, { account }) {
      const done = await customers.block(account());
      return done ? { done } : nobody;
    },
  };
}

function fullName({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return `${givenName} ${familyName}`;
}
