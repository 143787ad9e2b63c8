-- What db/migrations, db/functions and db/security.sql make. Written by db/snapshot.ts.

create type tuma.account_kind as enum ('wallet', 'till', 'fee_revenue', 'funding', 'agent', 'biller', 'airtime', 'unclaimed');

create type tuma.account_status as enum ('active', 'frozen', 'closed');

create type tuma.airtime_state as enum ('intended', 'sending', 'sent', 'delivered', 'failed', 'unanswered');

create type tuma.business_kind as enum ('agent', 'biller', 'till');

create type tuma.channel as enum ('ussd', 'app', 'system');

create type tuma.dispute_reason as enum ('wrong_recipient', 'wrong_amount', 'not_received', 'not_mine', 'other');

create type tuma.event_type as enum ('payment.reserved', 'payment.completed', 'payment.rejected', 'payment.failed');

create type tuma.language as enum ('en', 'sw', 'fr');

create type tuma.notice_kind as enum ('welcome', 'dispute_opened', 'dispute_unknown');

create type tuma.party as enum ('payer', 'payee', 'subscriber');

create type tuma.payment_state as enum ('reserved', 'completed', 'rejected', 'failed');

create type tuma.payment_type as enum ('p2p', 'buy_goods', 'funding', 'p2p_unregistered', 'claim', 'return', 'cash_out', 'pay_bill', 'airtime', 'airtime_refund');

create type tuma.receipt_state as enum ('intended', 'sending', 'sent', 'failed', 'delivered', 'undelivered');

create type tuma.refusal as enum ('idempotency_conflict', 'invalid_amount', 'currency_mismatch', 'same_party', 'payer_not_found', 'recipient_not_found', 'account_number_invalid', 'payer_unavailable', 'recipient_unavailable', 'pin_locked', 'wrong_pin', 'amount_too_small', 'amount_too_large', 'daily_limit_exceeded', 'insufficient_funds', 'fraud_declined', 'too_many_requests', 'timeout', 'unavailable');

create table tuma.accounts (
  id bigint not null generated always as identity,
  kind tuma.account_kind not null,
  currency text not null,
  status tuma.account_status not null default 'active'::tuma.account_status,
  balance bigint not null default 0,
  held bigint not null default 0,
  may_be_negative boolean not null default false,
  daily_limit bigint,
  used_today bigint not null default 0,
  used_day date not null default '1970-01-01'::date,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_available CHECK ((may_be_negative OR (balance >= held))),
  constraint accounts_held CHECK ((held >= 0))
) with (fillfactor=90);

create table tuma.airtime (
  payment_id uuid not null,
  state tuma.airtime_state not null default 'intended'::tuma.airtime_state,
  attempts smallint not null default 0,
  claim uuid,
  at timestamp with time zone not null,
  request_id text,
  constraint airtime_pkey PRIMARY KEY (payment_id)
);
CREATE INDEX airtime_open ON tuma.airtime USING btree (at) WHERE (state = ANY (ARRAY['intended'::tuma.airtime_state, 'sending'::tuma.airtime_state]));
CREATE INDEX airtime_request ON tuma.airtime USING btree (request_id) WHERE (request_id IS NOT NULL);

create table tuma.airtime_reports (
  request_id text not null,
  delivered boolean not null,
  at timestamp with time zone not null,
  constraint airtime_reports_pkey PRIMARY KEY (request_id)
);

create table tuma.businesses (
  code text not null,
  kind tuma.business_kind not null,
  account_id bigint not null,
  name text not null,
  msisdn text not null,
  language tuma.language not null,
  account_digits smallint,
  account_luhn boolean not null default false,
  constraint businesses_pkey PRIMARY KEY (code),
  constraint businesses_account_id_unique UNIQUE (account_id),
  constraint businesses_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id)
);

create table tuma.customers (
  id bigint not null generated always as identity,
  msisdn text not null,
  account_id bigint not null,
  given_name text not null,
  family_name text not null,
  language tuma.language not null,
  tier smallint not null default 1,
  sealed bytea,
  pin_mac bytea not null,
  pin_attempts smallint not null default 0,
  pin_last_try uuid,
  pin_last_right boolean,
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_account_id_unique UNIQUE (account_id),
  constraint customers_msisdn_unique UNIQUE (msisdn),
  constraint customers_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id)
);

