/** A customer's complaint about a payment, for customer care to look into. */
export const disputeReasons = [
  'wrong_recipient',
  'wrong_amount',
  'not_received', // goods, cash or airtime
  'not_mine', // somebody else made the payment
  'other',
] as const;

export type DisputeReason = (typeof disputeReasons)[number];
