/** The wording of notices: SMS to a subscriber that are not receipts of a payment. */
import { reference } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Market } from '../markets/market.ts';
import { sentences } from './index.ts';
import type { NoticeKind } from './notice-kinds.ts';
import { withRoomFor } from './room.ts';

export interface Notice {
  readonly kind: NoticeKind;
  readonly language: Language;
  /** The running number of the payment that it is about. */
  readonly paymentNumber: bigint | undefined;
  /** What a person at the operator has written to the subscriber, in letters of GSM-7. */
  readonly message?: string | undefined;
  /** The one-time code that it brings. It is in no row, so whoever sends the notice works it out. */
  readonly oneTimeCode?: string;
}

/** The text of one SMS, at most 160 characters of GSM-7. */
export function noticeText(notice: Notice, market: Market): string {
  const { kind, language, paymentNumber, message = '', oneTimeCode = '' } = notice;
  const about = paymentNumber === undefined ? oneTimeCode : reference(paymentNumber);
  const sentence = sentences[language].notices[kind];
  return withRoomFor(message, language, (text) => sentence(market.serviceCode, about, text));
}
