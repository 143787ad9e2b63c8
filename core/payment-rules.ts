/**
 * What each type of payment is, as one table: who may pay and be paid by it, who hears of its end, and whether it is
 * something that customers ask for. The database has the same rows (`tuma.payment_rules`): every migration writes them.
 */
import type { AccountKind, PaymentType } from './payment.ts';

export interface PaymentRule {
  readonly payer: AccountKind;
  readonly payee: AccountKind;
  /** Whether the payer is told by SMS how it ended, refusals too. Of a claim that is the one who sent the money. */
  readonly tellsPayer: boolean;
  /** Whether the payee is told of the money that arrived; of waiting money, the number that it waits for. */
  readonly tellsPayee: boolean;
}

const between = (payer: AccountKind, payee: AccountKind) => ({ payer, payee });
const both = { tellsPayer: true, tellsPayee: true };
const payerOnly = { tellsPayer: true, tellsPayee: false };
const payeeOnly = { tellsPayer: false, tellsPayee: true };

export const paymentRules: Readonly<Record<PaymentType, PaymentRule>> = {
  p2p: { ...between('wallet', 'wallet'), ...both },
  p2p_unregistered: { ...between('wallet', 'unclaimed'), ...both },
  claim: { ...between('unclaimed', 'wallet'), ...both },
  return: { ...between('unclaimed', 'wallet'), ...payeeOnly },
  cash_out: { ...between('wallet', 'agent'), ...both },
  pay_bill: { ...between('wallet', 'biller'), ...both },
  buy_goods: { ...between('wallet', 'till'), ...both },
  airtime: { ...between('wallet', 'airtime'), ...payerOnly },
  airtime_refund: { ...between('airtime', 'wallet'), ...payeeOnly },
  funding: { ...between('funding', 'wallet'), tellsPayer: false, tellsPayee: false },
};

/** The types that a customer asks for at a phone. */
export type CustomerPaymentType = Extract<
  PaymentType,
  'p2p' | 'p2p_unregistered' | 'cash_out' | 'pay_bill' | 'buy_goods' | 'airtime'
>;
