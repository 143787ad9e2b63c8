/** The wording of notices: SMS to a subscriber that are not receipts of a payment. */
import { reference } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Market } from '../markets/market.ts';
import { sentences } from './index.ts';
import type { NoticeKind } from './notice-kinds.ts';

export interface Notice {
  readonly kind: NoticeKind;
  readonly language: Language;
  /** The running number of the payment that it is about. */
  readonly paymentNumber: bigint | undefined;
}

/** The text of one SMS, at most 160 characters of GSM-7. */
export function noticeText({ kind, language, paymentNumber }: Notice, market: Market): string {
  const about = paymentNumber === undefined ? '' : reference(paymentNumber);
  return sentences[language].notices[kind](market.serviceCode, about);
}
