-- Rights: each role may execute the functions that are named here for it, and nothing else. Every migration ends with this file;
-- running it again changes nothing.
--
-- The Worker logs in as tuma_app, and people at the operator work as tuma_desk (or as the owner). So an attacker who takes over
-- the Worker decides no review, reverses no payment, and makes no money.

revoke all on schema tuma from public;
revoke all on all tables in schema tuma from public, tuma_app, tuma_desk;
revoke all on all sequences in schema tuma from public, tuma_app, tuma_desk;
revoke all on all functions in schema tuma from public, tuma_app, tuma_desk;

grant usage on schema tuma to tuma_app, tuma_desk;

-- The owner may end the sessions of the two.
grant tuma_app, tuma_desk to current_user;

-- Neither writes anywhere but through functions: no temporary tables, no tables of its own, no large objects, no code of its own. What
-- belongs to PostgreSQL itself only a superuser takes away; where the owner is none, as at Neon, this remains to them.
do $$
begin
  execute format('revoke temporary, create on database %I from public, tuma_app, tuma_desk', current_database());
  revoke create on schema public from public;
  revoke execute on function pg_catalog.lo_create(oid), pg_catalog.lo_creat(integer), pg_catalog.lo_from_bytea(oid, bytea),
    pg_catalog.lo_import(text), pg_catalog.lo_import(text, oid) from public;
  revoke usage on language plpgsql, sql from public;
exception when insufficient_privilege then
  raise notice 'large objects and languages stay open to the roles: %', sqlerrm;
end $$;

grant execute on function
  tuma.void_payment, tuma.audit, tuma.block_account, tuma.change_pin, tuma.choose_pin, tuma.claim_airtime, tuma.claim_notices,
  tuma.claim_receipts, tuma.claim_sim_checks, tuma.count_names, tuma.count_security_event, tuma.due_airtime, tuma.due_receipts,
  tuma.end_long_sessions,
  tuma.resolve_unclaimed, tuma.refund_owed_airtime, tuma.read_failures, tuma.forget, tuma.find_business, tuma.find_customer, tuma.finish_airtime, tuma.finish_receipts,
  tuma.move_receipts,
  tuma.record_late_answer, tuma.record_sim_request, tuma.open_customer, tuma.open_dispute, tuma.open_review,
  tuma.read_balance, tuma.read_check_inputs, tuma.read_latest_payments, tuma.read_payment, tuma.read_quote, tuma.read_recipients,
  tuma.read_rule_set, tuma.read_statement, tuma.ready, tuma.report_airtime, tuma.report_delivery, tuma.reserve,
  tuma.prove_number, tuma.send_number_code, tuma.send_pin_code, tuma.try_identity, tuma.vouch_for_number, tuma.verify_pin_code,
  tuma.retry_reversals, tuma.keep_early_reports, tuma.run_due_timers, tuma.set_language, tuma.settle, tuma.record_sim_swap,
  tuma.verify_pin, tuma.schedule_sim_checks
to tuma_app;

grant execute on function
  tuma.add_rule_set, tuma.adjust, tuma.audit_report, tuma.balance_at, tuma.change_account, tuma.change_number,
  tuma.close_disputes, tuma.find_by_mark, tuma.find_by_name, tuma.find_payments, tuma.find_payments_of,
  tuma.find_request, tuma.read_identity, tuma.rename_customer, tuma.upgrade_customer,
  tuma.describe_payment, tuma.end_airtime_by_operator, tuma.exchange, tuma.find_party, tuma.find_payment, tuma.decide_review,
  tuma.change_business, tuma.fund, tuma.open_business, tuma.read_businesses,
  tuma.open_customer_by_operator, tuma.read_operator_actions, tuma.read_balance_by_operator, tuma.read_disputes, tuma.read_entries,
  tuma.read_owed, tuma.read_reversals, tuma.read_reviews, tuma.read_rule_set, tuma.reverse_payment
to tuma_desk;

-- What the audit reads beside the catalogue: digests, and what migrations have written.
grant execute on function
  tuma.reference_data, tuma.trail_acts, tuma.trail_entries, tuma.trail_payments, tuma.trail_receipts, tuma.trail_rule_sets
to tuma_app, tuma_desk;
grant execute on function tuma.trail_horizon to tuma_app;

-- A statement gives up a lock after this time and is tried again; and it ends before its caller stops waiting for it.
alter role tuma_app set lock_timeout = '1500ms';
alter role tuma_app set statement_timeout = '4s';

-- The functions' statements have the same good plan for every batch, so none is planned again for its values (measured: a
-- lone caller's payment takes a quarter less).
alter role tuma_app set plan_cache_mode = force_generic_plan;
