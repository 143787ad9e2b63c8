-- Who may do what. Run at the end of every migration; running it again changes nothing.
--
-- The running system logs in as tuma_app, and people at the operator work as tuma_desk (or as the owner). Each may execute
-- the functions that are named here for it and nothing else, so that who takes over the Worker judges no payment, takes none
-- back, and makes no money.

revoke all on schema tuma from public;
revoke all on all tables in schema tuma from public, tuma_app, tuma_desk;
revoke all on all sequences in schema tuma from public, tuma_app, tuma_desk;
revoke all on all functions in schema tuma from public, tuma_app, tuma_desk;

grant usage on schema tuma to tuma_app, tuma_desk;
grant execute on function
  tuma.abandon, tuma.audit, tuma.block_account, tuma.change_pin, tuma.claim_airtime, tuma.claim_notices,
  tuma.claim_receipts, tuma.claim_sim_checks, tuma.count_security, tuma.due_airtime, tuma.due_receipts,
  tuma.end_unclaimed, tuma.find_business, tuma.find_customer, tuma.finish_airtime, tuma.finish_receipts,
  tuma.keep_late_answer, tuma.note_sim_request, tuma.open_customer, tuma.open_dispute, tuma.open_review,
  tuma.read_balance, tuma.read_facts, tuma.read_payment, tuma.read_quote, tuma.read_recipients,
  tuma.read_rule_set, tuma.read_statement, tuma.ready, tuma.report_airtime, tuma.report_delivery, tuma.reserve,
  tuma.retry_reversals, tuma.see_to_agenda, tuma.set_language, tuma.settle, tuma.take_sim_verdict,
  tuma.verify_pin, tuma.want_sim_checks
to tuma_app;

grant execute on function
  tuma.add_rule_set, tuma.adjust, tuma.balance_at, tuma.change_account, tuma.close_disputes,
  tuma.describe_payment, tuma.exchange, tuma.find_party, tuma.find_payment, tuma.judge_review,
  tuma.open_by_hand, tuma.read_acts, tuma.read_balance, tuma.read_disputes, tuma.read_entries,
  tuma.read_reversals, tuma.read_reviews, tuma.read_rule_set, tuma.reverse_payment
to tuma_desk;

-- A lock that is waited for longer than this is given up and asked for again; a statement ends before its
-- caller stops waiting for it.
alter role tuma_app set lock_timeout = '1500ms';
alter role tuma_app set statement_timeout = '4s';

-- The functions' statements have the same good plan for every batch, so none is planned again for its values
-- (measured: a lone caller's payment takes a quarter less).
alter role tuma_app set plan_cache_mode = force_generic_plan;

-- What is posted stays: not even the owner changes a posted row without taking the guard down first.
create or replace trigger entries_stay before update or delete or truncate on tuma.entries
  for each statement execute function tuma.refuse_change();
create or replace trigger payments_stay before delete or truncate on tuma.payments
  for each statement execute function tuma.refuse_change();
-- After the row, where it is refused as well: a trigger before it would have every payment's row locked once more.
create or replace trigger payments_end_once after update on tuma.payments
  for each row when (old.ended_at is not null) execute function tuma.refuse_change();

-- Nor is an account taken away, which all that was posted on it speaks of, and what belongs to it.
create or replace trigger accounts_stay before delete or truncate on tuma.accounts
  for each statement execute function tuma.refuse_change();

-- So does what people did: acts and rule sets as they are, a verdict once it is given, a reversal once it is made or given
-- up. (What was given up may be asked for anew, which takes its refusal away.)
create or replace trigger acts_stay before update or delete or truncate on tuma.acts
  for each statement execute function tuma.refuse_change();
create or replace trigger rule_sets_stay before update or delete or truncate on tuma.rule_sets
  for each statement execute function tuma.refuse_change();
create or replace trigger reviews_stay before delete or truncate on tuma.reviews
  for each statement execute function tuma.refuse_change();
create or replace trigger reviews_end_once before update on tuma.reviews
  for each row when (
    old.decided_at is not null or new.decided_at is null
    or (new.payment_id, new.opened_at) is distinct from (old.payment_id, old.opened_at)
  ) execute function tuma.refuse_change();
create or replace trigger reversals_stay before delete or truncate on tuma.reversals
  for each statement execute function tuma.refuse_change();
create or replace trigger reversals_end_once before update on tuma.reversals
  for each row when (
    old.ended_by is not null or (old.refused_at is not null and new.refused_at is not null)
    or new.payment_id is distinct from old.payment_id
    or ((new.ended_by is not null or new.refused_at is not null)
        and (new.amount, new.reason, new.asked_by, new.asked_at)
              is distinct from (old.amount, old.reason, old.asked_by, old.asked_at))
  ) execute function tuma.refuse_change();
