/** Parsers of numbers: of a phone, a business, or a customer's account at a biller. */
import { type Msisdn, type NumberPlan, parseMsisdn } from '../../core/msisdn.ts';
import {
  type AccountNumbers,
  parseBusinessCode,
  readAccountNumber,
} from '../../core/parties/business.ts';
import type { Parser } from './parser.ts';

export function msisdn(plan: NumberPlan): Parser<Msisdn> {
  return (typed) => {
    const value = parseMsisdn(typed, plan);
    return value ? { value } : { complaint: 'not_a_mobile_number' };
  };
}

/** The number of an agent, a biller or a till. */
export const businessNumber: Parser<string> = (typed) => {
  const value = parseBusinessCode(typed);
  return value === undefined ? { complaint: 'not_a_business_number' } : { value };
};

/** A customer's account number at a biller, in upper case; `accounts` is the biller's rule, if it has one. */
export function accountNumber(accounts: AccountNumbers | undefined): Parser<string> {
  return (typed) => {
    const value = readAccountNumber(typed, accounts);
    return value === undefined ? { complaint: 'not_an_account_number' } : { value };
  };
}
