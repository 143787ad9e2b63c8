import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { airtime } from '../../../db/delivery/airtime.ts';
import { atSecond, auditAfter } from '../../support/books/audit.ts';
import { Books, house } from '../../support/books/books.ts';
import { completed, exampleTime, ksh, newId, released } from '../../support/books/payments.ts';

/** Payments of a healthy history: completed, reserved, released, refused by core, and abandoned unseen. */
const [done, open, gone, refused, lost] = Array.from({ length: 5 }, () => newId()) as [
  ...[string, string, string, string, string],
];
/** To numbers that are not registered: claimed, and waiting. */
const [claimed, kept] = [newId(), newId()];
/** Airtime: bought, and paid back. */
const [called, failed] = [newId(), newId()];
let payer: string;
let payee: string;
let claim: string;
let notice: string;

let books: Books;
beforeAll(async () => {
  books = await Books.open();
  const first = await books.request(5_000_00n, { balance: 25_000_00n }, { id: done });
  [payer, payee] = [first.payer, first.payee];
  await books.ledger.reserve(first);
  await books.ledger.settle(first, completed);
  await books.ledger.reserve({ ...first, id: open, amount: ksh(100_00n) });
  await books.ledger.reserve({ ...first, id: gone });
  await books.ledger.settle({ ...first, id: gone }, released('fraud_declined', 'rejected'));
  await books.ledger.reserve({ ...first, id: refused, amount: ksh(60_000_00n) });
  await books.ledger.voidPayment({ ...first, id: lost }, released());
  await books.pay({ payer: payee, payee: payer, amount: ksh(1_00n) });

  const waiting = { type: 'p2p_unregistered', payer, payee: house.unclaimed } as const;
  const msisdn = '254799000001' as Msisdn;
  for (const id of [claimed, kept]) {
    const accountReference = id === kept ? '254799000002' : msisdn;
    await books.pay({ ...waiting, id, accountReference, amount: ksh(20_00n) });
  }
  const person = { msisdn, givenName: 'Amina', familyName: 'Hassan', language: 'en' } as const;
  const welcome = newId();
  await books.customers.open(
    { ...person, tier: 1, pinMac: 'c0de', welcome, isProved: true },
    exampleTime,
  );
  [claim = ''] = await books.operations.resolveUnclaimed(1, exampleTime);
  const bought = { type: 'airtime', payer, payee: house.airtime, amount: ksh(5_00n) } as const;
  for (const id of [called, failed]) {
    await books.pay({ ...bought, id, accountReference: '254799000003' });
  }
  const stock = airtime(books.sql, kenya);
  const by = newId();
  await stock.claim([failed], by, exampleTime);
  await stock.finish([{ paymentId: failed, final: true }], by, exampleTime);
  notice = welcome;
  await books.tells(done);
});
afterAll(() => books.close());

