/**
 * The payment types: one descriptor row each, in one record. A row says everything that distinguishes its type, so code asks
 * the row and never compares a type's name. Every migration writes the rows to `tuma.payment_rules`, where SQL reads them.
 * core/README.md has the recipe "add a payment type".
 */
import type { AccountKind } from '../account.ts';

/** `system`: nobody asks for it; it follows from another payment. */
export const requesters = ['customer', 'agent', 'operator', 'system'] as const;

/** A payee pays the fee out of what arrives. */
export const feePayers = ['payer', 'payee', 'nobody'] as const;

export type FeePayer = (typeof feePayers)[number];

export const payeeSources = [
  'subscriber', // the customer who has the phone number that the payer names
  'business', // the agent, biller or till that has the code that the payer names
  'airtime', // the system account for airtime
  'unclaimed', // the system account for money whose number is not registered
  'account', // the request names the account itself
] as const;

/** The system accounts that a payer cannot name: the payment type leads to them. */
export type SystemPayee = Extract<(typeof payeeSources)[number], 'airtime' | 'unclaimed'>;

export const referenceKinds = [
  'none',
  'bill_account', // the payer's account number at a biller
  'msisdn', // the phone number that airtime or waiting money is for
  'rate', // the rate of an exchange
  'bank', // the bank's reference of a transfer
] as const;

export const otherSides = [
  'account', // the owner of the account on the other side
  'reference', // the number in the account reference, because a system account is on the other side
  'origin', // the payer of the linked payment, which this one completes
  'pair', // the customer of the linked payment, which is the other half of an exchange
] as const;

export const followUps = [
  'none',
  'airtime_order', // airtime is bought for the number in the account reference
  'await_claim', // the money waits for the number in the account reference to register
] as const;

/** One row: everything that distinguishes a payment type. `Type` is the union of all types' names. */
export interface PaymentDescriptor<Type extends string = string> {
  /** The party that asks for such a payment. A market offers a type to customers by having a tariff for it. */
  readonly offered: (typeof requesters)[number];
  /** Only accounts of these kinds may be debited, and only accounts of these kinds may be credited. */
  readonly payers: readonly AccountKind[];
  readonly payees: readonly AccountKind[];
  /** Where the payee's account comes from. */
  readonly payee: (typeof payeeSources)[number];
  /** A number that has registered in the meantime is paid by this type instead. */
  readonly ifRegistered?: Type;
  /** The content of such a payment's account reference. A request without a fitting one is refused. */
  readonly reference: (typeof referenceKinds)[number];
  /** The other side, as a receipt and a statement name it. */
  readonly otherSide: (typeof otherSides)[number];
  /** The work that a completed payment creates, in the same commit. */
  readonly followUp: (typeof followUps)[number];
  /**
   * The party that pays the fee. `payee` needs a payee that is a party of its own: the money in system accounts belongs to others and
   * must stay whole. With `nobody`, a request that has a fee is refused.
   */
  readonly feeBy: FeePayer;
  /**
   * The limits of both sides' tiers hold for it; it counts as sent and received, and enters the payer's fraud profile. Where
   * this changes for a type that the books have, the books must be counted again.
   */
  readonly countsTowardLimits: boolean;
  /** It may take money from a frozen account, and bring money to a frozen business, as a correction does. */
  readonly allowedWhenFrozen: boolean;
  /** An operator may take it back by a reversal. */
  readonly reversible: boolean;
  /**
   * It takes back the linked payment, or a part of it: what came back was not sent and not received, so it leaves the limits of
   * both sides, whichever day it comes back on.
   */
  readonly takesBack: boolean;
  /**
   * The payer gets an SMS at its end, refusals too. For a claim that is the customer who sent the money, for a return the number
   * that it waited for.
   */
  readonly notifiesPayer: boolean;
  /** The payee gets an SMS when money arrived. For waiting money that is the number that it waits for. */
  readonly notifiesPayee: boolean;
}

const wallet = ['wallet'] as const;
const parties = ['wallet', 'agent', 'biller', 'till'] as const;
const withAdjustment = ['adjustment', ...parties] as const;

const both = { notifiesPayer: true, notifiesPayee: true } as const;
const payerOnly = { notifiesPayer: true, notifiesPayee: false } as const;
const payeeOnly = { notifiesPayer: false, notifiesPayee: true } as const;

/** Nothing is special: an account pays another account, and that is all. */
const plain = {
  payee: 'account',
  reference: 'none',
  otherSide: 'account',
  followUp: 'none',
  takesBack: false,
} as const;
/** Customers and businesses ask for these. They cannot be taken back, because the payee may have passed the money on. */
const asked = {
  ...plain,
  offered: 'customer',
  feeBy: 'payer',
  countsTowardLimits: true,
  allowedWhenFrozen: false,
  reversible: false,
} as const;
/** The same, where the payee still has what was paid. */
const undoable = { ...asked, reversible: true } as const;
/** The operator's system pays these by itself. */
const ours = {
  ...plain,
  offered: 'system',
  feeBy: 'nobody',
  countsTowardLimits: false,
  allowedWhenFrozen: true,
  reversible: false,
} as const;
/** The operator's bank has the money that e-money is issued for. Its reference of the transfer is kept. */
const byBank = {
  ...ours,
  offered: 'operator',
  reference: 'bank',
  allowedWhenFrozen: false,
} as const;
/** The money waits, or something is bought, for a phone number, which the account reference keeps. */
const forNumber = { reference: 'msisdn', otherSide: 'reference' } as const;
const halfOfExchange = { reference: 'rate', otherSide: 'pair' } as const;

