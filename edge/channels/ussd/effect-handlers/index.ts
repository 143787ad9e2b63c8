/** The handler of each effect. A new effect of ussd/effects.ts is a function in this folder and a row here. */
import {
  blockAccount,
  readBalance,
  readLatestPayments,
  readLimits,
  readStatement,
} from './account.ts';
import { findCustomer, register, setLanguage } from './customer.ts';
import type { EffectHandler, HandledEffect } from './handler.ts';
import { openDispute, readPayment } from './payment.ts';
import { changePin, matchPin, stagePin, verifyPin } from './pin.ts';
import {
  choosePin,
  proveIdentity,
  proveNumber,
  sendNumberCode,
  sendPinCode,
  stageIdentity,
  verifyPinCode,
} from './pin-code.ts';
import { findBusiness, quotePayment, readRecipients } from './quote.ts';

export const effectHandlers: { readonly [Name in HandledEffect]: EffectHandler<Name> } = {
  find_customer: findCustomer,
  register,
  set_language: setLanguage,

  quote: quotePayment,
  find_business: findBusiness,
  read_recipients: readRecipients,

  verify_pin: verifyPin,
  stage_pin: stagePin,
  match_pin: matchPin,
  change_pin: changePin,

  send_pin_code: sendPinCode,
  verify_pin_code: verifyPinCode,
  choose_pin: choosePin,
  send_number_code: sendNumberCode,
  prove_number: proveNumber,
  stage_identity: stageIdentity,
  prove_identity: proveIdentity,

  read_payment: readPayment,
  open_dispute: openDispute,

  read_balance: readBalance,
  read_statement: readStatement,
  read_latest_payments: readLatestPayments,
  read_limits: readLimits,
  block_account: blockAccount,
};
