-- Triggers that forbid to change what is posted or decided. Every migration makes them anew.

-- Posted rows stay as they are: not even the owner changes one without dropping its trigger first.
create or replace trigger entries_stay before update or delete or truncate on tuma.entries
  for each statement execute function tuma.forbid_change();
create or replace trigger payments_stay before delete or truncate on tuma.payments
  for each statement execute function tuma.forbid_change();
-- This trigger runs after the row, which refuses as well: before it, every payment's row would be locked once more.
create or replace trigger payments_end_once after update on tuma.payments
  for each row when (old.ended_at is not null) execute function tuma.forbid_change();

-- No account is deleted: its entries and the rows that belong to it name it.
create or replace trigger accounts_stay before delete or truncate on tuma.accounts
  for each statement execute function tuma.forbid_change();

-- Whose books these are stays as it is.
create or replace trigger home_stays before update or delete or truncate on tuma.home
  for each statement execute function tuma.forbid_change();

-- What people did stays as it is: actions and rule sets, a review once it is decided, a reversal once it is made or refused for
-- good. (A refused reversal may be requested anew, which removes its refusal.)
create or replace trigger operator_actions_stay before update or delete or truncate on tuma.operator_actions
  for each statement execute function tuma.forbid_change();
create or replace trigger rule_sets_stay before update or delete or truncate on tuma.rule_sets
  for each statement execute function tuma.forbid_change();
create or replace trigger reviews_stay before delete or truncate on tuma.reviews
  for each statement execute function tuma.forbid_change();
create or replace trigger reviews_end_once before update on tuma.reviews
  for each row when (
    old.decided_at is not null or new.decided_at is null
    or (new.payment_id, new.opened_at) is distinct from (old.payment_id, old.opened_at)
  ) execute function tuma.forbid_change();
create or replace trigger reversals_stay before delete or truncate on tuma.reversals
  for each statement execute function tuma.forbid_change();
create or replace trigger reversals_end_once before update on tuma.reversals
  for each row when (
    old.ended_by is not null or (old.refused_at is not null and new.refused_at is not null)
    or new.payment_id is distinct from old.payment_id
    or ((new.ended_by is not null or new.refused_at is not null)
        and (new.amount, new.reason, new.asked_by, new.asked_at)
              is distinct from (old.amount, old.reason, old.asked_by, old.asked_at))
  ) execute function tuma.forbid_change();

-- A payer's list of refused payments stays short, whoever writes it.
create or replace trigger refused_payments_stay_few after insert on tuma.refused_payments
  referencing new table as added for each statement execute function tuma.keep_latest_refused();

-- Customers are found by the words of their names, whoever writes them.
create or replace trigger customers_index_name after insert or update of given_name, family_name on tuma.customers
  for each row execute function tuma.index_name();

-- The words of customers who were here before this trigger.
insert into tuma.customer_names (word, account_id)
select w.word, c.account_id
  from tuma.customers c
 cross join lateral unnest(tuma.name_words(c.given_name || ' ' || c.family_name)) w (word)
 where not exists (select from tuma.customer_names n where n.account_id = c.account_id)
on conflict do nothing;

-- Whatever number or PIN a customer has had is written down, whoever changes it; and stays.
create constraint trigger customers_noted after insert or update of msisdn, pin_mac on tuma.customers
  deferrable initially deferred for each row execute function tuma.note_change();
create or replace trigger customer_changes_stay before update or delete or truncate on tuma.customer_changes
  for each statement execute function tuma.forbid_change();

-- What customers had who were here before this trigger.
insert into tuma.customer_changes (account_id, msisdn, pin, way)
select c.account_id, c.msisdn, sha256(c.pin_mac), 'opened'
  from tuma.customers c
 where not exists (select from tuma.customer_changes h where h.account_id = c.account_id);
