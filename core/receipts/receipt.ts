/** The wording of receipts: begins with the payment's reference, tells local time, fits one message. */
import { reference } from '../ids.ts';
import type { Language } from '../language.ts';
import { formatAmount } from '../markets/format.ts';
import { marketByCurrency } from '../markets/index.ts';
import { localTime } from '../markets/local-time.ts';
import { claimUntil, type Market } from '../markets/market.ts';
import type { Money } from '../money.ts';
import type { Msisdn } from '../msisdn.ts';
import type { PaymentType } from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { ReceiptSentences, ReceiptWords } from './sentences.ts';
import { sw } from './sw.ts';

export interface Receipt {
  readonly type: PaymentType;
  readonly party: 'payer' | 'payee';
  readonly language: Language;
  readonly state: 'completed' | 'rejected' | 'failed';
  readonly refusal: Refusal | undefined;
  /** The payment's running number. */
  readonly number: bigint;
  readonly amount: Money;
  /** What this party paid for it. */
  readonly fee: Money;
  /** The other side: a person's number, or the one that airtime or waiting money is for. */
  readonly other: Msisdn | undefined;
  /** The other side, where it is a business. */
  readonly business: { readonly name: string; readonly code: string } | undefined;
  /** Of a bill: the account number. */
  readonly accountReference: string | undefined;
  /** Of an exchange: what the other side got or paid, in its currency. */
  readonly exchanged?: Money | undefined;
  /** This party's balance after it, when completed. */
  readonly balance: Money | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly endedAt: number;
}

/**
 * The text of one SMS, at most 160 characters of GSM-7. Who has another currency than the market `here` reads it as in
 * theirs.
 */
export function receiptText(receipt: Receipt, here: Market): string {
  const { type, party, language, state, refusal, endedAt, business, fee, exchanged } = receipt;
  const market = marketByCurrency(receipt.amount.currency, here);
  const { date, clock } = localTime(market, endedAt);
  const words: ReceiptWords = {
    reference: reference(receipt.number),
    amount: formatAmount(receipt.amount, market),
    fee: party === 'payee' && fee.minor === 0n ? '' : formatAmount(fee, market),
    balance: receipt.balance ? formatAmount(receipt.balance, market) : '',
    other: business ? shortened(business.name) : (receipt.other ?? ''),
    code: business?.code ?? '',
    account: receipt.accountReference ?? '',
    exchanged: exchanged ? formatAmount(exchanged, marketByCurrency(exchanged.currency, here)) : '',
    serviceCode: market.serviceCode,
    until: localTime(market, claimUntil(market, endedAt)).date,
    date,
    clock,
  };
  const said = sentences[language];
  if (state === 'completed') return said[party][type](words);
  const undone = (said.undone[type] ?? said.undone.p2p)(words);
  return said.notDone({ ...words, undone }, said.reasons[refusal ?? 'unavailable'] ?? said.later);
}

const sentences: Readonly<Record<Language, ReceiptSentences>> = { en, sw, fr };

/** Longer names do not leave room for two large amounts. */
const maxNameLength = 18;

function shortened(name: string): string {
  return name.slice(0, maxNameLength).trim();
}
