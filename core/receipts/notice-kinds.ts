/** The notices: SMS to a subscriber that are not receipts of a payment. */

export const noticeKinds = [
  'welcome', // a customer has registered
  'dispute_opened', // a report on a payment was received by SMS
  'dispute_closed', // the operator has ended a report without a reversal
  'dispute_unknown', // a report by SMS on a payment that the sender has no part in, or on none
  'pin_code', // the one-time code to choose a PIN
  'number_code', // the one-time code that proves who has a number for which money waits
  'pin_wrong', // a PIN was wrong for the second time
  'pin_locked', // too many wrong PINs: the PIN is locked for a time
  'pin_changed', // the account has a new PIN
  'pin_reset', // the account has a new PIN in place of one that was forgotten
  'pin_cleared', // the operator has taken the PIN away
  'claim_waits', // money for the customer waits, because their account may not have or receive so much now
] as const;

export type NoticeKind = (typeof noticeKinds)[number];
