/** The target of a payment: whom a customer names, by phone number or by code. All that follows from it is worked out here. */
import type { Msisdn } from '../msisdn.ts';
import {
  type CustomerPaymentType,
  type Descriptors,
  descriptors,
  type PaymentTypeWith,
} from './types.ts';

/** The types whose payer names a business by its code. */
type ToBusiness = CustomerPaymentType & PaymentTypeWith<{ readonly payee: 'business' }>;

/** Those of them that ask for the payer's account number at the business as well. */
type ToBillAccount = ToBusiness & PaymentTypeWith<{ readonly reference: 'bill_account' }>;

/** The types whose payer names a phone number. */
type ToNumber = Exclude<CustomerPaymentType, ToBusiness>;

/** Where money shall go, as the customer names it. */
export type PaymentTarget =
  | { readonly type: ToNumber; readonly to: Msisdn }
  | { readonly type: Exclude<ToBusiness, ToBillAccount>; readonly code: string }
  | { readonly type: ToBillAccount; readonly code: string; readonly accountReference: string };

/** The key by which the books find the payee: a business' code or a customer's number, or neither where a system account is paid. */
export function lookupOf(
  target: PaymentTarget,
  types: Descriptors = descriptors,
): { msisdn?: Msisdn; code?: string } {
  if ('code' in target) return { code: target.code };
  const msisdn = personOf(target, types);
  return msisdn === undefined ? {} : { msisdn };
}

/**
 * The number of the person whose name the payer will see; undefined where no name is shown. Businesses are public, and
 * airtime names nobody.
 */
export function personOf(
  target: PaymentTarget,
  types: Descriptors = descriptors,
): Msisdn | undefined {
  const { payee, ifRegistered } = types[target.type];
  const isPerson = payee === 'subscriber' || ifRegistered !== undefined;
  return 'to' in target && isPerson ? target.to : undefined;
}

/** Returns what the payer sees of the target, beside a name: the number or the code that they typed. */
export function recipientOf(target: PaymentTarget): { recipient?: Msisdn; code?: string } {
  return 'code' in target ? { code: target.code } : { recipient: target.to };
}

/**
 * The account reference of a payment of `type` to this target. A quote may change the type: a number that has registered is
 * paid as a customer, and needs no reference.
 */
export function accountReferenceOf(
  target: PaymentTarget,
  type: CustomerPaymentType = target.type,
  types: Descriptors = descriptors,
): { accountReference?: string } {
  switch (types[type].reference) {
    case 'bill_account':
      return 'accountReference' in target ? { accountReference: target.accountReference } : {};
    case 'msisdn':
      return 'to' in target ? { accountReference: target.to } : {};
    default:
      return {};
  }
}
