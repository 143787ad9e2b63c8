/** The types of the tables' columns. Their lists come from core, so that both sides have the same words. */
import { type SQLWrapper, sql } from 'drizzle-orm';
import { bigint, customType, pgSchema, timestamp } from 'drizzle-orm/pg-core';
import { accountKinds, accountStatuses } from '../../core/account.ts';
import { disputeReasons } from '../../core/care/dispute.ts';
import { operatorActions } from '../../core/care/operator-action.ts';
import { languages } from '../../core/language.ts';
import { codePurposes } from '../../core/one-time-code.ts';
import { businessKinds } from '../../core/parties/business.ts';
import { paymentStates } from '../../core/payments/outcome.ts';
import { channels } from '../../core/payments/request.ts';
import {
  feePayers,
  followUps,
  otherSides,
  payeeSources,
  paymentTypes,
  referenceKinds,
  requesters,
} from '../../core/payments/types.ts';
import { noticeKinds } from '../../core/receipts/notice-kinds.ts';
import { refusals } from '../../core/refusal.ts';

export const tuma = pgSchema('tuma');

export const accountKind = tuma.enum('account_kind', accountKinds);
export const accountStatus = tuma.enum('account_status', accountStatuses);
export const language = tuma.enum('language', languages);
export const paymentType = tuma.enum('payment_type', paymentTypes);
export const requester = tuma.enum('requester', requesters);
export const payeeSource = tuma.enum('payee_source', payeeSources);
export const referenceKind = tuma.enum('reference_kind', referenceKinds);
export const otherSide = tuma.enum('other_side', otherSides);
export const followUp = tuma.enum('follow_up', followUps);
export const feePayer = tuma.enum('fee_payer', feePayers);
export const channel = tuma.enum('channel', channels);
export const paymentState = tuma.enum('payment_state', paymentStates);
export const refusal = tuma.enum('refusal', refusals);
/** The party that a receipt goes to; a notice goes to its `subscriber`. */
export const party = tuma.enum('party', ['payer', 'payee', 'subscriber']);
/** `sent`: the gateway accepted it. `delivered` and `undelivered` are the network's reports, and final. */
export const receiptState = tuma.enum('receipt_state', [
  'intended',
  'sending',
  'sent',
  'failed',
  'delivered',
  'undelivered',
]);
export const businessKind = tuma.enum('business_kind', businessKinds);
export const disputeReason = tuma.enum('dispute_reason', disputeReasons);
export const operatorAction = tuma.enum('operator_action', operatorActions);
export const codePurpose = tuma.enum('code_purpose', codePurposes);
export const noticeKind = tuma.enum('notice_kind', noticeKinds);
/** `sent`: the airtime gateway accepted it. `unanswered`: no answer after all tries, so a person has to ask. */
export const airtimeState = tuma.enum('airtime_state', [
  'intended',
  'sending',
  'sent',
  'delivered',
  'failed',
  'unanswered',
]);

export const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });
export const minor = (name: string) => bigint(name, { mode: 'bigint' });
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Bounds of what people at the operator write, for checks; a column that is null has none. */
export const isPerson = (column: SQLWrapper) => sql`length(${column}) between 1 and 64`;
export const isRemark = (column: SQLWrapper) => sql`length(${column}) <= 500`;
/** A number in E.164 without its plus sign. */
export const isNumber = (column: SQLWrapper) => sql`${column} ~ '^[1-9][0-9]{5,14}$'`;