/** What is wrong, what the audit calls it, what it says it is wrong with, and how it comes to be. */
const broken: [what: string, invariant: string, subject: () => string, change: () => string][] = [
  [
    'an entry has another amount',
    '1 entries sum to zero',
    () => `payment ${done}`,
    () =>
      `update tuma.entries set amount = amount + 1 where payment_id = '${done}' and account_id = 1`,
  ],
  [
    'money has come from nowhere',
    '1 entries sum to zero',
    () => 'currency KES',
    () => `insert into tuma.entries (account_id, seq, payment_id, amount, balance)
             values (${payee}, 99, '${newId()}', 1, 1)`,
  ],
  [
    'one payment is in two currencies',
    '1 one currency per payment',
    () => `payment ${done}`,
    () => `update tuma.accounts set currency = 'TZS' where id = ${payee}`,
  ],
  [
    'a leg is missing',
    '2 completed payments have exactly their legs',
    () => `payment ${done}`,
    () => `delete from tuma.entries where payment_id = '${done}' and account_id = 1`,
  ],
  [
    'a fee was kept from the payee',
    '2 completed payments have exactly their legs',
    () => `payment ${done}`,
    () => `update tuma.entries set amount = amount + case account_id when 1 then 5 else -5 end
            where payment_id = '${done}' and account_id in (1, ${payee})`,
  ],
  [
    'a fee was taken from the payer that is the payee’s',
    '2 completed payments have exactly their legs',
    () => `payment ${done}`,
    () => `update tuma.payments set fee_by_payee = true where id = '${done}'`,
  ],
  [
    'a payment that was released moved money',
    '2 only completed payments have entries',
    () => `payment ${gone}`,
    () =>
      `insert into tuma.entries (account_id, seq, payment_id, amount, balance)
             values (${payer}, 99, '${gone}', -1, 0), (${payee}, 99, '${gone}', 1, 0)`,
  ],
  [
    'a payment that was never reserved moved money',
    '2 only completed payments have entries',
    () => `payment ${lost}`,
    () => `insert into tuma.entries (account_id, seq, payment_id, amount, balance)
             select account_id, seq + 90, '${lost}', amount, balance
             from tuma.entries where payment_id = '${done}'`,
  ],
  [
    'a fee went to a customer',
    '2 fees go to fee revenue, and the duty on them to its account',
    () => `payment ${done}`,
    () => `insert into tuma.accounts (kind, currency) values ('till', 'KES');
           update tuma.entries set account_id = (select max(id) from tuma.accounts)
            where payment_id = '${done}' and account_id = 1`,
  ],
  [
    'a payment to a person was paid to the house',
    '2 money moves between accounts of the kinds of its type',
    () => `payment ${done}`,
    () => `update tuma.payments set payee = 102 where id = '${done}'`,
  ],
  [
    'a balance was edited',
    '3 balances are the sum of entries',
    () => `account ${payee}`,
    () => `update tuma.accounts set balance = balance + 1 where id = ${payee}`,
  ],
  [
    'an account with entries is gone',
    '3 balances are the sum of entries',
    () => 'account 1',
    () => 'delete from tuma.accounts where id = 1',
  ],
  [
    'a hold was forgotten',
    '4 held money is the sum of open reservations',
    () => `account ${payer}`,
    () => `update tuma.accounts set held = 0 where id = ${payer}`,
  ],
  [
    'a hold stayed',
    '4 held money is the sum of open reservations',
    () => `account ${payee}`,
    () => `update tuma.accounts set held = 1 where id = ${payee}`,
  ],
  [
    'more is held than there is',
    '5 available is not negative',
    () => `account ${payer}`,
    () => `alter table tuma.accounts drop constraint accounts_available;
           update tuma.accounts set held = balance + 1 where id = ${payer}`,
  ],
  [
    'a completed payment was taken back',
    '2 only completed payments have entries',
    () => `payment ${done}`,
    () => `update tuma.payments set state = 'failed', refusal = 'timeout' where id = '${done}'`,
  ],
  [
    'a payment has no story',
    '6 states follow the graph',
    () => `payment ${open}`,
    () => `update tuma.payments set reserved_at = null where id = '${open}'`,
  ],
  [
    'the day’s use was set back',
    '8 limits count what was sent',
    () => `account ${payer}`,
    () => `update tuma.accounts set sent_today = 0 where id = ${payer}`,
  ],
  [
    'more was sent than the day allows',
    '8 no day is over its limit',
    () => `account ${payer}`,
    () => `update tuma.accounts set daily_limit = 509999 where id = ${payer}`,
  ],
  [
    'payments count on tomorrow already',
    "8 no day runs ahead of its market's",
    () => `account ${payer}`,
    () => `update tuma.accounts set sent_day = sent_day + 1 where id = ${payer}`,
  ],
  [
    'a reservation was left behind',
    '9 no reservation outlives its time',
    () => `payment ${open}`,
    () => `update tuma.payments set expires_at = ${atSecond(-61)} where id = '${open}'`,
  ],
  [
    'the payee is not told',
    '10 ends have exactly their receipts',
    () => `payment ${done}`,
    () => `delete from tuma.receipts where about = '${done}' and party = 'payee'`,
  ],
  [
    'somebody is told of a payment that has not ended',
    '10 ends have exactly their receipts',
    () => `payment ${open}`,
    () =>
      `insert into tuma.receipts (about, party, at) values ('${open}', 'payer', ${atSecond(0)})`,
  ],
  [
    'the payee is told of money that never came',
    '10 ends have exactly their receipts',
    () => `payment ${refused}`,
    () =>
      `insert into tuma.receipts (about, party, at) values ('${refused}', 'payee', ${atSecond(0)})`,
  ],
  [
    'a receipt lies about',
    '10 receipts are tried within a minute',
    () => `payment ${done} payee`,
    () => `update tuma.receipts set state = 'intended', at = ${atSecond(-61)}
            where about = '${done}' and party = 'payee'`,
  ],
  [
    'an entry prints a balance that was never there',
    '11 entries lead from balance to balance',
    () => `account ${payer}`,
    () => `update tuma.entries set balance = balance + 1
            where payment_id = '${done}' and account_id = ${payer}`,
  ],
  [
    'what arrived was not counted',
    '8 limits count what was received',
    () => `account ${payee}`,
    () => `update tuma.accounts set received_week_count = 0 where id = ${payee}`,
  ],
  [
    'nobody will look after a reservation',
    '9 what is open has a timer',
    () => `payment ${open}`,
    () => `delete from tuma.payment_timers where '${open}' = any (payments)`,
  ],
  [
    'nobody will tell of an end',
    '10 ends have exactly their receipts',
    () => `payment ${gone}`,
    () => `delete from tuma.payment_timers where '${gone}' = any (payments)`,
  ],
  [
    'a timer was not run',
    '12 timers run within a minute',
    () => 'commit 1',
    () => `update tuma.payment_timers set due_at = ${atSecond(-61)} where id = 1`,
  ],
  [
    'entries are of no payment',
    '2 only completed payments have entries',
    () => `payment ${done}`,
    () => `delete from tuma.payments where id = '${done}'`,
  ],
  [
    'one side of an exchange is missing',
    '15 what was exchanged is a pair, at one rate',
    () => `payment ${done}`,
    () => `update tuma.payments set type = 'exchange_out', account_reference = '129.50'
            where id = '${done}'`,
  ],
  [
    'a reversal took nothing back',
    '17 a payment is reversed once, to who had paid, and no more than it moved',
    () => `payment ${done}`,
    () => reversal('ended_by', `'${called}'`),
  ],
  [
    'a reversal waits past its time',
    '17 reversals wait no longer than their time',
    () => `payment ${done}`,
    () => reversal('until', atSecond(-601)),
  ],
  [
    'a payment completed that nobody has decided about',
    "18 decisions are somebody's, and are what became of the payment",
    () => `payment ${done}`,
    () => `insert into tuma.reviews (payment_id, opened_at) values ('${done}', ${atSecond(0)})`,
  ],
  [
    'nobody knows who set it right',
    "19 adjustments and exchanges at the desk are somebody's",
    () => `payment ${done}`,
    () => `update tuma.payments set type = 'adjustment' where id = '${done}'`,
  ],
  [
    'what completed is listed as refused',
    '6 payments that are listed as refused are so',
    () => `payment ${done}`,
    () => `insert into tuma.refused_payments values (${payer}, '${done}')`,
  ],
  [
    'what was refused is listed as somebody else’s',
    '6 payments that are listed as refused are so',
    () => `payment ${refused}`,
    () => `update tuma.refused_payments set account_id = ${payee} where payment_id = '${refused}'`,
  ],
  [
    'who would have been paid disputes what was refused',
    "20 disputes are of their payments' parties",
    () => `payment ${refused}`,
    () => dispute(payee, refused),
  ],
  [
    'a stranger disputes it',
    "20 disputes are of their payments' parties",
    () => `payment ${done}`,
    () => dispute('1'),
  ],
  [
    'what was reversed is disputed still',
    '20 what was reversed is disputed no more',
    () => `payment ${done}`,
    () => `${reversal('ended_by', `'${called}'`)}; ${dispute(payer)}`,
  ],
  [
    'a customer has no account',
    '21 what belongs to an account has one',
    () => `customer 7`,
    () => `insert into tuma.customers (id, msisdn, account_id, given_name, family_name, language, pin_mac)
             overriding system value values (7, '254799000007', 9999, 'No', 'Account', 'en', '')`,
  ],
  [
    'a business has no account',
    '21 what belongs to an account has one',
    () => 'business 909090',
    () => `insert into tuma.businesses (code, kind, account_id, name, msisdn, language)
             values ('909090', 'till', 9999, 'No account', '254799000007', 'en')`,
  ],
  [
    'a device is nobody’s',
    '21 what belongs to an account has one',
    () => 'device of 9999',
    () => `insert into tuma.devices values (9999, 'device', now(), now())`,
  ],
  [
    'a dispute is nobody’s',
    '21 what belongs to an account has one',
    () => `dispute of ${done}`,
    () => dispute('9999'),
  ],
  [
    'an act was on no account',
    '21 what belongs to an account has one',
    () => 'act 7',
    () => `insert into tuma.operator_actions (id, account_id, action, made_by, reason, made_at)
             overriding system value values (7, 9999, 'freeze', 'desk', 'none', now())`,
  ],
  [
    'money was taken back that nobody signed for',
    '22 money is issued by somebody',
    () => `payment ${done}`,
    () => `update tuma.payments set type = 'redemption' where id = '${done}'`,
  ],
  [
    'somebody signed for another payment than the bank’s',
    '22 money is issued by somebody',
    () => `payment ${done}`,
    () => `insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, payment_id, bank, bank_reference)
             values (${payee}, 'fund', 'ann', 'mine', ${atSecond(0)}, '${done}', 'KCB', 'FT1')`,
  ],
  [
    'money was issued for another transfer than is signed',
    '22 money is issued by somebody',
    () => `payment ${done}`,
    () => `update tuma.payments set type = 'funding', account_reference = 'FT2' where id = '${done}';
           insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, payment_id, bank, bank_reference)
             values (${payee}, 'fund', 'ann', 'mine', ${atSecond(0)}, '${done}', 'KCB', 'FT1')`,
  ],
  [
    'a SIM is looked after for nobody',
    '21 what belongs to an account has one',
    () => 'SIM check of 9999',
    () => 'insert into tuma.sim_checks (account_id) values (9999)',
  ],
  [
    'a notice is sent to nobody',
    '10 notices have exactly their receipts',
    () => `notice ${notice}`,
    () => `delete from tuma.receipts where about = '${notice}'`,
  ],
  [
    'money that waits is not in the house',
    "15 what waits is all in the house's accounts",
    () => 'account 103',
    () => 'update tuma.accounts set balance = balance - 1 where id = 103',
  ],
  [
    'nobody knows of money that waits',
    '15 money that waits is claimed or returned, once',
    () => `payment ${kept}`,
    () => `delete from tuma.unclaimed where payment_id = '${kept}'`,
  ],
  [
    'less was claimed than had waited',
    '15 money that waits is claimed or returned, once',
    () => `payment ${claimed}`,
    () => `update tuma.payments set amount = amount - 1 where id = '${claim}'`,
  ],
  [
    'a claim was paid from elsewhere',
    '15 money that waits is claimed or returned, once',
    () => `payment ${claimed}`,
    () => `update tuma.payments set payer = 102 where id = '${claim}'`,
  ],
  [
    'somebody else claimed it',
    '15 money waits for, and is claimed by, the number it was sent to',
    () => `payment ${claimed}`,
    () => `update tuma.payments set payee = ${payee} where id = '${claim}'`,
  ],
  [
    'it waits for another number',
    '15 money waits for, and is claimed by, the number it was sent to',
    () => `payment ${kept}`,
    () => `update tuma.unclaimed set msisdn = '254799000003' where payment_id = '${kept}'`,
  ],
  [
    'a registration left money waiting',
    '15 money for a customer does not wait',
    () => `payment ${kept}`,
    () => `update tuma.customers set msisdn = '254799000002' where msisdn = '254799000001'`,
  ],
  [
    'a claim is of nothing that waited',
    '15 claims, returns and refunds name the payment they end',
    () => `payment ${claim}`,
    () => `update tuma.unclaimed set ended_by = null where payment_id = '${claimed}'`,
  ],
  [
    'money waits that was due long ago',
    '15 nothing waits past its time',
    () => `payment ${kept}`,
    () => `update tuma.unclaimed set due_at = ${atSecond(-601)} where payment_id = '${kept}'`,
  ],
  [
    'airtime failed and was not paid back',
    '16 airtime is delivered or paid back, once',
    () => `payment ${called}`,
    () => `update tuma.airtime set state = 'failed' where payment_id = '${called}'`,
  ],
  [
    'somebody else was paid back',
    '16 airtime is delivered or paid back, once',
    () => `payment ${failed}`,
    () => `update tuma.payments set payee = ${payee} where linked_payment = '${failed}'`,
  ],
  [
    'a PIN was tried a fourth time',
    '14 no PIN is tried past three',
    () => 'customer 1',
    () => 'update tuma.customers set pin_attempts = 4 where id = 1',
  ],
  [
    'a number was changed by nobody',
    '23 numbers are changed by somebody',
    () => `account ${payer}`,
    () => `insert into tuma.former_numbers (msisdn, account_id, until)
             values ('254799000009', ${payer}, ${atSecond(-1)})`,
  ],
  [
    'a wallet lost its number',
    '23 numbers are changed by somebody',
    () => `account ${payer}`,
    () => `update tuma.customers set msisdn = null where account_id = ${payer}`,
  ],
  [
    'a customer without a PIN has tries of one',
    '14 no PIN is tried past three',
    () => 'customer 1',
    () => 'update tuma.customers set pin_mac = null, pin_attempts = 1 where id = 1',
  ],
  [
    'an identity was tried a fourth time',
    '14 no code and no identity is tried without end',
    () => 'customer 1',
    () => 'update tuma.customers set identity_tries = 4 where id = 1',
  ],
  [
    'a code came to a number by no notice of its own',
    '14 no code and no identity is tried without end',
    () => 'code of pin',
    () => `insert into tuma.one_time_codes (msisdn, purpose, code_mac, notice, sent_at, expires_at, sends_since)
             values ('254799000000', 'pin', 'x', '${done}', now(), now(), now())`,
  ],
  [
    'airtime was never tried',
    '16 airtime is tried within a minute, and answered for within a day',
    () => `payment ${done}`,
    () => `insert into tuma.airtime (payment_id, at) values ('${done}', ${atSecond(-61)})`,
  ],
  [
    'nobody asks about airtime that nobody knows of',
    '16 airtime is tried within a minute, and answered for within a day',
    () => `payment ${done}`,
    () => `insert into tuma.airtime (payment_id, state, at)
             values ('${done}', 'unanswered', ${atSecond(-86_401)})`,
  ],
  [
    'the gateway never said what became of airtime that it took',
    '16 airtime is tried within a minute, and answered for within a day',
    () => `payment ${called}`,
    () =>
      `update tuma.airtime set state = 'sent', at = ${atSecond(-86_401)} where payment_id = '${called}'`,
  ],
  [
    'what airtime cost that failed is owed for long',
    '16 what failed is paid back in time',
    () => `payment ${called}`,
    () => `update tuma.airtime set state = 'failed', refund_due_at = ${atSecond(0)}, stuck_since = ${atSecond(-601)}
            where payment_id = '${called}'`,
  ],
  [
    'more was claimed than its wallet may have',
    '15 claims and returns fit their wallets',
    () => `payment ${claim}`,
    () => `insert into tuma.home (market) values ('KE') on conflict do nothing;
           update tuma.tiers set balance_cap = 1 where market = 'KE'`,
  ],
  [
    'something fails again and again',
    '24 what fails again is looked into',
    () => `payment ${done}`,
    () =>
      `insert into tuma.failures values ('resolve_unclaimed', '${done}', 'P0001', ${atSecond(-601)}, ${atSecond(-60)}, 9)`,
  ],
  [
    'airtime is tried for ever',
    '16 airtime is tried within a minute, and answered for within a day',
    () => `payment ${called}`,
    () => `update tuma.airtime set state = 'sending', at = ${atSecond(-86_401)}
            where payment_id = '${called}'`,
  ],
  [
    'a PIN was replaced past the triggers',
    '33 numbers and PINs come by their ways',
    () => `account ${payer}`,
    () => `update tuma.customers set pin_mac = '\\x01' where account_id = ${payer}`,
  ],
  [
    'a wallet was given to another number',
    '33 numbers and PINs come by their ways',
    () => `account ${payer}`,
    () => `update tuma.customers set msisdn = '254799000077' where account_id = ${payer}`,
  ],
  [
    'a PIN was replaced, and written down, by no way',
    '33 numbers and PINs come by their ways',
    () => `account ${payer}`,
    () => `update tuma.customers set pin_mac = '\\x01' where account_id = ${payer};
           insert into tuma.customer_changes (account_id, msisdn, pin)
             select account_id, msisdn, sha256(pin_mac) from tuma.customers where account_id = ${payer}`,
  ],
  [
    'what a customer had was not written down',
    '33 numbers and PINs come by their ways',
    () => `account ${payer}`,
    () => 'delete from tuma.customer_changes',
  ],
  [
    'a wallet has no customer',
    "26 accounts are somebody's, or the house's",
    () => `account ${payer}`,
    () => `delete from tuma.customers where account_id = ${payer}`,
  ],
  [
    'a customer has an account of the house',
    "26 accounts are somebody's, or the house's",
    () => 'account 104',
    () => `update tuma.customers set account_id = 104 where account_id = ${payer}`,
  ],
  [
    'a wallet may be below zero',
    "26 accounts are somebody's, or the house's",
    () => `account ${payer}`,
    () => `update tuma.accounts set may_be_negative = true where id = ${payer}`,
  ],
  [
    'a wallet became an agent',
    "26 accounts are somebody's, or the house's",
    () => `account ${payer}`,
    () => `update tuma.accounts set kind = 'agent' where id = ${payer}`,
  ],
  [
    'nobody closed an account',
    "25 an account's status follows the last act",
    () => `account ${payee}`,
    () => `update tuma.accounts set status = 'closed' where id = ${payee}`,
  ],
  [
    'what was frozen is in use',
    "25 an account's status follows the last act",
    () => `account ${payee}`,
    () => `insert into tuma.operator_actions (account_id, action, made_by, reason, made_at)
             values (${payee}, 'freeze', 'ann', 'a thief', ${atSecond(0)})`,
  ],
  [
    'nobody froze an account of the house',
    "25 an account's status follows the last act",
    () => 'account 102',
    () => `update tuma.accounts set status = 'frozen' where id = 102`,
  ],
  ...(['sent_today', 'sent_week_count', 'received_month', 'received_today_count'] as const).map(
    (counter): (typeof broken)[number] => [
      `more than the tier allows: ${counter}`,
      "8 no day, week or month is over its tier's limits",
      () => `account ${payee}`,
      () =>
        `update tuma.accounts set ${counter} = ${counter.endsWith('count') ? '2000000000' : '1e15'} where id = ${payee}`,
    ],
  ),
  [
    'a payment has a number that was never given out',
    '6 times and numbers are in order',
    () => `payment ${done}`,
    () =>
      `alter sequence tuma.payments_number_seq restart with 1; select nextval('tuma.payments_number_seq')`,
  ],
  [
    'a payment ended before it was reserved',
    '6 times and numbers are in order',
    () => `payment ${done}`,
    () => `update tuma.home set clock_tolerance = default;
           update tuma.payments set ended_at = ended_at - interval '10 minutes' where id = '${done}'`,
  ],
  [
    'a payment was reserved before it was asked for',
    '6 times and numbers are in order',
    () => `payment ${open}`,
    () => `update tuma.home set clock_tolerance = default;
           update tuma.payments set requested_at = requested_at + interval '10 minutes' where id = '${open}'`,
  ],
  [
    'a receipt was sent that nobody tried',
    '10 receipts are as their tries',
    () => `payment ${done} payee`,
    () =>
      `update tuma.receipts set state = 'delivered', attempts = 0 where about = '${done}' and party = 'payee'`,
  ],
  [
    'a gateway took a message that has no name',
    '10 receipts are as their tries',
    () => `payment ${done} payee`,
    () =>
      `update tuma.receipts set state = 'sent', gateway = 'x', message_id = null where about = '${done}' and party = 'payee'`,
  ],
];