create table tuma.disputes (
  payment_id uuid not null,
  account_id bigint not null,
  reason tuma.dispute_reason not null,
  opened_at timestamp with time zone not null,
  constraint disputes_payment_id_account_id_pk PRIMARY KEY (payment_id, account_id),
  constraint disputes_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id)
);

create table tuma.entries (
  payment_id uuid not null,
  account_id bigint not null,
  amount bigint not null,
  balance bigint not null,
  constraint entries_account_id_payment_id_pk PRIMARY KEY (account_id, payment_id),
  constraint entries_amount CHECK ((amount <> 0))
);
CREATE TRIGGER entries_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON tuma.entries FOR EACH STATEMENT EXECUTE FUNCTION tuma.refuse_change();

create table tuma.events (
  payment_id uuid not null,
  seq smallint not null,
  type tuma.event_type not null,
  at timestamp with time zone not null,
  data jsonb,
  constraint events_payment_id_seq_pk PRIMARY KEY (payment_id, seq)
);
CREATE TRIGGER events_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON tuma.events FOR EACH STATEMENT EXECUTE FUNCTION tuma.refuse_change();

create table tuma.notices (
  id uuid not null,
  kind tuma.notice_kind not null,
  msisdn text not null,
  language tuma.language not null,
  payment_number bigint,
  at timestamp with time zone not null default now(),
  constraint notices_pkey PRIMARY KEY (id)
);
CREATE INDEX notices_number ON tuma.notices USING btree (msisdn, at);

create table tuma.outbox (
  payment_id uuid not null,
  seq smallint not null,
  at timestamp with time zone not null,
  constraint outbox_payment_id_seq_pk PRIMARY KEY (payment_id, seq)
);

create table tuma.payment_rules (
  type tuma.payment_type not null,
  payer tuma.account_kind not null,
  payee tuma.account_kind not null,
  tells_payer boolean not null,
  tells_payee boolean not null,
  constraint payment_rules_pkey PRIMARY KEY (type)
);

create table tuma.payments (
  id uuid not null,
  number bigint not null generated always as identity,
  type tuma.payment_type not null,
  channel tuma.channel not null,
  state tuma.payment_state not null,
  payer bigint not null,
  payee bigint not null,
  amount bigint not null,
  fee bigint not null,
  day date not null,
  requested_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  refusal tuma.refusal,
  account_reference text,
  origin uuid,
  constraint payments_pkey PRIMARY KEY (id),
  constraint payments_amount CHECK (((amount > 0) AND (fee >= 0))),
  constraint payments_end CHECK (((state = 'reserved'::tuma.payment_state) = (ended_at IS NULL))),
  constraint payments_parties CHECK ((payer <> payee)),
  constraint payments_refusal CHECK (((state = ANY (ARRAY['rejected'::tuma.payment_state, 'failed'::tuma.payment_state])) = (refusal IS NOT NULL)))
);
CREATE INDEX payments_open ON tuma.payments USING btree (expires_at) WHERE (state = 'reserved'::tuma.payment_state);
CREATE TRIGGER payments_end_once BEFORE UPDATE ON tuma.payments FOR EACH ROW WHEN ((old.state <> 'reserved'::tuma.payment_state)) EXECUTE FUNCTION tuma.refuse_change();
CREATE TRIGGER payments_stay BEFORE DELETE OR TRUNCATE ON tuma.payments FOR EACH STATEMENT EXECUTE FUNCTION tuma.refuse_change();

create table tuma.profiles (
  account_id bigint not null,
  payments integer not null default 0,
  amount_sum double precision not null default 0,
  amount_squares double precision not null default 0,
  minute timestamp with time zone not null default '1970-01-01 00:00:00+00'::timestamp with time zone,
  in_minute integer not null default 0,
  in_minute_before integer not null default 0,
  constraint profiles_pkey PRIMARY KEY (account_id),
  constraint profiles_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id)
) with (fillfactor=90);

