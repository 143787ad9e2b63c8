/** Divides a fee between payer and payee. Nothing else does, besides the books' own `fee_by_payee`. */
import { type Money, money } from '../money.ts';
import { type Descriptors, descriptors, type PaymentType } from './types.ts';

/** The part of the fee that the payer pays, on top of the amount. */
export function payerFee(type: PaymentType, fee: Money, types: Descriptors = descriptors): Money {
  return isPayees(type, types) ? money(0n, fee.currency) : fee;
}

/** The part of the fee that is taken out of what the payee gets. */
export function payeeFee(type: PaymentType, fee: Money, types: Descriptors = descriptors): Money {
  return isPayees(type, types) ? fee : money(0n, fee.currency);
}

/** True where nothing would be left for a payee who pays the fee out of the amount. */
export function feeExceedsAmount(
  type: PaymentType,
  amount: Money,
  fee: Money,
  types: Descriptors = descriptors,
): boolean {
  return payeeFee(type, fee, types).minor >= amount.minor;
}

/** A request may name a type that does not exist. It is refused; until then its fee is the payer's. */
function isPayees(type: PaymentType, types: Descriptors): boolean {
  return Object.hasOwn(types, type) && types[type].feeBy === 'payee';
}
