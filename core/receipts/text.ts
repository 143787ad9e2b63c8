/** The wording of receipts: begins with the payment's reference, tells local time, fits one message. */
import { reference } from '../ids.ts';
import { type Language, localTime, type Market } from '../market.ts';
import { groupMoney, type Money } from '../money.ts';
import type { Msisdn } from '../msisdn.ts';
import type { Refusal } from '../refusal.ts';

export interface Receipt {
  readonly party: 'payer' | 'payee';
  readonly language: Language;
  readonly state: 'completed' | 'rejected' | 'failed';
  readonly refusal: Refusal | undefined;
  /** The payment's running number. */
  readonly number: bigint;
  readonly amount: Money;
  readonly fee: Money;
  /** The other side; undefined where it has no number (a till). */
  readonly other: Msisdn | undefined;
  /** This party's balance after it, when completed. */
  readonly balance: Money | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly endedAt: number;
}

/** The text of one SMS, at most 160 characters of GSM-7. */
export function receiptText(receipt: Receipt, market: Market): string {
  const { date, clock } = localTime(market, receipt.endedAt);
  const words: Words = {
    reference: reference(receipt.number),
    amount: market.symbol + groupMoney(receipt.amount),
    fee: market.symbol + groupMoney(receipt.fee),
    balance: receipt.balance ? market.symbol + groupMoney(receipt.balance) : '',
    other: receipt.other ?? '',
    date,
    clock,
  };
  const sentences = texts[receipt.language];
  if (receipt.state === 'completed') return sentences[receipt.party](words);
  return sentences.notSent(words, receipt.refusal ?? 'unavailable');
}

interface Words {
  readonly reference: string;
  readonly amount: string;
  readonly fee: string;
  readonly balance: string;
  /** Empty where the other side has no number. */
  readonly other: string;
  readonly date: string;
  readonly clock: string;
}

interface Sentences {
  readonly payer: (words: Words) => string;
  readonly payee: (words: Words) => string;
  readonly notSent: (words: Words, refusal: Refusal) => string;
}

const texts: Readonly<Record<Language, Sentences>> = {
  en: {
    payer: (w) =>
      `${w.reference} Confirmed. ${w.amount} sent${w.other && ` to ${w.other}`} ` +
      `on ${w.date} at ${w.clock}. New balance is ${w.balance}. Transaction cost ${w.fee}.`,
    payee: (w) =>
      `${w.reference} Confirmed. You have received ${w.amount}${w.other && ` from ${w.other}`} ` +
      `on ${w.date} at ${w.clock}. New balance is ${w.balance}.`,
    notSent: (w, refusal) =>
      `${w.reference} Failed. ${w.amount} was not sent${w.other && ` to ${w.other}`} ` +
      `on ${w.date} at ${w.clock}. ${reasons.en[refusal] ?? 'Please try again later.'}`,
  },
  sw: {
    payer: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} imetumwa${w.other && ` kwa ${w.other}`} ` +
      `tarehe ${w.date} saa ${w.clock}. Salio jipya ni ${w.balance}. Gharama ${w.fee}.`,
    payee: (w) =>
      `${w.reference} Imethibitishwa. Umepokea ${w.amount}${w.other && ` kutoka ${w.other}`} ` +
      `tarehe ${w.date} saa ${w.clock}. Salio jipya ni ${w.balance}.`,
    notSent: (w, refusal) =>
      `${w.reference} Imeshindikana. ${w.amount} haikutumwa${w.other && ` kwa ${w.other}`} ` +
      `tarehe ${w.date} saa ${w.clock}. ${reasons.sw[refusal] ?? 'Jaribu tena baadaye.'}`,
  },
};

/** Reasons that help the payer; what is missing here says nothing to a payer. */
const reasons: Readonly<Record<Language, Partial<Record<Refusal, string>>>> = {
  en: {
    insufficient_funds: 'Not enough money.',
    daily_limit_exceeded: 'Daily limit reached.',
    fraud_declined: 'Declined for your safety.',
    recipient_unavailable: 'That number cannot receive.',
  },
  sw: {
    insufficient_funds: 'Salio halitoshi.',
    daily_limit_exceeded: 'Kikomo cha siku kimefikiwa.',
    fraud_declined: 'Imekataliwa kwa usalama wako.',
    recipient_unavailable: 'Nambari hiyo haiwezi kupokea.',
  },
};
