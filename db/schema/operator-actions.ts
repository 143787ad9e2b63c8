/** The table of what people at the operator did to accounts. */
import { sql } from 'drizzle-orm';
import { check, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { account } from './accounts.ts';
import { at, isPerson, isRemark, minor, operatorAction, tuma } from './types.ts';

/** Actions of people at the operator on accounts. Reviews, reversals and rule sets say themselves who made them. */
export const operatorActions = tuma.table(
  'operator_actions',
  {
    id: minor('id').primaryKey().generatedAlwaysAsIdentity(),
    accountId: account(),
    action: operatorAction('action').notNull(),
    madeBy: text('made_by').notNull(),
    reason: text('reason').notNull(),
    madeAt: at('made_at').notNull(),
    /** The payment of an adjustment, or of this account's side of an exchange. */
    paymentId: uuid('payment_id'),
    /** The bank of a funding or a redemption, and its reference of the transfer, of which there is one. */
    bank: text('bank'),
    bankReference: text('bank_reference'),
    /** The id that the action was asked for under, where it moves no money: the same id again changes nothing. */
    requestId: uuid('request_id'),
    /** What a change replaced, and by what. */
    detail: text('detail'),
  },
  (t) => [
    check('operator_actions_person', isPerson(t.madeBy)),
    check('operator_actions_reason', isRemark(t.reason)),
    check(
      'operator_actions_bank',
      sql`length(${t.bank}) <= 40 and length(${t.bankReference}) <= 64`,
    ),
    index('operator_actions_account').on(t.accountId, t.id),
    uniqueIndex('operator_actions_bank')
      .on(t.bank, t.bankReference)
      .where(sql`${t.bankReference} is not null`),
    uniqueIndex('operator_actions_request').on(t.requestId).where(sql`${t.requestId} is not null`),
    uniqueIndex('operator_actions_payment').on(t.paymentId).where(sql`${t.paymentId} is not null`),
  ],
);