const rows = {
  p2p: { ...undoable, payers: wallet, payees: wallet, payee: 'subscriber', ...both },
  buy_goods: {
    ...undoable,
    payers: wallet,
    payees: ['till'],
    payee: 'business',
    feeBy: 'payee',
    ...both,
  },
  /** Money has come to the operator's bank, and e-money is issued for it. */
  funding: { ...byBank, payers: ['funding'], payees: parties, ...payeeOnly },
  /** To a number that has no wallet: the money waits in a system account. */
  p2p_unregistered: {
    ...asked,
    payers: wallet,
    payees: ['unclaimed'],
    payee: 'unclaimed',
    ifRegistered: 'p2p',
    ...forNumber,
    followUp: 'await_claim',
    ...both,
  },
  /** Waiting money goes to its number, which has registered: it is received within the limits, as if it were sent now. */
  claim: {
    ...ours,
    payers: ['unclaimed'],
    payees: wallet,
    reference: 'msisdn',
    otherSide: 'origin',
    countsTowardLimits: true,
    ...both,
  },
  /** Waiting money goes back to its sender, and the number is told that it waits no more. */
  return: {
    ...ours,
    payers: ['unclaimed'],
    payees: wallet,
    ...forNumber,
    takesBack: true,
    ...both,
  },
  /** E-money to an agent, who hands out cash. */
  cash_out: { ...undoable, payers: wallet, payees: ['agent'], payee: 'business', ...both },
  pay_bill: {
    ...undoable,
    payers: wallet,
    payees: ['biller'],
    payee: 'business',
    reference: 'bill_account',
    ...both,
  },
  airtime: {
    ...asked,
    payers: wallet,
    payees: ['airtime'],
    payee: 'airtime',
    ...forNumber,
    followUp: 'airtime_order',
    ...payerOnly,
  },
  /** Airtime that did not arrive is paid back, with its fee. */
  airtime_refund: {
    ...ours,
    payers: ['airtime'],
    payees: wallet,
    ...forNumber,
    takesBack: true,
    ...payeeOnly,
  },
  /** Cash to an agent, who pays e-money for it. */
  cash_in: {
    ...undoable,
    offered: 'agent',
    payers: ['agent'],
    payees: wallet,
    payee: 'subscriber',
    feeBy: 'nobody',
    ...both,
  },
  /** The operator charges for something that is not a payment. */
  fee: {
    ...ours,
    offered: 'operator',
    payers: parties,
    payees: ['fee_revenue'],
    allowedWhenFrozen: false,
    ...payerOnly,
  },
  /** Takes a completed payment back, or a part of it. */
  reversal: {
    ...ours,
    offered: 'operator',
    payers: parties,
    payees: parties,
    takesBack: true,
    ...both,
  },
  /** Corrects an error, against the system account for corrections. */
  adjustment: {
    ...ours,
    offered: 'operator',
    payers: withAdjustment,
    payees: withAdjustment,
    ...both,
  },
  /** The payer's half of an exchange: to the operator, which pays the other customer in the other currency. */
  exchange_out: {
    ...asked,
    offered: 'operator',
    payers: wallet,
    payees: ['exchange'],
    ...halfOfExchange,
    ...payerOnly,
  },
  /** The payee's half, in the other currency. */
  exchange_in: {
    ...asked,
    offered: 'operator',
    payers: ['exchange'],
    payees: wallet,
    ...halfOfExchange,
    feeBy: 'nobody',
    ...payeeOnly,
  },
  /** E-money is given back, and the operator's bank pays it out. */
  redemption: { ...byBank, payers: parties, payees: ['funding'], ...payerOnly },
} as const satisfies Readonly<Record<string, PaymentDescriptor>>;

type Rows = typeof rows;

export type PaymentType = keyof Rows;

/** The names of the types whose row fits `Row`. */
export type PaymentTypeWith<Row> = {
  [Type in PaymentType]: Rows[Type] extends Row ? Type : never;
}[PaymentType];

/** The types that a customer asks for. */
export type CustomerPaymentType = PaymentTypeWith<{ readonly offered: 'customer' }>;

export type Descriptors = Readonly<Record<PaymentType, PaymentDescriptor<CustomerPaymentType>>>;

/**
 * The descriptor of each type. The SQL type `tuma.payment_type` has their names, in this order. What decides by a descriptor
 * takes the record as an argument, which is this one unless a test passes another.
 */
export const descriptors: Descriptors = rows;

export const paymentTypes = Object.keys(descriptors) as [PaymentType, ...PaymentType[]];
