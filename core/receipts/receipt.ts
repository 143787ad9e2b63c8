/** The wording of receipts. Each begins with the payment's reference, tells the local time and fits one message. */
import { fullName, type PersonName, shortName } from '../identity/name.ts';
import { reference } from '../ids.ts';
import type { Language } from '../language.ts';
import { formatAmount } from '../markets/format.ts';
import { marketByCurrency } from '../markets/index.ts';
import { formatClock, formatDate, localTime } from '../markets/local-time.ts';
import { claimUntil, type Market } from '../markets/market.ts';
import type { Money } from '../money.ts';
import type { Msisdn } from '../msisdn.ts';
import { shortBusinessName } from '../parties/business.ts';
import type { PaymentType } from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';
import { sentences } from './index.ts';
import { withFirstThatFits, withRoomFor } from './room.ts';
import type { ReceiptSentence, ReceiptWords } from './sentences.ts';

/** The end of a message that was sent. */
export type DeliveryEnd = 'delivered' | 'undelivered';

export interface Receipt {
  readonly type: PaymentType;
  readonly party: 'payer' | 'payee';
  readonly language: Language;
  readonly state: 'completed' | 'rejected' | 'failed';
  readonly refusal: Refusal | undefined;
  /** The payment's running number. */
  readonly number: bigint;
  readonly amount: Money;
  /** The part of the fee that this party paid. */
  readonly fee: Money;
  /** The other side: a person's number, or the number that airtime or waiting money is for. */
  readonly other: Msisdn | undefined;
  /** The other side, where it is a customer. */
  readonly otherName?: PersonName | undefined;
  /** The other side, where it is a business. */
  readonly business: { readonly name: string; readonly code: string } | undefined;
  /** For a bill: the account number. */
  readonly accountReference: string | undefined;
  /** For a correction: why it was made, in letters of GSM-7. */
  readonly reason?: string | undefined;
  /** For an exchange: what the other side got or paid, in its currency. */
  readonly exchanged?: Money | undefined;
  /** This party's balance after it, when completed. */
  readonly balance: Money | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly endedAt: number;
}

/**
 * The text of one SMS, at most 160 characters of GSM-7. A party whose currency is not that of the market `here` reads it as
 * in their own market. Throws a RangeError for a party that the type's descriptor does not notify, which is always a bug.
 */
export function receiptText(receipt: Receipt, here: Market): string {
  const naming = (other: string) => textNaming(other, receipt, here);
  return withFirstThatFits(otherSide(receipt), receipt.language, naming);
}

/** The other side as screens name it, and without its name. */
function otherSide({ business, other, otherName }: Receipt): readonly string[] {
  if (business) return [`${shortBusinessName(business.name)} ${business.code}`, business.code];
  const number: string = other ?? '';
  return otherName ? [`${number} ${shortName(fullName(otherName))}`.trim(), number] : [number];
}

function textNaming(other: string, receipt: Receipt, here: Market): string {
  const { type, party, language, state, refusal, endedAt, fee, exchanged } = receipt;
  const market = marketByCurrency(receipt.amount.currency, here);
  const ended = localTime(market, endedAt);
  const words: ReceiptWords = {
    reference: reference(receipt.number),
    amount: formatAmount(receipt.amount, market),
    fee: party === 'payee' && fee.minor === 0n ? '' : formatAmount(fee, market),
    balance: receipt.balance ? formatAmount(receipt.balance, market) : '',
    other,
    account: receipt.accountReference ?? '',
    reason: '',
    exchanged: exchanged ? formatAmount(exchanged, marketByCurrency(exchanged.currency, here)) : '',
    serviceCode: market.serviceCode,
    until: formatDate(localTime(market, claimUntil(market, endedAt)), language),
    date: formatDate(ended, language),
    clock: formatClock(ended, language),
  };
  const said = sentences[language];
  if (state === 'completed') {
    const told: Partial<Record<PaymentType, ReceiptSentence>> = said[party];
    const sentence = told[type];
    if (!sentence) throw new RangeError(`a receipt of ${type} for its ${party}, who gets none`);
    return withRoomFor(receipt.reason ?? '', language, (reason) => sentence({ ...words, reason }));
  }
  const undone = (said.undone[type] ?? said.notSent)(words);
  return said.notDone({ ...words, undone }, said.reasons[refusal ?? 'unavailable'] ?? said.later);
}