create table tuma.receipts (
  about uuid not null,
  party tuma.party not null,
  state tuma.receipt_state not null default 'intended'::tuma.receipt_state,
  attempts smallint not null default 0,
  claim uuid,
  at timestamp with time zone not null,
  message_id text,
  constraint receipts_about_party_pk PRIMARY KEY (about, party)
);
CREATE INDEX receipts_message ON tuma.receipts USING btree (message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX receipts_open ON tuma.receipts USING btree (at) WHERE (state = ANY (ARRAY['intended'::tuma.receipt_state, 'sending'::tuma.receipt_state]));

create table tuma.security_counts (
  day date not null,
  what text not null,
  carrier text not null,
  count bigint not null,
  constraint security_counts_day_what_carrier_pk PRIMARY KEY (day, what, carrier)
);

create table tuma.unclaimed (
  payment_id uuid not null,
  msisdn text not null,
  due_at timestamp with time zone not null,
  ended_by uuid,
  constraint unclaimed_pkey PRIMARY KEY (payment_id)
);
CREATE INDEX unclaimed_due ON tuma.unclaimed USING btree (due_at) WHERE (ended_by IS NULL);
CREATE INDEX unclaimed_number ON tuma.unclaimed USING btree (msisdn) WHERE (ended_by IS NULL);

create function tuma.abandon(p_id uuid, p_type text, p_channel text, p_payer bigint, p_payee bigint, p_amount bigint, p_fee bigint, p_reference text, p_requested_at timestamp with time zone, p_day date, p_state text, p_refusal text, p_checks jsonb, p_now timestamp with time zone) returns TABLE(id uuid, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone, payer_balance bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.announce(p_ids uuid[], p_seq smallint, p_states tuma.payment_state[], p_types tuma.payment_type[], p_channels tuma.channel[], p_now timestamp with time zone) returns void
  language plpgsql
  set search_path="";

create function tuma.audit(p_now timestamp with time zone DEFAULT now()) returns TABLE(invariant text, subject text, detail text)
  language sql stable security definer
  set search_path="";

create function tuma.block_account(p_account bigint) returns boolean
  language plpgsql security definer
  set search_path="";

create function tuma.change_pin(p_account bigint, p_mac bytea) returns boolean
  language plpgsql security definer
  set search_path="";

create function tuma.claim_airtime(p_payments uuid[], p_claim uuid, p_tries integer, p_retry_seconds integer, p_now timestamp with time zone) returns TABLE(payment_id uuid, msisdn text, amount bigint, attempt smallint)
  language plpgsql security definer
  set search_path="";

create function tuma.claim_notices(p_notices uuid[], p_claim uuid, p_tries integer, p_retry_seconds integer, p_now timestamp with time zone) returns TABLE(about uuid, kind tuma.notice_kind, msisdn text, language tuma.language, payment_number bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.claim_receipts(p_payments uuid[], p_claim uuid, p_tries integer, p_retry_seconds integer, p_now timestamp with time zone) returns TABLE(about uuid, party tuma.party, msisdn text, language tuma.language, type tuma.payment_type, state tuma.payment_state, refusal tuma.refusal, amount bigint, fee bigint, account_reference text, number bigint, ended_at timestamp with time zone, balance bigint, other_msisdn text, business_code text, business_name text)
  language plpgsql security definer
  set search_path="";

create function tuma.count_security(p_day date, p_what text, p_carrier text) returns void
  language sql security definer
  set search_path="";

create function tuma.due_airtime(p_tries integer, p_retry_seconds integer, p_untried_before timestamp with time zone, p_limit integer, p_now timestamp with time zone) returns TABLE(payment_id uuid, given_up boolean)
  language plpgsql security definer
  set search_path="";

create function tuma.due_receipts(p_tries integer, p_retry_seconds integer, p_untried_before timestamp with time zone, p_limit integer, p_now timestamp with time zone) returns TABLE(about uuid, is_notice boolean)
  language plpgsql security definer
  set search_path="";

create function tuma.end_airtime(p_payment uuid, p_delivered boolean, p_day date, p_now timestamp with time zone) returns TABLE(payment_id uuid)
  language plpgsql
  set search_path="";

create function tuma.end_unclaimed(p_limit integer, p_day date, p_now timestamp with time zone) returns TABLE(payment_id uuid)
  language plpgsql security definer
  set search_path="";

create function tuma.expire(p_limit integer, p_now timestamp with time zone) returns integer
  language plpgsql security definer
  set search_path="";

create function tuma.find_business(p_code text) returns TABLE(account_id bigint, kind tuma.business_kind, name text, account_digits smallint, account_luhn boolean, status tuma.account_status)
  language sql stable security definer
  set search_path="";

create function tuma.find_customer(p_msisdn text) returns TABLE(account_id bigint, given_name text, family_name text, language tuma.language, tier smallint)
  language sql stable security definer
  set search_path="";

create function tuma.finish_airtime(p_payments uuid[], p_request_ids text[], p_final boolean[], p_claim uuid, p_day date, p_now timestamp with time zone) returns TABLE(payment_id uuid)
  language plpgsql security definer
  set search_path="";

create function tuma.finish_receipts(p_about uuid[], p_parties text[], p_message_ids text[], p_final boolean[], p_claim uuid) returns void
  language sql security definer
  set search_path="";

create function tuma.keep_promises(p_ids uuid[], p_types tuma.payment_type[], p_completed boolean[], p_now timestamp with time zone, p_claim_until timestamp with time zone) returns void
  language plpgsql
  set search_path="";

create function tuma.open_customer(p_msisdn text, p_given_name text, p_family_name text, p_language text, p_tier smallint, p_pin_mac bytea, p_currency text, p_daily_limit bigint, p_sealed bytea, p_welcome uuid, p_now timestamp with time zone) returns bigint
  language plpgsql security definer
  set search_path="";

create function tuma.open_dispute(p_account bigint, p_numbers bigint[], p_reason text, p_notice uuid, p_now timestamp with time zone) returns bigint
  language plpgsql security definer
  set search_path="";

create function tuma.pay_from_house(p_origin uuid, p_type text, p_house bigint, p_payee bigint, p_amount bigint, p_day date, p_now timestamp with time zone) returns uuid
  language plpgsql
  set search_path="";

create function tuma.profile_payments(p_payers bigint[], p_amounts bigint[], p_completed boolean[], p_now timestamp with time zone) returns void
  language plpgsql
  set search_path="";

create function tuma.published(p_payments uuid[]) returns void
  language sql security definer
  set search_path="";

create function tuma.read_balance(p_account bigint, p_day date) returns TABLE(balance bigint, held bigint, daily_limit bigint, daily_used bigint, tier smallint)
  language sql stable security definer
  set search_path="";

create function tuma.read_payment(p_id uuid) returns TABLE(state tuma.payment_state, refusal tuma.refusal, number bigint)
  language sql stable security definer
  set search_path="";

create function tuma.read_profiles(p_accounts bigint[], p_now timestamp with time zone) returns TABLE(account_id bigint, payments integer, amount_sum double precision, amount_squares double precision, last_minute double precision)
  language sql stable security definer
  set search_path="";

create function tuma.read_quote(p_payer bigint, p_msisdn text, p_code text, p_day date) returns TABLE(available bigint, daily_limit bigint, daily_used bigint, tier smallint, payer_status tuma.account_status, payee bigint, payee_status tuma.account_status, given_name text, family_name text, business_kind tuma.business_kind, business_name text, account_digits smallint, account_luhn boolean)
  language sql stable security definer
  set search_path="";

create function tuma.read_recipients(p_account bigint, p_count integer) returns TABLE(msisdn text, given_name text, family_name text)
  language sql stable security definer
  set search_path="";

create function tuma.read_standings(p_ids uuid[], p_payers bigint[], p_payees bigint[], p_days date[]) returns TABLE(id uuid, balance bigint, available bigint, daily_limit bigint, daily_used bigint, tier smallint, payer_kind tuma.account_kind, payer_status tuma.account_status, payee_kind tuma.account_kind, payee_status tuma.account_status, account_digits smallint, account_luhn boolean, same_currency boolean)
  language sql stable security definer
  set search_path="";

create function tuma.read_statement(p_account bigint, p_count integer) returns TABLE(ended_at timestamp with time zone, incoming boolean, type tuma.payment_type, number bigint, amount bigint, fee bigint, balance bigint, account_reference text, other_msisdn text, other_given_name text, other_family_name text, business_name text)
  language sql stable security definer
  set search_path="";

create function tuma.ready() returns boolean
  language sql stable security definer
  set search_path="";

create function tuma.refund_airtime(p_payments uuid[], p_day date, p_now timestamp with time zone) returns TABLE(payment_id uuid)
  language plpgsql
  set search_path="";

create function tuma.refuse_change() returns trigger
  language plpgsql
  set search_path="";

create function tuma.report_airtime(p_request_id text, p_delivered boolean, p_day date, p_now timestamp with time zone) returns TABLE(payment_id uuid)
  language plpgsql security definer
  set search_path="";

create function tuma.report_delivery(p_message_id text, p_state text) returns boolean
  language plpgsql security definer
  set search_path="";

create function tuma.reserve(p_ids uuid[], p_types text[], p_channels text[], p_payers bigint[], p_payees bigint[], p_amounts bigint[], p_fees bigint[], p_references text[], p_requested_at timestamp with time zone[], p_days date[], p_now timestamp with time zone, p_expires_at timestamp with time zone) returns TABLE(id uuid, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone)
  language plpgsql security definer
  set search_path="";

create function tuma.retry_at(p_at timestamp with time zone, p_attempts smallint, p_retry_seconds integer) returns timestamp with time zone
  language sql stable
  set search_path="";

create function tuma.set_language(p_account bigint, p_language text) returns boolean
  language sql security definer
  set search_path="";

create function tuma.settle(p_ids uuid[], p_states text[], p_refusals text[], p_checks jsonb[], p_stripe integer, p_now timestamp with time zone, p_claim_until timestamp with time zone) returns TABLE(id uuid, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone, payer_balance bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.try_receipts(p_about uuid[], p_claim uuid, p_tries integer, p_retry_seconds integer, p_now timestamp with time zone) returns void
  language sql
  set search_path="";

create function tuma.unpublished(p_before timestamp with time zone, p_limit integer) returns TABLE(payment_id uuid)
  language sql stable security definer
  set search_path="";

create function tuma.verify_pin(p_account bigint, p_mac bytea, p_try uuid) returns TABLE(is_right boolean, tries_left smallint)
  language plpgsql security definer
  set search_path="";

alter role tuma_app set lock_timeout=1500ms;
alter role tuma_app set plan_cache_mode=force_generic_plan;
alter role tuma_app set statement_timeout=4s;
grant execute on routine tuma.abandon(uuid,text,text,bigint,bigint,bigint,bigint,text,timestamp with time zone,date,text,text,jsonb,timestamp with time zone) to tuma_app;
grant execute on routine tuma.audit(timestamp with time zone) to tuma_app;
grant execute on routine tuma.block_account(bigint) to tuma_app;
grant execute on routine tuma.change_pin(bigint,bytea) to tuma_app;
grant execute on routine tuma.claim_airtime(uuid[],uuid,integer,integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.claim_notices(uuid[],uuid,integer,integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.claim_receipts(uuid[],uuid,integer,integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.count_security(date,text,text) to tuma_app;
grant execute on routine tuma.due_airtime(integer,integer,timestamp with time zone,integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.due_receipts(integer,integer,timestamp with time zone,integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.end_unclaimed(integer,date,timestamp with time zone) to tuma_app;
grant execute on routine tuma.expire(integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.find_business(text) to tuma_app;
grant execute on routine tuma.find_customer(text) to tuma_app;
grant execute on routine tuma.finish_airtime(uuid[],text[],boolean[],uuid,date,timestamp with time zone) to tuma_app;
grant execute on routine tuma.finish_receipts(uuid[],text[],text[],boolean[],uuid) to tuma_app;
grant execute on routine tuma.open_customer(text,text,text,text,smallint,bytea,text,bigint,bytea,uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.open_dispute(bigint,bigint[],text,uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.published(uuid[]) to tuma_app;
grant execute on routine tuma.read_balance(bigint,date) to tuma_app;
grant execute on routine tuma.read_payment(uuid) to tuma_app;
grant execute on routine tuma.read_profiles(bigint[],timestamp with time zone) to tuma_app;
grant execute on routine tuma.read_quote(bigint,text,text,date) to tuma_app;
grant execute on routine tuma.read_recipients(bigint,integer) to tuma_app;
grant execute on routine tuma.read_standings(uuid[],bigint[],bigint[],date[]) to tuma_app;
grant execute on routine tuma.read_statement(bigint,integer) to tuma_app;
grant execute on routine tuma.ready() to tuma_app;
grant execute on routine tuma.report_airtime(text,boolean,date,timestamp with time zone) to tuma_app;
grant execute on routine tuma.report_delivery(text,text) to tuma_app;
grant execute on routine tuma.reserve(uuid[],text[],text[],bigint[],bigint[],bigint[],bigint[],text[],timestamp with time zone[],date[],timestamp with time zone,timestamp with time zone) to tuma_app;
grant execute on routine tuma.set_language(bigint,text) to tuma_app;
grant execute on routine tuma.settle(uuid[],text[],text[],jsonb[],integer,timestamp with time zone,timestamp with time zone) to tuma_app;
grant execute on routine tuma.unpublished(timestamp with time zone,integer) to tuma_app;
grant execute on routine tuma.verify_pin(bigint,bytea,uuid) to tuma_app;
grant usage on schema tuma to tuma_app;