/** The types of payment that there are. What each one is, its rule says (rules.ts). */

export const paymentTypes = [
  'p2p',
  'buy_goods',
  'funding',
  'p2p_unregistered', // to a number without a wallet: it waits in the house's books
  'claim', // what waited goes to whom it was for, who has registered
  'return', // what waited goes back to who sent it
  'cash_out', // e-money to an agent, who hands out cash
  'pay_bill',
  'airtime',
  'airtime_refund', // what was paid for airtime that did not arrive
  'cash_in', // cash to an agent, who pays e-money for it
  'fee', // what the house charges for something that is no payment
  'reversal', // takes a completed payment back, or a part of it
  'adjustment', // sets right, by the house's own account for it, what went wrong otherwise
  'exchange_out', // to the house, which pays the other side in its currency
  'exchange_in', // from the house, in the other currency
] as const;

export type PaymentType = (typeof paymentTypes)[number];