/** A reversal of what was completed, with a column set. */
function reversal(column: string, value: string): string {
  return `insert into tuma.reversals (payment_id, amount, reason, asked_by, asked_at, ${column})
            values ('${done}', 1, 'x', 'x', ${atSecond(0)}, ${value})`;
}

function dispute(account: string, payment = done): string {
  return `insert into tuma.disputes (payment_id, account_id, reason, opened_at)
            values ('${payment}', ${account}, 'other', ${atSecond(-1)})`;
}

describe('the audit', () => {
  it('finds nothing in a healthy history', async () => {
    await books.sign();
    expect(await books.operations.audit(exampleTime)).toEqual([]);
  });

  it.each(broken)('finds that %s: %s', async (_, invariant, subject, change) => {
    const found = await auditAfter(books, change());
    expect(found.filter((row) => row.invariant === invariant).map((row) => row.subject)).toContain(
      subject(),
    );
  });

  it('gives what is late a minute', async () => {
    const change = `update tuma.payment_timers set due_at = ${atSecond(-59)};
      update tuma.receipts set at = ${atSecond(-59)};
      update tuma.payments set expires_at = ${atSecond(-59)} where id = '${open}'`;
    expect(await auditAfter(books, change)).toEqual([]);
  });

  it('has each of its invariants broken here', async () => {
    const rows = await books.rows(
      `select obj_description(oid, 'pg_class') "name" from pg_class
        where relnamespace = 'tuma'::regnamespace and relname like 'audit%'`,
    );
    const names = rows.map(({ name }) => name);
    expect(names.toSorted()).toEqual(
      [...new Set(broken.map(([, invariant]) => invariant))].toSorted(),
    );
  });
});
