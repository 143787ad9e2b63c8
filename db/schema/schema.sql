-- What db/migrations, db/functions and db/roles.sql make. Written by db/schema/snapshot.ts.

create type tuma.account_kind as enum ('wallet', 'till', 'fee_revenue', 'funding', 'agent', 'biller', 'airtime', 'unclaimed', 'excise', 'adjustment', 'exchange');

create type tuma.account_status as enum ('active', 'frozen', 'closed');

create type tuma.airtime_state as enum ('intended', 'sending', 'sent', 'delivered', 'failed', 'unanswered');

create type tuma.business_kind as enum ('agent', 'biller', 'till');

create type tuma.channel as enum ('ussd', 'app', 'system', 'desk');

create type tuma.code_purpose as enum ('pin', 'number');

create type tuma.dispute_reason as enum ('wrong_recipient', 'wrong_amount', 'not_received', 'not_mine', 'other');

create type tuma.fee_payer as enum ('payer', 'payee', 'nobody');

create type tuma.follow_up as enum ('none', 'airtime_order', 'await_claim');

create type tuma.language as enum ('en', 'sw', 'fr', 'ar');

create type tuma.notice_kind as enum ('welcome', 'dispute_opened', 'dispute_closed', 'dispute_unknown', 'pin_code', 'number_code', 'pin_wrong', 'pin_locked', 'pin_changed', 'pin_reset', 'pin_cleared', 'claim_waits');

create type tuma.operator_action as enum ('freeze', 'unfreeze', 'close', 'reopen', 'unlock_pin', 'reset_pin', 'adjust', 'open', 'exchange', 'rename', 'upgrade', 'change_number', 'release_number', 'end_airtime', 'fund', 'defund', 'change');

create type tuma.other_side as enum ('account', 'reference', 'origin', 'pair');

create type tuma.party as enum ('payer', 'payee', 'subscriber');

create type tuma.payee_source as enum ('subscriber', 'business', 'airtime', 'unclaimed', 'account');

create type tuma.payment_state as enum ('reserved', 'completed', 'rejected', 'failed', 'review');

create type tuma.payment_type as enum ('p2p', 'buy_goods', 'funding', 'p2p_unregistered', 'claim', 'return', 'cash_out', 'pay_bill', 'airtime', 'airtime_refund', 'cash_in', 'fee', 'reversal', 'adjustment', 'exchange_out', 'exchange_in', 'redemption');

create type tuma.receipt_state as enum ('intended', 'sending', 'sent', 'failed', 'delivered', 'undelivered');

create type tuma.reference_kind as enum ('none', 'bill_account', 'msisdn', 'rate', 'bank');

create type tuma.refusal as enum ('idempotency_conflict', 'unknown_type', 'invalid_amount', 'currency_mismatch', 'same_party', 'quote_expired', 'payer_not_found', 'recipient_not_found', 'account_number_invalid', 'not_reversible', 'already_reversed', 'reversal_too_large', 'payer_unavailable', 'recipient_unavailable', 'pin_locked', 'wrong_pin', 'amount_too_small', 'amount_too_large', 'daily_limit_exceeded', 'weekly_limit_exceeded', 'monthly_limit_exceeded', 'too_many_payments', 'insufficient_funds', 'recipient_limit_exceeded', 'fraud_declined', 'too_many_requests', 'timeout', 'unavailable');

create type tuma.requester as enum ('customer', 'agent', 'operator', 'system');

create table tuma.accounts (
  id bigint not null generated always as identity,
  kind tuma.account_kind not null,
  currency text not null,
  status tuma.account_status not null default 'active'::tuma.account_status,
  balance bigint not null default 0,
  held bigint not null default 0,
  may_be_negative boolean not null default false,
  tier smallint,
  daily_limit bigint,
  entries bigint not null default 0,
  sent_day date not null default '1970-01-01'::date,
  sent_today bigint not null default 0,
  sent_week bigint not null default 0,
  sent_month bigint not null default 0,
  sent_today_count integer not null default 0,
  sent_week_count integer not null default 0,
  sent_month_count integer not null default 0,
  received_day date not null default '1970-01-01'::date,
  received_today bigint not null default 0,
  received_week bigint not null default 0,
  received_month bigint not null default 0,
  received_today_count integer not null default 0,
  received_week_count integer not null default 0,
  received_month_count integer not null default 0,
  payments integer not null default 0,
  amount_median real not null default 0,
  amount_deviation real not null default 1,
  minute timestamp with time zone not null default '1970-01-01 00:00:00+00'::timestamp with time zone,
  in_minute integer not null default 0,
  in_minute_before integer not null default 0,
  hour timestamp with time zone not null default '1970-01-01 00:00:00+00'::timestamp with time zone,
  in_hour integer not null default 0,
  in_hour_before integer not null default 0,
  hours bigint not null default 0,
  sim_changed_at timestamp with time zone,
  recent_payees bigint[] not null default '{}'::bigint[],
  restricted_limit bigint,
  restricted_until date,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_available CHECK ((may_be_negative OR (balance >= held))),
  constraint accounts_held CHECK ((held >= 0)),
  constraint accounts_own_limits CHECK (((daily_limit >= 0) AND (restricted_limit >= 0)))
) with (fillfactor=90);
CREATE TRIGGER accounts_stay BEFORE DELETE OR TRUNCATE ON tuma.accounts FOR EACH STATEMENT EXECUTE FUNCTION tuma.forbid_change();

create table tuma.airtime (
  payment_id uuid not null,
  state tuma.airtime_state not null default 'intended'::tuma.airtime_state,
  attempts smallint not null default 0,
  claim uuid,
  at timestamp with time zone not null,
  request_id text,
  answer text,
  refunded_by uuid,
  payer bigint,
  refund_due_at timestamp with time zone,
  stuck_since timestamp with time zone,
  constraint airtime_pkey PRIMARY KEY (payment_id)
);
CREATE INDEX airtime_open ON tuma.airtime USING btree (at) WHERE (state = ANY (ARRAY['intended'::tuma.airtime_state, 'sending'::tuma.airtime_state]));
CREATE INDEX airtime_payer ON tuma.airtime USING btree (payer) WHERE ((state <> ALL (ARRAY['delivered'::tuma.airtime_state, 'failed'::tuma.airtime_state])) OR (refund_due_at IS NOT NULL));
CREATE INDEX airtime_refund_due ON tuma.airtime USING btree (refund_due_at) WHERE (refund_due_at IS NOT NULL);
CREATE INDEX airtime_request ON tuma.airtime USING btree (request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX airtime_unreported ON tuma.airtime USING btree (at) WHERE (state = ANY (ARRAY['sent'::tuma.airtime_state, 'unanswered'::tuma.airtime_state]));

create table tuma.airtime_reports (
  request_id text not null,
  delivered boolean not null,
  at timestamp with time zone not null,
  constraint airtime_reports_pkey PRIMARY KEY (request_id)
);
CREATE INDEX airtime_reports_at ON tuma.airtime_reports USING btree (at);

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
  constraint businesses_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id) NOT ENFORCED,
  constraint businesses_code CHECK ((code ~ '^[0-9]{5,7}$'::text)),
  constraint businesses_name CHECK (((length(name) >= 2) AND (length(name) <= 40))),
  constraint businesses_number CHECK ((msisdn ~ '^[1-9][0-9]{5,14}$'::text)),
  constraint businesses_rule CHECK (((((account_digits >= 2) AND (account_digits <= 20)) AND (kind = 'biller'::tuma.business_kind)) OR ((account_digits IS NULL) AND (NOT account_luhn))))
);

create table tuma.carrier_watch (
  carrier text not null,
  counted_at timestamp with time zone not null,
  wrong_pins real not null default 0,
  right_pins real not null default 0,
  names real not null default 0,
  pins_slowed_until timestamp with time zone,
  pins_slows smallint not null default 0,
  names_slowed_until timestamp with time zone,
  names_slows smallint not null default 0,
  constraint carrier_watch_pkey PRIMARY KEY (carrier)
);

create table tuma.customer_changes (
  id bigint not null generated always as identity,
  account_id bigint not null,
  msisdn text,
  pin bytea,
  way text,
  at timestamp with time zone not null default now(),
  constraint customer_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX customer_changes_account ON tuma.customer_changes USING btree (account_id, id);
CREATE TRIGGER customer_changes_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON tuma.customer_changes FOR EACH STATEMENT EXECUTE FUNCTION tuma.forbid_change();

create table tuma.customer_names (
  word text collate "C" not null,
  account_id bigint not null,
  constraint customer_names_word_account_id_pk PRIMARY KEY (word, account_id),
  constraint customer_names_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id) NOT ENFORCED
);
CREATE INDEX customer_names_account ON tuma.customer_names USING btree (account_id);

create table tuma.customers (
  id bigint not null generated always as identity,
  msisdn text,
  account_id bigint not null,
  given_name text not null,
  family_name text not null,
  language tuma.language not null,
  sealed bytea,
  pin_mac bytea,
  pin_attempts smallint not null default 0,
  pin_last_try uuid,
  pin_last_right boolean,
  pin_former bytea,
  pin_cleared_at timestamp with time zone,
  identity_tries smallint not null default 0,
  identity_last_try uuid,
  pin_wrongs smallint not null default 0,
  pin_wrongs_since timestamp with time zone,
  pin_locks smallint not null default 0,
  pin_locked_until timestamp with time zone,
  pin_wrong_seen_at timestamp with time zone,
  pin_right_seen_at timestamp with time zone,
  possession_proved_at timestamp with time zone,
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_account_id_unique UNIQUE (account_id),
  constraint customers_msisdn_unique UNIQUE (msisdn),
  constraint customers_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id) NOT ENFORCED,
  constraint customers_names CHECK ((((length(given_name) >= 1) AND (length(given_name) <= 80)) AND (length(family_name) <= 80))),
  constraint customers_number CHECK ((msisdn ~ '^[1-9][0-9]{5,14}$'::text))
);
CREATE TRIGGER customers_index_name AFTER INSERT OR UPDATE OF given_name, family_name ON tuma.customers FOR EACH ROW EXECUTE FUNCTION tuma.index_name();
CREATE CONSTRAINT TRIGGER customers_noted AFTER INSERT OR UPDATE OF msisdn, pin_mac ON tuma.customers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tuma.note_change();

create table tuma.delivery_reports (
  gateway text not null,
  message_id text not null,
  state tuma.receipt_state not null,
  at timestamp with time zone not null,
  constraint delivery_reports_message_id_gateway_pk PRIMARY KEY (message_id, gateway)
);
CREATE INDEX delivery_reports_at ON tuma.delivery_reports USING btree (at);

create table tuma.desk_ceilings (
  currency text not null,
  amount bigint not null,
  constraint desk_ceilings_pkey PRIMARY KEY (currency),
  constraint desk_ceilings_amount CHECK ((amount > 0))
);

create table tuma.devices (
  account_id bigint not null,
  device text not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint devices_account_id_device_pk PRIMARY KEY (account_id, device),
  constraint devices_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id) NOT ENFORCED
);
CREATE INDEX devices_device ON tuma.devices USING btree (device, account_id);

create table tuma.disputes (
  payment_id uuid not null,
  account_id bigint not null,
  reason tuma.dispute_reason not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by text,
  outcome text,
  constraint disputes_payment_id_account_id_pk PRIMARY KEY (payment_id, account_id),
  constraint disputes_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id) NOT ENFORCED,
  constraint disputes_outcome CHECK ((length(outcome) <= 500)),
  constraint disputes_person CHECK (((length(closed_by) >= 1) AND (length(closed_by) <= 64)))
);
CREATE INDEX disputes_open ON tuma.disputes USING btree (opened_at) WHERE (closed_at IS NULL);

create table tuma.entries (
  account_id bigint not null,
  seq bigint not null,
  payment_id uuid not null,
  amount bigint not null,
  balance bigint not null,
  constraint entries_account_id_seq_pk PRIMARY KEY (account_id, seq),
  constraint entries_amount CHECK ((amount <> 0))
);
CREATE TRIGGER entries_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON tuma.entries FOR EACH STATEMENT EXECUTE FUNCTION tuma.forbid_change();

create table tuma.failures (
  job text not null,
  item uuid not null,
  sqlstate text not null,
  since timestamp with time zone not null,
  at timestamp with time zone not null,
  times integer not null default 1,
  constraint failures_job_item_pk PRIMARY KEY (job, item)
);
CREATE INDEX failures_at ON tuma.failures USING btree (at);

create table tuma.former_numbers (
  msisdn text not null,
  account_id bigint not null,
  until timestamp with time zone not null,
  constraint former_numbers_account_id_until_pk PRIMARY KEY (account_id, until),
  constraint former_numbers_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id) NOT ENFORCED
);
CREATE INDEX former_numbers_msisdn ON tuma.former_numbers USING btree (msisdn, until);

create table tuma.home (
  "only" boolean not null default true,
  market text not null,
  clock_tolerance interval not null default '00:01:00'::interval,
  constraint home_pkey PRIMARY KEY ("only"),
  constraint home_only CHECK ("only")
);
CREATE TRIGGER home_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON tuma.home FOR EACH STATEMENT EXECUTE FUNCTION tuma.forbid_change();

create table tuma.identity_tokens (
  token text not null,
  account_id bigint not null,
  at timestamp with time zone not null,
  constraint identity_tokens_token_account_id_pk PRIMARY KEY (token, account_id),
  constraint identity_tokens_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id) NOT ENFORCED
);

create table tuma.late_answers (
  payment_id uuid not null,
  who text not null,
  answer jsonb,
  took_ms integer not null,
  at timestamp with time zone not null,
  constraint late_answers_payment_id_who_pk PRIMARY KEY (payment_id, who)
);
CREATE INDEX late_answers_at ON tuma.late_answers USING btree (at);

create table tuma.markets (
  market text not null,
  currency text not null,
  time_zone text not null,
  claim_days integer not null,
  constraint markets_pkey PRIMARY KEY (market)
);

create table tuma.notices (
  id uuid not null,
  kind tuma.notice_kind not null,
  msisdn text not null,
  language tuma.language not null,
  payment_number bigint,
  at timestamp with time zone not null default now(),
  message text,
  constraint notices_pkey PRIMARY KEY (id)
);
CREATE INDEX notices_at ON tuma.notices USING btree (at);
CREATE INDEX notices_number ON tuma.notices USING btree (msisdn, at);

create table tuma.one_time_codes (
  msisdn text not null,
  purpose tuma.code_purpose not null,
  code_mac bytea not null,
  notice uuid not null,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  sends smallint not null default 1,
  sends_since timestamp with time zone not null,
  failures smallint not null default 0,
  failed_at timestamp with time zone,
  last_try uuid,
  last_right boolean,
  proof uuid,
  constraint one_time_codes_msisdn_purpose_pk PRIMARY KEY (msisdn, purpose)
);
CREATE INDEX one_time_codes_sent ON tuma.one_time_codes USING btree (sent_at);

create table tuma.operator_actions (
  id bigint not null generated always as identity,
  account_id bigint not null,
  action tuma.operator_action not null,
  made_by text not null,
  reason text not null,
  made_at timestamp with time zone not null,
  payment_id uuid,
  bank text,
  bank_reference text,
  request_id uuid,
  detail text,
  constraint operator_actions_pkey PRIMARY KEY (id),
  constraint operator_actions_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id) NOT ENFORCED,
  constraint operator_actions_bank CHECK (((length(bank) <= 40) AND (length(bank_reference) <= 64))),
  constraint operator_actions_person CHECK (((length(made_by) >= 1) AND (length(made_by) <= 64))),
  constraint operator_actions_reason CHECK ((length(reason) <= 500))
);
CREATE INDEX operator_actions_account ON tuma.operator_actions USING btree (account_id, id);
CREATE UNIQUE INDEX operator_actions_bank ON tuma.operator_actions USING btree (bank, bank_reference) WHERE (bank_reference IS NOT NULL);
CREATE UNIQUE INDEX operator_actions_payment ON tuma.operator_actions USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE UNIQUE INDEX operator_actions_request ON tuma.operator_actions USING btree (request_id) WHERE (request_id IS NOT NULL);
CREATE TRIGGER operator_actions_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON tuma.operator_actions FOR EACH STATEMENT EXECUTE FUNCTION tuma.forbid_change();

create table tuma.payment_rules (
  type tuma.payment_type not null,
  offered tuma.requester not null,
  payers tuma.account_kind[] not null,
  payees tuma.account_kind[] not null,
  payee tuma.payee_source not null,
  if_registered tuma.payment_type,
  reference tuma.reference_kind not null,
  other_side tuma.other_side not null,
  follow_up tuma.follow_up not null,
  fee_by tuma.fee_payer not null,
  counts_toward_limits boolean not null,
  allowed_when_frozen boolean not null,
  reversible boolean not null,
  notifies_payer boolean not null,
  notifies_payee boolean not null,
  takes_back boolean default false,
  constraint payment_rules_pkey PRIMARY KEY (type)
);

create table tuma.payment_timers (
  id bigint not null generated always as identity,
  due_at timestamp with time zone not null,
  payments uuid[] not null,
  constraint payment_timers_due_at_id_pk PRIMARY KEY (due_at, id)
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
  account_reference text,
  linked_payment uuid,
  day date not null,
  received_day date,
  requested_at timestamp with time zone not null,
  reserved_at timestamp with time zone,
  expires_at timestamp with time zone,
  ended_at timestamp with time zone,
  refusal tuma.refusal,
  excise bigint,
  fee_by_payee boolean,
  device text,
  payer_entry bigint,
  payee_entry bigint,
  fraud_score smallint,
  fraud_model text,
  checks_ms smallint,
  evidence jsonb,
  payer_fee bigint generated always as (
CASE
    WHEN fee_by_payee THEN (0)::bigint
    ELSE fee
END) virtual,
  payee_fee bigint generated always as (
CASE
    WHEN fee_by_payee THEN fee
    ELSE (0)::bigint
END) virtual,
  constraint payments_pkey PRIMARY KEY (id),
  constraint payments_amount CHECK (((amount > 0) AND (fee >= 0))),
  constraint payments_end CHECK (((state = ANY (ARRAY['completed'::tuma.payment_state, 'rejected'::tuma.payment_state, 'failed'::tuma.payment_state])) = (ended_at IS NOT NULL))),
  constraint payments_excise CHECK (((excise >= 0) AND (excise <= fee))),
  constraint payments_parties CHECK ((payer <> payee)),
  constraint payments_refusal CHECK (((state = ANY (ARRAY['rejected'::tuma.payment_state, 'failed'::tuma.payment_state])) = (refusal IS NOT NULL))),
  constraint payments_sizes CHECK (((octet_length(account_reference) <= 128) AND (octet_length(device) <= 256) AND (octet_length(fraud_model) <= 128) AND (pg_column_size(evidence) <= 16384)))
) with (fillfactor=45);
CREATE INDEX payments_number ON tuma.payments USING brin (number) WITH (autosummarize='true');
CREATE TRIGGER payments_end_once AFTER UPDATE ON tuma.payments FOR EACH ROW WHEN ((old.ended_at IS NOT NULL)) EXECUTE FUNCTION tuma.forbid_change();
CREATE TRIGGER payments_stay BEFORE DELETE OR TRUNCATE ON tuma.payments FOR EACH STATEMENT EXECUTE FUNCTION tuma.forbid_change();

create table tuma.price_lists (
  market text not null,
  type tuma.payment_type not null,
  tier smallint not null,
  fee_by tuma.fee_payer not null,
  smallest bigint not null,
  largest bigint not null,
  up_to bigint[] not null,
  fees bigint[] not null,
  excises bigint[] not null,
  until timestamp with time zone not null default 'infinity'::timestamp with time zone,
  constraint price_lists_market_type_tier_until_pk PRIMARY KEY (market, type, tier, until)
);

create table tuma.receipts (
  about uuid not null,
  party tuma.party not null,
  state tuma.receipt_state not null default 'intended'::tuma.receipt_state,
  attempts smallint not null default 0,
  claim uuid,
  at timestamp with time zone not null,
  gateway text,
  message_id text,
  constraint receipts_about_party_pk PRIMARY KEY (about, party)
);
CREATE INDEX receipts_message ON tuma.receipts USING hash (message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX receipts_open ON tuma.receipts USING btree (at) WHERE (state = ANY (ARRAY['intended'::tuma.receipt_state, 'sending'::tuma.receipt_state]));

create table tuma.refused_payments (
  account_id bigint not null,
  payment_id uuid not null,
  constraint refused_payments_account_id_payment_id_pk PRIMARY KEY (account_id, payment_id)
);
CREATE TRIGGER refused_payments_stay_few AFTER INSERT ON tuma.refused_payments REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tuma.keep_latest_refused();

create table tuma.reversals (
  payment_id uuid not null,
  amount bigint not null,
  reason text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  until timestamp with time zone,
  ended_by uuid,
  refused_at timestamp with time zone,
  refusal tuma.refusal,
  constraint reversals_pkey PRIMARY KEY (payment_id),
  constraint reversals_amount CHECK ((amount > 0)),
  constraint reversals_person CHECK (((length(asked_by) >= 1) AND (length(asked_by) <= 64))),
  constraint reversals_reason CHECK ((length(reason) <= 500))
);
CREATE INDEX reversals_open ON tuma.reversals USING btree (until) WHERE ((ended_by IS NULL) AND (refused_at IS NULL));
CREATE TRIGGER reversals_end_once BEFORE UPDATE ON tuma.reversals FOR EACH ROW WHEN (((old.ended_by IS NOT NULL) OR ((old.refused_at IS NOT NULL) AND (new.refused_at IS NOT NULL)) OR (new.payment_id IS DISTINCT FROM old.payment_id) OR (((new.ended_by IS NOT NULL) OR (new.refused_at IS NOT NULL)) AND ((((new.amount IS DISTINCT FROM old.amount) OR (new.reason IS DISTINCT FROM old.reason)) OR (new.asked_by IS DISTINCT FROM old.asked_by)) OR (new.asked_at IS DISTINCT FROM old.asked_at))))) EXECUTE FUNCTION tuma.forbid_change();
CREATE TRIGGER reversals_stay BEFORE DELETE OR TRUNCATE ON tuma.reversals FOR EACH STATEMENT EXECUTE FUNCTION tuma.forbid_change();

create table tuma.reviews (
  payment_id uuid not null,
  opened_at timestamp with time zone not null,
  approved boolean,
  decided_by text,
  note text,
  decided_at timestamp with time zone,
  constraint reviews_pkey PRIMARY KEY (payment_id),
  constraint reviews_note CHECK ((length(note) <= 500)),
  constraint reviews_person CHECK (((length(decided_by) >= 1) AND (length(decided_by) <= 64)))
);
CREATE INDEX reviews_open ON tuma.reviews USING btree (opened_at) WHERE (decided_at IS NULL);
CREATE TRIGGER reviews_end_once BEFORE UPDATE ON tuma.reviews FOR EACH ROW WHEN (((old.decided_at IS NOT NULL) OR (new.decided_at IS NULL) OR ((new.payment_id IS DISTINCT FROM old.payment_id) OR (new.opened_at IS DISTINCT FROM old.opened_at)))) EXECUTE FUNCTION tuma.forbid_change();
CREATE TRIGGER reviews_stay BEFORE DELETE OR TRUNCATE ON tuma.reviews FOR EACH STATEMENT EXECUTE FUNCTION tuma.forbid_change();

create table tuma.rule_sets (
  version integer not null,
  rules jsonb not null,
  made_by text not null,
  made_at timestamp with time zone not null default now(),
  constraint rule_sets_pkey PRIMARY KEY (version),
  constraint rule_sets_person CHECK (((length(made_by) >= 1) AND (length(made_by) <= 64))),
  constraint rule_sets_size CHECK (((version > 0) AND (length((rules)::text) <= 20000)))
);
CREATE TRIGGER rule_sets_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON tuma.rule_sets FOR EACH STATEMENT EXECUTE FUNCTION tuma.forbid_change();

create table tuma.security_counts (
  day date not null,
  what text not null,
  carrier text not null,
  count bigint not null,
  constraint security_counts_day_what_carrier_pk PRIMARY KEY (day, what, carrier)
);

create table tuma.sim_checks (
  account_id bigint not null,
  due_at timestamp with time zone,
  tries smallint not null default 0,
  asked_at timestamp with time zone,
  request_id text,
  answered_at timestamp with time zone,
  constraint sim_checks_pkey PRIMARY KEY (account_id),
  constraint sim_checks_account_id_accounts_id_fk FOREIGN KEY (account_id) REFERENCES tuma.accounts(id) NOT ENFORCED
);
CREATE INDEX sim_checks_due ON tuma.sim_checks USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX sim_checks_request ON tuma.sim_checks USING btree (request_id) WHERE (request_id IS NOT NULL);

create table tuma.tiers (
  market text not null,
  tier smallint not null,
  balance_cap bigint not null,
  send_daily bigint not null,
  send_daily_count integer not null,
  send_weekly bigint not null,
  send_weekly_count integer not null,
  send_monthly bigint not null,
  send_monthly_count integer not null,
  receive_daily bigint not null,
  receive_daily_count integer not null,
  receive_weekly bigint not null,
  receive_weekly_count integer not null,
  receive_monthly bigint not null,
  receive_monthly_count integer not null,
  constraint tiers_market_tier_pk PRIMARY KEY (market, tier)
);

create table tuma.unclaimed (
  payment_id uuid not null,
  msisdn text not null,
  due_at timestamp with time zone not null,
  ended_by uuid,
  payer bigint,
  until timestamp with time zone,
  stuck_since timestamp with time zone,
  constraint unclaimed_pkey PRIMARY KEY (payment_id),
  constraint unclaimed_msisdn CHECK ((msisdn ~ '^[1-9][0-9]{5,14}$'::text))
);
CREATE INDEX unclaimed_due ON tuma.unclaimed USING btree (due_at) WHERE (ended_by IS NULL);
CREATE INDEX unclaimed_number ON tuma.unclaimed USING btree (msisdn) WHERE (ended_by IS NULL);
CREATE INDEX unclaimed_payer ON tuma.unclaimed USING btree (payer) WHERE (ended_by IS NULL);
CREATE INDEX unclaimed_stuck ON tuma.unclaimed USING btree (stuck_since) WHERE ((ended_by IS NULL) AND (stuck_since IS NOT NULL));

create view tuma.audit_01_entries_sum_to_zero as
 SELECT ('currency '::text || a.currency) AS subject,
    (sum(e.amount))::text AS detail
   FROM (tuma.entries e
     JOIN tuma.accounts a ON ((a.id = e.account_id)))
  GROUP BY a.currency
 HAVING (sum(e.amount) <> (0)::numeric)
UNION ALL
 SELECT ('payment '::text || e.payment_id) AS subject,
    (sum(e.amount))::text AS detail
   FROM tuma.entries e
  GROUP BY e.payment_id
 HAVING (sum(e.amount) <> (0)::numeric);

create view tuma.audit_01_one_currency_per_payment as
 SELECT ('payment '::text || e.payment_id) AS subject,
    (count(DISTINCT a.currency))::text AS detail
   FROM (tuma.entries e
     JOIN tuma.accounts a ON ((a.id = e.account_id)))
  GROUP BY e.payment_id
 HAVING (min(a.currency) <> max(a.currency));

create view tuma.audit_02_completed_payments_have_their_legs as
 SELECT ('payment '::text || p.id) AS subject,
    (COALESCE(l.legs, (0)::bigint) || ' entries'::text) AS detail
   FROM (((tuma.payments p
     LEFT JOIN ( SELECT e.payment_id,
            count(*) AS legs
           FROM tuma.entries e
          GROUP BY e.payment_id) l ON ((l.payment_id = p.id)))
     LEFT JOIN tuma.entries d ON (((d.account_id = p.payer) AND (d.seq = p.payer_entry) AND (d.payment_id = p.id))))
     LEFT JOIN tuma.entries c ON (((c.account_id = p.payee) AND (c.seq = p.payee_entry) AND (c.payment_id = p.id))))
  WHERE ((p.state = 'completed'::tuma.payment_state) AND ((l.legs IS DISTINCT FROM ((2 + ((p.fee > COALESCE(p.excise, (0)::bigint)))::integer) + ((COALESCE(p.excise, (0)::bigint) > 0))::integer)) OR (d.amount IS DISTINCT FROM (- (p.amount + p.payer_fee))) OR (c.amount IS DISTINCT FROM (p.amount - p.payee_fee))));

create view tuma.audit_02_fees_go_to_fee_revenue as
 SELECT ('payment '::text || e.payment_id) AS subject,
    ('account '::text || e.account_id) AS detail
   FROM ((tuma.entries e
     JOIN tuma.payments p ON ((p.id = e.payment_id)))
     LEFT JOIN tuma.accounts a ON ((a.id = e.account_id)))
  WHERE ((((e.account_id = p.payer) AND (e.seq = p.payer_entry)) IS NOT TRUE) AND (((e.account_id = p.payee) AND (e.seq = p.payee_entry)) IS NOT TRUE) AND (e.amount IS DISTINCT FROM
        CASE a.kind
            WHEN 'fee_revenue'::tuma.account_kind THEN (p.fee - COALESCE(p.excise, (0)::bigint))
            WHEN 'excise'::tuma.account_kind THEN p.excise
            ELSE NULL::bigint
        END));

create view tuma.audit_02_money_moves_between_the_kinds_of_its_type as
 SELECT ('payment '::text || p.id) AS subject,
    ((((p.type || ' from '::text) || COALESCE((a.kind)::text, 'nothing'::text)) || ' to '::text) || COALESCE((b.kind)::text, 'nothing'::text)) AS detail
   FROM (((tuma.payments p
     LEFT JOIN tuma.payment_rules r ON ((r.type = p.type)))
     LEFT JOIN tuma.accounts a ON ((a.id = p.payer)))
     LEFT JOIN tuma.accounts b ON ((b.id = p.payee)))
  WHERE ((p.state = 'completed'::tuma.payment_state) AND (NOT COALESCE(((a.kind = ANY (r.payers)) AND (b.kind = ANY (r.payees))), false)));

create view tuma.audit_02_only_completed_payments_have_entries as
 SELECT DISTINCT ('payment '::text || e.payment_id) AS subject,
    COALESCE((p.state)::text, 'unknown'::text) AS detail
   FROM (tuma.entries e
     LEFT JOIN tuma.payments p ON ((p.id = e.payment_id)))
  WHERE (p.state IS DISTINCT FROM 'completed'::tuma.payment_state);

create view tuma.audit_03_balances_are_the_sum_of_entries as
 SELECT ('account '::text || COALESCE(a.id, s.account_id)) AS subject,
    ((COALESCE((a.balance)::text, 'no account'::text) || ' against '::text) || COALESCE(s.total, (0)::numeric)) AS detail
   FROM (tuma.accounts a
     FULL JOIN ( SELECT e.account_id,
            sum(e.amount) AS total,
            count(*) AS entries
           FROM tuma.entries e
          GROUP BY e.account_id) s ON ((s.account_id = a.id)))
  WHERE (((a.balance)::numeric IS DISTINCT FROM COALESCE(s.total, (0)::numeric)) OR (a.entries IS DISTINCT FROM COALESCE(s.entries, (0)::bigint)));

create view tuma.audit_04_held_is_the_sum_of_reservations as
 SELECT ('account '::text || COALESCE(a.id, h.payer)) AS subject,
    ((COALESCE((a.held)::text, 'no account'::text) || ' against '::text) || COALESCE(h.total, (0)::numeric)) AS detail
   FROM (tuma.accounts a
     FULL JOIN ( SELECT p.payer,
            sum((p.amount + p.payer_fee)) AS total
           FROM tuma.payments p
          WHERE (p.ended_at IS NULL)
          GROUP BY p.payer) h ON ((h.payer = a.id)))
  WHERE ((a.held)::numeric IS DISTINCT FROM COALESCE(h.total, (0)::numeric));

create view tuma.audit_05_available_is_not_negative as
 SELECT ('account '::text || id) AS subject,
    ((balance - held))::text AS detail
   FROM tuma.accounts a
  WHERE ((balance < held) AND (NOT may_be_negative));

create view tuma.audit_06_refused_payments_are_listed as
 SELECT ('payment '::text || l.payment_id) AS subject,
    ('account '::text || l.account_id) AS detail
   FROM (tuma.refused_payments l
     LEFT JOIN tuma.payments p ON ((p.id = l.payment_id)))
  WHERE (NOT COALESCE(((p.state = ANY (ARRAY['rejected'::tuma.payment_state, 'failed'::tuma.payment_state])) AND (p.payer = l.account_id)), false));

create view tuma.audit_06_states_follow_the_graph as
 SELECT ('payment '::text || p.id) AS subject,
    ((p.state || COALESCE((' reserved at '::text || p.reserved_at), ''::text)) || COALESCE((' ended at '::text || p.ended_at), ''::text)) AS detail
   FROM (tuma.payments p
     LEFT JOIN tuma.reviews r ON ((r.payment_id = p.id)))
  WHERE (NOT
        CASE p.state
            WHEN 'reserved'::tuma.payment_state THEN ((p.reserved_at IS NOT NULL) AND (r.payment_id IS NULL))
            WHEN 'review'::tuma.payment_state THEN ((p.reserved_at IS NOT NULL) AND (r.payment_id IS NOT NULL) AND (r.decided_at IS NULL))
            WHEN 'completed'::tuma.payment_state THEN ((p.reserved_at IS NOT NULL) AND (r.approved IS NOT FALSE))
            ELSE ((r.payment_id IS NULL) OR (r.approved IS NOT NULL))
        END);

create view tuma.audit_06_times_are_in_order as
 SELECT ('payment '::text || p.id) AS subject,
    ((('asked '::text || p.requested_at) || COALESCE((', reserved '::text || p.reserved_at), ''::text)) || COALESCE((', ended '::text || p.ended_at), ''::text)) AS detail
   FROM (tuma.payments p
     CROSS JOIN ( SELECT ((COALESCE(max(h.clock_tolerance), '00:01:00'::interval) * (2)::double precision) + '00:01:00'::interval) AS slack
           FROM tuma.home h) c)
  WHERE ((p.reserved_at < (p.requested_at - c.slack)) OR (p.ended_at < (p.reserved_at - c.slack)))
UNION ALL
 SELECT ('payment '::text || p.id) AS subject,
    ('number '::text || p.number) AS detail
   FROM tuma.payments p
  WHERE (p.number > pg_sequence_last_value('tuma.payments_number_seq'::regclass))
UNION ALL
 SELECT ('act '::text || o.id) AS subject,
    ('number '::text || o.id) AS detail
   FROM tuma.operator_actions o
  WHERE (o.id > pg_sequence_last_value('tuma.operator_actions_id_seq'::regclass));

create view tuma.audit_08_limits_count_what_was_received as
 SELECT ('account '::text || a.id) AS subject,
    ((((a.received_today || ' against '::text) || u.today) || ' on '::text) || a.received_day) AS detail
   FROM (tuma.accounts a
     JOIN ( SELECT a_1.id,
            COALESCE(sum((p.amount - COALESCE(b.amount, (0)::bigint))) FILTER (WHERE (p.received_day = a_1.received_day)), (0)::numeric) AS today,
            count(*) FILTER (WHERE ((b.amount IS DISTINCT FROM p.amount) AND (p.received_day = a_1.received_day))) AS today_count,
            COALESCE(sum((p.amount - COALESCE(b.amount, (0)::bigint))) FILTER (WHERE (p.received_day >= date_trunc('week'::text, (a_1.received_day)::timestamp without time zone))), (0)::numeric) AS week,
            count(*) FILTER (WHERE ((b.amount IS DISTINCT FROM p.amount) AND (p.received_day >= date_trunc('week'::text, (a_1.received_day)::timestamp without time zone)))) AS week_count,
            COALESCE(sum((p.amount - COALESCE(b.amount, (0)::bigint))) FILTER (WHERE (p.received_day >= date_trunc('month'::text, (a_1.received_day)::timestamp without time zone))), (0)::numeric) AS month,
            count(*) FILTER (WHERE ((b.amount IS DISTINCT FROM p.amount) AND (p.received_day >= date_trunc('month'::text, (a_1.received_day)::timestamp without time zone)))) AS month_count
           FROM ((tuma.accounts a_1
             LEFT JOIN (tuma.payments p
             JOIN tuma.payment_rules r ON (((r.type = p.type) AND r.counts_toward_limits))) ON (((p.payee = a_1.id) AND (p.state = 'completed'::tuma.payment_state))))
             LEFT JOIN tuma.taken_back b ON ((b.payment_id = p.id)))
          GROUP BY a_1.id) u ON ((u.id = a.id)))
  WHERE ((((a.received_today)::numeric <> u.today) OR ((a.received_week)::numeric <> u.week) OR ((a.received_month)::numeric <> u.month)) OR ((a.received_today_count <> u.today_count) OR (a.received_week_count <> u.week_count) OR (a.received_month_count <> u.month_count)));

create view tuma.audit_08_limits_count_what_was_sent as
 SELECT ('account '::text || a.id) AS subject,
    ((((a.sent_today || ' against '::text) || u.today) || ' on '::text) || a.sent_day) AS detail
   FROM (tuma.accounts a
     JOIN ( SELECT a_1.id,
            COALESCE(sum((p.amount - COALESCE(b.amount, (0)::bigint))) FILTER (WHERE (p.day = a_1.sent_day)), (0)::numeric) AS today,
            count(*) FILTER (WHERE ((b.amount IS DISTINCT FROM p.amount) AND (p.day = a_1.sent_day))) AS today_count,
            COALESCE(sum((p.amount - COALESCE(b.amount, (0)::bigint))) FILTER (WHERE (p.day >= date_trunc('week'::text, (a_1.sent_day)::timestamp without time zone))), (0)::numeric) AS week,
            count(*) FILTER (WHERE ((b.amount IS DISTINCT FROM p.amount) AND (p.day >= date_trunc('week'::text, (a_1.sent_day)::timestamp without time zone)))) AS week_count,
            COALESCE(sum((p.amount - COALESCE(b.amount, (0)::bigint))) FILTER (WHERE (p.day >= date_trunc('month'::text, (a_1.sent_day)::timestamp without time zone))), (0)::numeric) AS month,
            count(*) FILTER (WHERE ((b.amount IS DISTINCT FROM p.amount) AND (p.day >= date_trunc('month'::text, (a_1.sent_day)::timestamp without time zone)))) AS month_count
           FROM ((tuma.accounts a_1
             LEFT JOIN (tuma.payments p
             JOIN tuma.payment_rules r ON (((r.type = p.type) AND r.counts_toward_limits))) ON (((p.payer = a_1.id) AND (p.state <> ALL (ARRAY['rejected'::tuma.payment_state, 'failed'::tuma.payment_state])))))
             LEFT JOIN tuma.taken_back b ON ((b.payment_id = p.id)))
          GROUP BY a_1.id) u ON ((u.id = a.id)))
  WHERE ((((a.sent_today)::numeric <> u.today) OR ((a.sent_week)::numeric <> u.week) OR ((a.sent_month)::numeric <> u.month)) OR ((a.sent_today_count <> u.today_count) OR (a.sent_week_count <> u.week_count) OR (a.sent_month_count <> u.month_count)));

create view tuma.audit_08_no_day_is_over_its_limit as
 SELECT ('account '::text || a.id) AS subject,
    ((((sum((p.amount - COALESCE(b.amount, (0)::bigint))) || ' of '::text) || a.daily_limit) || ' on '::text) || a.sent_day) AS detail
   FROM (((tuma.accounts a
     JOIN tuma.payments p ON (((p.payer = a.id) AND (p.day = a.sent_day) AND (p.state <> ALL (ARRAY['rejected'::tuma.payment_state, 'failed'::tuma.payment_state])))))
     JOIN tuma.payment_rules r ON (((r.type = p.type) AND r.counts_toward_limits)))
     LEFT JOIN tuma.taken_back b ON ((b.payment_id = p.id)))
  WHERE (a.daily_limit IS NOT NULL)
  GROUP BY a.id
 HAVING (sum((p.amount - COALESCE(b.amount, (0)::bigint))) > (a.daily_limit)::numeric);

create view tuma.audit_08_no_day_runs_ahead_of_its_market as
 SELECT ('account '::text || min(id)) AS subject,
    ((((count(*) || ' of '::text) || currency) || ' on '::text) || day) AS detail,
    tstzrange(NULL::timestamp with time zone, (( SELECT min(((d.day)::timestamp without time zone AT TIME ZONE m.time_zone)) AS min
           FROM tuma.markets m
          WHERE ((m.currency = d.currency) OR (m.market = ( SELECT h.market
                   FROM tuma.home h)))) - '00:01:00'::interval)) AS during
   FROM ( SELECT a.id,
            a.currency,
            GREATEST(a.sent_day, a.received_day) AS day
           FROM tuma.accounts a) d
  WHERE (day > '1970-01-01'::date)
  GROUP BY currency, day;

create view tuma.audit_08_no_window_is_over_its_tier as
 SELECT ('account '::text || a.id) AS subject,
    ((('tier '::text || a.tier) || ' on '::text) || GREATEST(a.sent_day, a.received_day)) AS detail
   FROM (tuma.accounts a
     JOIN LATERAL ( SELECT max(t_1.send_daily) AS sd,
            max(t_1.send_daily_count) AS sdc,
            max(t_1.send_weekly) AS sw,
            max(t_1.send_weekly_count) AS swc,
            max(t_1.send_monthly) AS sm,
            max(t_1.send_monthly_count) AS smc,
            max(t_1.receive_daily) AS rd,
            max(t_1.receive_daily_count) AS rdc,
            max(t_1.receive_weekly) AS rw,
            max(t_1.receive_weekly_count) AS rwc,
            max(t_1.receive_monthly) AS rm,
            max(t_1.receive_monthly_count) AS rmc
           FROM (tuma.tiers t_1
             JOIN tuma.markets m ON ((m.market = t_1.market)))
          WHERE ((m.currency = a.currency) AND (t_1.tier = a.tier))) t ON (true))
  WHERE ((a.sent_today > t.sd) OR (a.sent_today_count > t.sdc) OR (a.sent_week > t.sw) OR (a.sent_week_count > t.swc) OR (a.sent_month > t.sm) OR (a.sent_month_count > t.smc) OR (a.received_today > t.rd) OR (a.received_today_count > t.rdc) OR (a.received_week > t.rw) OR (a.received_week_count > t.rwc) OR (a.received_month > t.rm) OR (a.received_month_count > t.rmc));

create view tuma.audit_09_no_reservation_outlives_its_time as
 SELECT ('payment '::text || id) AS subject,
    ((state || ', expired at '::text) || expires_at) AS detail,
    tstzrange((expires_at + '00:01:00'::interval), NULL::timestamp with time zone, '()'::text) AS during
   FROM tuma.payments p
  WHERE (ended_at IS NULL);

create view tuma.audit_09_what_is_open_has_a_timer as
 SELECT ('payment '::text || id) AS subject,
    ('expires at '::text || expires_at) AS detail
   FROM tuma.payments p
  WHERE ((ended_at IS NULL) AND (NOT (id IN ( SELECT t.payment_id
           FROM tuma.timed_payments t))));

create view tuma.audit_10_ends_have_exactly_their_receipts as
 SELECT ('payment '::text || COALESCE(o.payment_id, t.about)) AS subject,
    (COALESCE(o.party, t.party) ||
        CASE
            WHEN (o.payment_id IS NULL) THEN ' has one'::text
            ELSE ' has none'::text
        END) AS detail
   FROM (tuma.receipts_due o
     FULL JOIN ( SELECT r.about,
            r.party
           FROM tuma.receipts r
          WHERE (r.party <> 'subscriber'::tuma.party)) t ON (((t.about = o.payment_id) AND (t.party = o.party))))
  WHERE (((t.about IS NULL) AND ((o.payment_id IN ( SELECT r.about
           FROM tuma.receipts r)) OR (NOT (o.payment_id IN ( SELECT g.payment_id
           FROM tuma.timed_payments g))))) OR (o.payment_id IS NULL));

create view tuma.audit_10_notices_have_exactly_their_receipts as
 SELECT ('notice '::text || COALESCE(n.id, r.about)) AS subject,
    'not one'::text AS detail
   FROM (tuma.notices n
     FULL JOIN ( SELECT receipts.about
           FROM tuma.receipts
          WHERE (receipts.party = 'subscriber'::tuma.party)) r ON ((r.about = n.id)))
  WHERE ((n.id IS NULL) OR (r.about IS NULL));

create view tuma.audit_10_receipts_are_as_their_tries as
 SELECT concat_ws(' '::text,
        CASE party
            WHEN 'subscriber'::tuma.party THEN 'notice'::text
            ELSE 'payment'::text
        END, about, party) AS subject,
    (((state || ' after '::text) || attempts) || ' tries'::text) AS detail
   FROM tuma.receipts r
  WHERE (((state = ANY (ARRAY['sent'::tuma.receipt_state, 'delivered'::tuma.receipt_state, 'undelivered'::tuma.receipt_state])) AND ((attempts = 0) OR ((gateway IS NOT NULL) AND (message_id IS NULL)))) OR ((state = 'intended'::tuma.receipt_state) AND (attempts > 0)));

create view tuma.audit_10_receipts_are_tried_within_a_minute as
 SELECT ((('payment '::text || about) || ' '::text) || party) AS subject,
    ('since '::text || at) AS detail,
    tstzrange((at + '00:01:00'::interval), NULL::timestamp with time zone, '()'::text) AS during
   FROM tuma.receipts r
  WHERE (state = 'intended'::tuma.receipt_state);

create view tuma.audit_11_entries_lead_from_balance_to_balance as
 SELECT ('account '::text || account_id) AS subject,
    ('entry '::text || seq) AS detail
   FROM ( SELECT e.account_id,
            e.seq,
            e.payment_id,
            e.amount,
            e.balance,
            lag(e.balance, 1, (0)::bigint) OVER w AS before,
            row_number() OVER w AS place
           FROM tuma.entries e
          WINDOW w AS (PARTITION BY e.account_id ORDER BY e.seq)) b
  WHERE ((seq <> place) OR (balance <> (before + amount)));

create view tuma.audit_12_timers_run_within_a_minute as
 SELECT ('commit '::text || id) AS subject,
    ('due at '::text || due_at) AS detail,
    tstzrange((due_at + '00:01:00'::interval), NULL::timestamp with time zone, '()'::text) AS during
   FROM tuma.payment_timers g;

create view tuma.audit_14_no_code_or_identity_is_tried_without_end as
 SELECT ('customer '::text || c.id) AS subject,
    (c.identity_tries || ' tries of the identity'::text) AS detail
   FROM tuma.customers c
  WHERE ((c.identity_tries < 0) OR (c.identity_tries > 3))
UNION ALL
 SELECT ('code of '::text || o.purpose) AS subject,
    (((o.failures || ' wrong, '::text) || o.sends) || ' sent'::text) AS detail
   FROM tuma.one_time_codes o
  WHERE (((o.failures < 0) OR (o.failures > 5)) OR ((o.sends < 1) OR (o.sends > 5)) OR ((o.used_at IS NOT NULL) AND (o.proof IS NOT NULL)) OR (NOT (EXISTS ( SELECT
           FROM tuma.notices n
          WHERE ((n.id = o.notice) AND (n.msisdn = o.msisdn))))));

create view tuma.audit_14_no_pin_is_tried_past_three as
 SELECT ('customer '::text || id) AS subject,
    (pin_attempts)::text AS detail
   FROM tuma.customers c
  WHERE (((pin_attempts < 0) OR (pin_attempts > 3)) OR ((pin_wrongs < 0) OR (pin_wrongs > 9)) OR ((pin_locks < 0) OR (pin_locks > 5)) OR ((pin_attempts = 3) AND (pin_locked_until IS NULL)) OR ((pin_mac IS NULL) AND (pin_attempts > 0)));

create view tuma.audit_15_claims_fit_their_wallets as
 SELECT ('payment '::text || p.id) AS subject,
    ((((p.type || ' left '::text) || e.balance) || ' of at most '::text) || t.balance_cap) AS detail,
    tstzrange(p.ended_at, (p.ended_at + '1 day'::interval)) AS during
   FROM (((((tuma.unclaimed u
     JOIN tuma.payments p ON ((p.id = u.ended_by)))
     JOIN tuma.entries e ON (((e.account_id = p.payee) AND (e.seq = p.payee_entry))))
     JOIN tuma.accounts a ON ((a.id = p.payee)))
     JOIN tuma.home h ON (true))
     JOIN tuma.tiers t ON (((t.market = h.market) AND (t.tier = a.tier))))
  WHERE ((u.payer IS NOT NULL) AND (e.balance > t.balance_cap));

create view tuma.audit_15_exchanges_are_pairs_at_one_rate as
 SELECT ('payment '::text || COALESCE(o.id, i.id)) AS subject,
    COALESCE(o.account_reference, 'none'::text) AS detail
   FROM (( SELECT p.id,
            p.number,
            p.type,
            p.channel,
            p.state,
            p.payer,
            p.payee,
            p.amount,
            p.fee,
            p.account_reference,
            p.linked_payment,
            p.day,
            p.received_day,
            p.requested_at,
            p.reserved_at,
            p.expires_at,
            p.ended_at,
            p.refusal,
            p.excise,
            p.fee_by_payee,
            p.device,
            p.payer_entry,
            p.payee_entry,
            p.fraud_score,
            p.fraud_model,
            p.checks_ms,
            p.evidence,
            p.payer_fee,
            p.payee_fee,
            a.currency
           FROM (tuma.payments p
             JOIN tuma.accounts a ON ((a.id = p.payer)))
          WHERE ((p.type = 'exchange_out'::tuma.payment_type) AND (p.state = 'completed'::tuma.payment_state))) o
     FULL JOIN ( SELECT p.id,
            p.number,
            p.type,
            p.channel,
            p.state,
            p.payer,
            p.payee,
            p.amount,
            p.fee,
            p.account_reference,
            p.linked_payment,
            p.day,
            p.received_day,
            p.requested_at,
            p.reserved_at,
            p.expires_at,
            p.ended_at,
            p.refusal,
            p.excise,
            p.fee_by_payee,
            p.device,
            p.payer_entry,
            p.payee_entry,
            p.fraud_score,
            p.fraud_model,
            p.checks_ms,
            p.evidence,
            p.payer_fee,
            p.payee_fee,
            a.currency
           FROM (tuma.payments p
             JOIN tuma.accounts a ON ((a.id = p.payee)))
          WHERE ((p.type = 'exchange_in'::tuma.payment_type) AND (p.state = 'completed'::tuma.payment_state))) i ON ((i.linked_payment = o.id)))
  WHERE ((o.account_reference IS DISTINCT FROM i.account_reference) OR (NOT (o.currency IS DISTINCT FROM i.currency)) OR (o.linked_payment IS DISTINCT FROM i.id));

create view tuma.audit_15_follow_ups_name_the_payment_they_end as
 SELECT ('payment '::text || p.id) AS subject,
    COALESCE((p.linked_payment)::text, 'none'::text) AS detail
   FROM ((tuma.payments p
     LEFT JOIN tuma.unclaimed u ON (((u.payment_id = p.linked_payment) AND (u.ended_by = p.id))))
     LEFT JOIN tuma.airtime t ON (((t.payment_id = p.linked_payment) AND (t.state = 'failed'::tuma.airtime_state))))
  WHERE (((p.type = ANY (ARRAY['claim'::tuma.payment_type, 'return'::tuma.payment_type])) AND (u.payment_id IS NULL)) OR ((p.type = 'airtime_refund'::tuma.payment_type) AND (t.payment_id IS NULL)));

create view tuma.audit_15_money_for_a_customer_does_not_wait as
 SELECT ('payment '::text || u.payment_id) AS subject,
    ('until '::text || u.due_at) AS detail,
    tstzrange(NULL::timestamp with time zone, (u.due_at - '00:01:00'::interval), '()'::text) AS during
   FROM (tuma.unclaimed u
     JOIN tuma.customers c ON (((c.msisdn = u.msisdn) AND (c.possession_proved_at IS NOT NULL))))
  WHERE ((u.ended_by IS NULL) AND (u.stuck_since IS NULL));

create view tuma.audit_15_nothing_waits_past_its_time as
 SELECT ('payment '::text || payment_id) AS subject,
    ('due at '::text || COALESCE(GREATEST(until, stuck_since), due_at)) AS detail,
    tstzrange((
        CASE
            WHEN (stuck_since IS NULL) THEN due_at
            ELSE GREATEST(until, stuck_since)
        END + '00:10:00'::interval), NULL::timestamp with time zone, '()'::text) AS during
   FROM tuma.unclaimed u
  WHERE (ended_by IS NULL);

create view tuma.audit_15_unclaimed_accounts_hold_what_waits as
 SELECT ('account '::text || a.id) AS subject,
    ((a.balance || ' against '::text) || w.total) AS detail
   FROM (tuma.accounts a
     LEFT JOIN LATERAL ( SELECT COALESCE(sum(p.amount), (0)::numeric) AS total
           FROM (tuma.unclaimed u
             JOIN tuma.payments p ON ((p.id = u.payment_id)))
          WHERE ((u.ended_by IS NULL) AND (p.payee = a.id))) w ON (true))
  WHERE ((a.kind = 'unclaimed'::tuma.account_kind) AND ((a.balance)::numeric <> w.total));

create view tuma.audit_15_unclaimed_money_goes_to_its_number as
 SELECT ('payment '::text || p.id) AS subject,
    ('for customer '::text || COALESCE((c.id)::text, 'none'::text)) AS detail
   FROM (((tuma.unclaimed u
     JOIN tuma.payments p ON ((p.id = u.payment_id)))
     LEFT JOIN tuma.payments e ON (((e.id = u.ended_by) AND (e.type = 'claim'::tuma.payment_type))))
     LEFT JOIN tuma.customers c ON ((c.msisdn = p.account_reference)))
  WHERE ((u.msisdn IS DISTINCT FROM p.account_reference) OR ((e.id IS NOT NULL) AND (e.payee IS DISTINCT FROM c.account_id) AND (NOT (EXISTS ( SELECT
           FROM tuma.former_numbers f
          WHERE ((f.msisdn = u.msisdn) AND (f.account_id = e.payee)))))));

create view tuma.audit_15_unclaimed_money_is_claimed_or_returned_once as
 SELECT ('payment '::text || COALESCE(p.id, u.payment_id)) AS subject,
    COALESCE((e.type)::text, 'waiting'::text) AS detail
   FROM ((( SELECT payments.id,
            payments.number,
            payments.type,
            payments.channel,
            payments.state,
            payments.payer,
            payments.payee,
            payments.amount,
            payments.fee,
            payments.account_reference,
            payments.linked_payment,
            payments.day,
            payments.received_day,
            payments.requested_at,
            payments.reserved_at,
            payments.expires_at,
            payments.ended_at,
            payments.refusal,
            payments.excise,
            payments.fee_by_payee,
            payments.device,
            payments.payer_entry,
            payments.payee_entry,
            payments.fraud_score,
            payments.fraud_model,
            payments.checks_ms,
            payments.evidence,
            payments.payer_fee,
            payments.payee_fee
           FROM tuma.payments
          WHERE ((payments.type = 'p2p_unregistered'::tuma.payment_type) AND (payments.state = 'completed'::tuma.payment_state))) p
     FULL JOIN tuma.unclaimed u ON ((u.payment_id = p.id)))
     LEFT JOIN tuma.payments e ON ((e.id = u.ended_by)))
  WHERE ((p.id IS NULL) OR (u.payment_id IS NULL) OR ((u.ended_by IS NOT NULL) AND (NOT COALESCE(((e.state = 'completed'::tuma.payment_state) AND (e.type = ANY (ARRAY['claim'::tuma.payment_type, 'return'::tuma.payment_type])) AND (e.linked_payment = p.id) AND (e.amount = p.amount) AND (e.fee = 0) AND (e.payer = p.payee) AND ((e.type = 'claim'::tuma.payment_type) OR (e.payee = p.payer))), false))));

create view tuma.audit_16_airtime_is_delivered_or_paid_back_once as
 SELECT ('payment '::text || COALESCE(p.id, t.payment_id)) AS subject,
    (((COALESCE((t.state)::text, 'no delivery'::text) || ', '::text) || COALESCE(r.refunds, (0)::bigint)) || ' refunds'::text) AS detail
   FROM ((( SELECT payments.id,
            payments.number,
            payments.type,
            payments.channel,
            payments.state,
            payments.payer,
            payments.payee,
            payments.amount,
            payments.fee,
            payments.account_reference,
            payments.linked_payment,
            payments.day,
            payments.received_day,
            payments.requested_at,
            payments.reserved_at,
            payments.expires_at,
            payments.ended_at,
            payments.refusal,
            payments.excise,
            payments.fee_by_payee,
            payments.device,
            payments.payer_entry,
            payments.payee_entry,
            payments.fraud_score,
            payments.fraud_model,
            payments.checks_ms,
            payments.evidence,
            payments.payer_fee,
            payments.payee_fee
           FROM tuma.payments
          WHERE ((payments.type = 'airtime'::tuma.payment_type) AND (payments.state = 'completed'::tuma.payment_state))) p
     FULL JOIN tuma.airtime t ON ((t.payment_id = p.id)))
     LEFT JOIN ( SELECT payments.linked_payment,
            count(*) AS refunds,
            sum(payments.amount) AS total,
            min(payments.payee) AS payee
           FROM tuma.payments
          WHERE ((payments.type = 'airtime_refund'::tuma.payment_type) AND (payments.state = 'completed'::tuma.payment_state))
          GROUP BY payments.linked_payment) r ON ((r.linked_payment = p.id)))
  WHERE ((p.id IS NULL) OR (t.payment_id IS NULL) OR (COALESCE(r.refunds, (0)::bigint) <>
        CASE
            WHEN ((t.state = 'failed'::tuma.airtime_state) AND (t.refund_due_at IS NULL)) THEN 1
            ELSE 0
        END) OR (COALESCE(r.total, (0)::numeric) <> (
        CASE
            WHEN ((t.state = 'failed'::tuma.airtime_state) AND (t.refund_due_at IS NULL)) THEN (p.amount + p.payer_fee)
            ELSE (0)::bigint
        END)::numeric) OR (r.payee <> p.payer));

create view tuma.audit_16_airtime_is_tried_and_answered_for as
 SELECT ('payment '::text || payment_id) AS subject,
    ((state || ' since '::text) || at) AS detail,
    tstzrange((at +
        CASE state
            WHEN 'intended'::tuma.airtime_state THEN '00:01:00'::interval
            ELSE '1 day'::interval
        END), NULL::timestamp with time zone, '()'::text) AS during
   FROM tuma.airtime t
  WHERE (state = ANY (ARRAY['intended'::tuma.airtime_state, 'sending'::tuma.airtime_state, 'sent'::tuma.airtime_state, 'unanswered'::tuma.airtime_state]));

create view tuma.audit_16_what_failed_is_paid_back_in_time as
 SELECT ('payment '::text || t.payment_id) AS subject,
    ((('owed since '::text || COALESCE(t.stuck_since, t.refund_due_at)) || ', its account is '::text) || a.status) AS detail,
    tstzrange((COALESCE(t.stuck_since, t.refund_due_at) + '00:10:00'::interval), NULL::timestamp with time zone, '()'::text) AS during
   FROM ((tuma.airtime t
     JOIN tuma.payments p ON ((p.id = t.payment_id)))
     JOIN tuma.accounts a ON ((a.id = p.payer)))
  WHERE (t.refund_due_at IS NOT NULL);

create view tuma.audit_17_reversals_take_back_a_payment_once as
 SELECT ('payment '::text || COALESCE(r.payment_id, p.linked_payment, p.id)) AS subject,
    COALESCE(('reversal '::text || p.id), 'no reversal'::text) AS detail
   FROM (((( SELECT payments.id,
            payments.number,
            payments.type,
            payments.channel,
            payments.state,
            payments.payer,
            payments.payee,
            payments.amount,
            payments.fee,
            payments.account_reference,
            payments.linked_payment,
            payments.day,
            payments.received_day,
            payments.requested_at,
            payments.reserved_at,
            payments.expires_at,
            payments.ended_at,
            payments.refusal,
            payments.excise,
            payments.fee_by_payee,
            payments.device,
            payments.payer_entry,
            payments.payee_entry,
            payments.fraud_score,
            payments.fraud_model,
            payments.checks_ms,
            payments.evidence,
            payments.payer_fee,
            payments.payee_fee
           FROM tuma.payments
          WHERE ((payments.type = 'reversal'::tuma.payment_type) AND (payments.state = 'completed'::tuma.payment_state))) p
     FULL JOIN ( SELECT reversals.payment_id,
            reversals.amount,
            reversals.reason,
            reversals.asked_by,
            reversals.asked_at,
            reversals.until,
            reversals.ended_by,
            reversals.refused_at,
            reversals.refusal
           FROM tuma.reversals
          WHERE (reversals.ended_by IS NOT NULL)) r ON ((r.ended_by = p.id)))
     LEFT JOIN tuma.payments o ON ((o.id = r.payment_id)))
     LEFT JOIN tuma.payment_rules k ON ((k.type = o.type)))
  WHERE (NOT COALESCE(((p.linked_payment = o.id) AND (o.state = 'completed'::tuma.payment_state) AND k.reversible AND (p.amount = r.amount) AND (p.fee = 0) AND (p.amount <= o.amount) AND (p.payer = o.payee) AND (p.payee = o.payer)), false));

create view tuma.audit_17_reversals_wait_no_longer_than_their_time as
 SELECT ('payment '::text || payment_id) AS subject,
    COALESCE(('until '::text || until), 'for ever'::text) AS detail,
        CASE
            WHEN (until IS NULL) THEN '(,)'::tstzrange
            ELSE tstzrange((until + '00:10:00'::interval), NULL::timestamp with time zone, '()'::text)
        END AS during
   FROM tuma.reversals r
  WHERE ((ended_by IS NULL) AND (refused_at IS NULL));

create view tuma.audit_18_reviews_are_decided_by_somebody as
 SELECT ('payment '::text || r.payment_id) AS subject,
    ((COALESCE((p.state)::text, 'no payment'::text) || ', '::text) ||
        CASE
            WHEN (r.decided_at IS NULL) THEN 'undecided'::text
            WHEN r.approved THEN 'approved'::text
            ELSE 'declined'::text
        END) AS detail
   FROM (tuma.reviews r
     LEFT JOIN tuma.payments p ON ((p.id = r.payment_id)))
  WHERE ((p.id IS NULL) OR ((r.decided_at IS NULL) <> (p.state = 'review'::tuma.payment_state)) OR ((r.decided_at IS NOT NULL) AND ((r.approved IS NULL) OR (COALESCE(r.decided_by, ''::text) = ''::text))) OR ((NOT r.approved) AND (p.refusal IS DISTINCT FROM 'fraud_declined'::tuma.refusal)));

create view tuma.audit_19_adjustments_and_exchanges_are_somebodys as
 SELECT ('payment '::text || COALESCE(p.id, c.payment_id)) AS subject,
    ((COALESCE((p.state)::text, 'no payment'::text) || ' by '::text) || COALESCE(c.made_by, 'nobody'::text)) AS detail
   FROM (( SELECT payments.id,
            payments.number,
            payments.type,
            payments.channel,
            payments.state,
            payments.payer,
            payments.payee,
            payments.amount,
            payments.fee,
            payments.account_reference,
            payments.linked_payment,
            payments.day,
            payments.received_day,
            payments.requested_at,
            payments.reserved_at,
            payments.expires_at,
            payments.ended_at,
            payments.refusal,
            payments.excise,
            payments.fee_by_payee,
            payments.device,
            payments.payer_entry,
            payments.payee_entry,
            payments.fraud_score,
            payments.fraud_model,
            payments.checks_ms,
            payments.evidence,
            payments.payer_fee,
            payments.payee_fee
           FROM tuma.payments
          WHERE ((payments.type = 'adjustment'::tuma.payment_type) OR ((payments.type = ANY (ARRAY['exchange_out'::tuma.payment_type, 'exchange_in'::tuma.payment_type])) AND (payments.channel = 'desk'::tuma.channel) AND (payments.state = 'completed'::tuma.payment_state)))) p
     FULL JOIN ( SELECT operator_actions.id,
            operator_actions.account_id,
            operator_actions.action,
            operator_actions.made_by,
            operator_actions.reason,
            operator_actions.made_at,
            operator_actions.payment_id,
            operator_actions.bank,
            operator_actions.bank_reference,
            operator_actions.request_id,
            operator_actions.detail
           FROM tuma.operator_actions
          WHERE (operator_actions.action = ANY (ARRAY['adjust'::tuma.operator_action, 'exchange'::tuma.operator_action]))) c ON ((c.payment_id = p.id)))
  WHERE (NOT COALESCE(((p.state = 'completed'::tuma.payment_state) AND ((c.account_id = p.payer) OR (c.account_id = p.payee)) AND (c.made_by <> ''::text)), false));

create view tuma.audit_20_disputes_are_of_their_parties as
 SELECT ('payment '::text || payment_id) AS subject,
    ('account '::text || account_id) AS detail
   FROM tuma.disputes d
  WHERE (( SELECT count(*) AS count
           FROM tuma.dispute_parties v
          WHERE ((v.payment_id = d.payment_id) AND (v.account_id = d.account_id))) = 0);

create view tuma.audit_20_reversed_payments_are_not_disputed as
 SELECT ('payment '::text || d.payment_id) AS subject,
    ('since '::text || d.opened_at) AS detail
   FROM ((tuma.disputes d
     JOIN tuma.reversals r ON ((r.payment_id = d.payment_id)))
     JOIN tuma.payments p ON ((p.id = r.ended_by)))
  WHERE ((d.closed_at IS NULL) AND (d.opened_at <= p.ended_at));

create view tuma.audit_21_account_links_lead_to_accounts as
 SELECT what AS subject,
    ('account '::text || account_id) AS detail
   FROM ( SELECT ('customer '::text || customers.id) AS what,
            customers.account_id
           FROM tuma.customers
        UNION ALL
         SELECT ('business '::text || businesses.code),
            businesses.account_id
           FROM tuma.businesses
        UNION ALL
         SELECT ('device of '::text || devices.account_id),
            devices.account_id
           FROM tuma.devices
        UNION ALL
         SELECT ('dispute of '::text || disputes.payment_id),
            disputes.account_id
           FROM tuma.disputes
        UNION ALL
         SELECT ('act '::text || operator_actions.id),
            operator_actions.account_id
           FROM tuma.operator_actions
        UNION ALL
         SELECT ('document of '::text || identity_tokens.account_id),
            identity_tokens.account_id
           FROM tuma.identity_tokens
        UNION ALL
         SELECT ('name of '::text || customer_names.account_id),
            customer_names.account_id
           FROM tuma.customer_names
        UNION ALL
         SELECT ('former number of '::text || former_numbers.account_id),
            former_numbers.account_id
           FROM tuma.former_numbers
        UNION ALL
         SELECT ('SIM check of '::text || sim_checks.account_id),
            sim_checks.account_id
           FROM tuma.sim_checks) b
  WHERE (NOT (EXISTS ( SELECT
           FROM tuma.accounts a
          WHERE (a.id = b.account_id))));

create view tuma.audit_22_money_is_issued_by_somebody as
 SELECT ('payment '::text || COALESCE(p.id, c.payment_id)) AS subject,
    ((COALESCE((p.state)::text, 'no payment'::text) || ' by '::text) || COALESCE(c.made_by, 'nobody'::text)) AS detail
   FROM (( SELECT payments.id,
            payments.number,
            payments.type,
            payments.channel,
            payments.state,
            payments.payer,
            payments.payee,
            payments.amount,
            payments.fee,
            payments.account_reference,
            payments.linked_payment,
            payments.day,
            payments.received_day,
            payments.requested_at,
            payments.reserved_at,
            payments.expires_at,
            payments.ended_at,
            payments.refusal,
            payments.excise,
            payments.fee_by_payee,
            payments.device,
            payments.payer_entry,
            payments.payee_entry,
            payments.fraud_score,
            payments.fraud_model,
            payments.checks_ms,
            payments.evidence,
            payments.payer_fee,
            payments.payee_fee
           FROM tuma.payments
          WHERE ((payments.type = ANY (ARRAY['funding'::tuma.payment_type, 'redemption'::tuma.payment_type])) AND (payments.state = 'completed'::tuma.payment_state))) p
     FULL JOIN ( SELECT operator_actions.id,
            operator_actions.account_id,
            operator_actions.action,
            operator_actions.made_by,
            operator_actions.reason,
            operator_actions.made_at,
            operator_actions.payment_id,
            operator_actions.bank,
            operator_actions.bank_reference,
            operator_actions.request_id,
            operator_actions.detail
           FROM tuma.operator_actions
          WHERE ((operator_actions.action = ANY (ARRAY['fund'::tuma.operator_action, 'defund'::tuma.operator_action])) OR ((operator_actions.action = 'open'::tuma.operator_action) AND (operator_actions.payment_id IS NOT NULL)))) c ON ((c.payment_id = p.id)))
  WHERE (NOT COALESCE(((c.made_by <> ''::text) AND
        CASE c.action
            WHEN 'defund'::tuma.operator_action THEN ((p.type = 'redemption'::tuma.payment_type) AND (c.account_id = p.payer))
            ELSE ((p.type = 'funding'::tuma.payment_type) AND (c.account_id = p.payee))
        END AND ((c.action = 'open'::tuma.operator_action) OR ((c.bank <> ''::text) AND (c.bank_reference = p.account_reference)))), false));

create view tuma.audit_23_numbers_are_changed_by_somebody as
 SELECT ('account '::text || f.account_id) AS subject,
    ('until '::text || f.until) AS detail
   FROM tuma.former_numbers f
  WHERE (NOT (EXISTS ( SELECT
           FROM tuma.operator_actions c
          WHERE ((c.account_id = f.account_id) AND (c.made_at = f.until) AND (c.made_by <> ''::text) AND ((c.action)::text = ANY (ARRAY['change_number'::text, 'release_number'::text]))))))
UNION ALL
 SELECT ('account '::text || c.account_id) AS subject,
    'no number'::text AS detail
   FROM tuma.customers c
  WHERE ((c.msisdn IS NULL) AND (NOT (EXISTS ( SELECT
           FROM tuma.operator_actions a
          WHERE ((a.account_id = c.account_id) AND ((a.action)::text = 'release_number'::text))))));

create view tuma.audit_24_what_fails_is_looked_into as
 SELECT ('payment '::text || item) AS subject,
    ((((job || ' failed '::text) || times) || ' times: '::text) || sqlstate) AS detail,
    tstzrange((since + '00:10:00'::interval), (at + '02:00:00'::interval), '()'::text) AS during
   FROM tuma.failures f
  WHERE (at > (since + '00:00:30'::interval));

create view tuma.audit_25_status_follows_the_last_act as
 SELECT ('account '::text || a.id) AS subject,
    ((a.status || ' after '::text) || COALESCE((l.action)::text, 'no act'::text)) AS detail
   FROM (tuma.accounts a
     LEFT JOIN ( SELECT DISTINCT ON (o.account_id) o.account_id,
            o.action
           FROM tuma.operator_actions o
          WHERE (o.action = ANY (ARRAY['freeze'::tuma.operator_action, 'unfreeze'::tuma.operator_action, 'close'::tuma.operator_action, 'reopen'::tuma.operator_action]))
          ORDER BY o.account_id, o.id DESC) l ON ((l.account_id = a.id)))
  WHERE (((a.status = 'closed'::tuma.account_status) <> COALESCE((l.action = 'close'::tuma.operator_action), false)) OR ((a.status = 'active'::tuma.account_status) AND (l.action = 'freeze'::tuma.operator_action)) OR ((a.status = 'frozen'::tuma.account_status) AND (a.kind <> 'wallet'::tuma.account_kind) AND (l.action IS DISTINCT FROM 'freeze'::tuma.operator_action)));

create view tuma.audit_26_accounts_are_somebodys as
 SELECT ('account '::text || a.id) AS subject,
    ((a.kind ||
        CASE
            WHEN (c.id IS NOT NULL) THEN ' of a customer'::text
            WHEN (b.code IS NOT NULL) THEN (' of a '::text || b.kind)
            ELSE ' of nobody'::text
        END) ||
        CASE
            WHEN a.may_be_negative THEN ', may be negative'::text
            ELSE ''::text
        END) AS detail
   FROM ((tuma.accounts a
     LEFT JOIN tuma.customers c ON ((c.account_id = a.id)))
     LEFT JOIN tuma.businesses b ON ((b.account_id = a.id)))
  WHERE
        CASE
            WHEN (a.kind = 'wallet'::tuma.account_kind) THEN ((c.id IS NULL) OR (b.code IS NOT NULL) OR a.may_be_negative)
            WHEN (a.kind = ANY (ARRAY['agent'::tuma.account_kind, 'biller'::tuma.account_kind, 'till'::tuma.account_kind])) THEN ((c.id IS NOT NULL) OR ((b.kind)::text IS DISTINCT FROM (a.kind)::text) OR a.may_be_negative)
            ELSE ((c.id IS NOT NULL) OR (b.code IS NOT NULL))
        END;

create view tuma.audit_33_numbers_and_pins_come_by_their_ways as
 SELECT ('account '::text || c.account_id) AS subject,
        CASE
            WHEN (h.id IS NULL) THEN 'nothing was written down'::text
            WHEN (h.msisdn IS DISTINCT FROM c.msisdn) THEN ('another number than at '::text || h.at)
            ELSE ('another PIN than at '::text || h.at)
        END AS detail
   FROM (tuma.customers c
     LEFT JOIN LATERAL ( SELECT w.id,
            w.account_id,
            w.msisdn,
            w.pin,
            w.way,
            w.at
           FROM tuma.customer_changes w
          WHERE (w.account_id = c.account_id)
          ORDER BY w.id DESC
         LIMIT 1) h ON (true))
  WHERE ((h.id IS NULL) OR (h.msisdn IS DISTINCT FROM c.msisdn) OR (h.pin IS DISTINCT FROM sha256(c.pin_mac)))
UNION ALL
 SELECT ('account '::text || h.account_id) AS subject,
    ('by no way, at '::text || h.at) AS detail
   FROM tuma.customer_changes h
  WHERE (h.way IS NULL);

create view tuma.dispute_parties as
 SELECT p.id AS payment_id,
    p.payer AS account_id
   FROM tuma.payments p
  WHERE (p.ended_at IS NOT NULL)
UNION ALL
 SELECT p.id AS payment_id,
    p.payee AS account_id
   FROM tuma.payments p
  WHERE (p.state = 'completed'::tuma.payment_state)
UNION ALL
 SELECT p.id AS payment_id,
    o.payer AS account_id
   FROM ((tuma.payments p
     JOIN tuma.payments o ON ((o.id = p.linked_payment)))
     JOIN tuma.payment_rules r ON (((r.type = o.type) AND (r.follow_up = 'await_claim'::tuma.follow_up))))
  WHERE (p.state = 'completed'::tuma.payment_state)
UNION ALL
 SELECT p.id AS payment_id,
    n.account_id
   FROM (((tuma.payments p
     LEFT JOIN tuma.payments o ON ((o.id = p.linked_payment)))
     JOIN tuma.payment_rules r ON (((r.type = COALESCE(o.type, p.type)) AND (r.follow_up = 'await_claim'::tuma.follow_up))))
     JOIN ( SELECT c.msisdn,
            c.account_id
           FROM tuma.customers c
        UNION ALL
         SELECT f.msisdn,
            f.account_id
           FROM tuma.former_numbers f) n ON ((n.msisdn = p.account_reference)))
  WHERE (p.state = 'completed'::tuma.payment_state);

create view tuma.events as
 SELECT p.id AS payment_id,
    1 AS seq,
    'payment.reserved'::text AS type,
    p.reserved_at AS at,
    NULL::jsonb AS data
   FROM tuma.payments p
  WHERE (p.reserved_at IS NOT NULL)
UNION ALL
 SELECT r.payment_id,
    2 AS seq,
    'payment.review_opened'::text AS type,
    r.opened_at AS at,
    NULL::jsonb AS data
   FROM tuma.reviews r
UNION ALL
 SELECT p.id AS payment_id,
    ((1 + ((p.reserved_at IS NOT NULL))::integer) + ((r.payment_id IS NOT NULL))::integer) AS seq,
    ('payment.'::text || p.state) AS type,
    p.ended_at AS at,
    p.evidence AS data
   FROM (tuma.payments p
     LEFT JOIN tuma.reviews r ON ((r.payment_id = p.id)))
  WHERE (p.ended_at IS NOT NULL);

create view tuma.owed as
 SELECT t.payer AS account_id,
        CASE
            WHEN (t.refund_due_at IS NULL) THEN 'delivery'::text
            ELSE 'refund'::text
        END AS what,
    t.payment_id,
    t.at AS since,
        CASE t.state
            WHEN 'sent'::tuma.airtime_state THEN (t.at + '1 day'::interval)
            WHEN 'unanswered'::tuma.airtime_state THEN t.at
            ELSE t.stuck_since
        END AS overdue_at
   FROM tuma.airtime t
  WHERE ((t.state <> ALL (ARRAY['delivered'::tuma.airtime_state, 'failed'::tuma.airtime_state])) OR (t.refund_due_at IS NOT NULL))
UNION ALL
 SELECT u.payer AS account_id,
    'sent_waits'::text AS what,
    u.payment_id,
    p.ended_at AS since,
    u.stuck_since AS overdue_at
   FROM (tuma.unclaimed u
     JOIN tuma.payments p ON ((p.id = u.payment_id)))
  WHERE (u.ended_by IS NULL)
UNION ALL
 SELECT c.account_id,
    'waits_for_it'::text AS what,
    u.payment_id,
    p.ended_at AS since,
    NULL::timestamp with time zone AS overdue_at
   FROM ((tuma.unclaimed u
     JOIN tuma.payments p ON ((p.id = u.payment_id)))
     JOIN tuma.customers c ON ((c.msisdn = u.msisdn)))
  WHERE (u.ended_by IS NULL)
UNION ALL
 SELECT a.id AS account_id,
        CASE a.id
            WHEN p.payer THEN 'reversal_to_it'::text
            ELSE 'reversal_from_it'::text
        END AS what,
    p.id AS payment_id,
    r.asked_at AS since,
    NULL::timestamp with time zone AS overdue_at
   FROM ((tuma.reversals r
     JOIN tuma.payments p ON ((p.id = r.payment_id)))
     JOIN tuma.accounts a ON (((a.id = p.payer) OR (a.id = p.payee))))
  WHERE ((r.ended_by IS NULL) AND (r.refused_at IS NULL))
UNION ALL
 SELECT p.payee AS account_id,
    'review'::text AS what,
    p.id AS payment_id,
    r.opened_at AS since,
    NULL::timestamp with time zone AS overdue_at
   FROM (tuma.reviews r
     JOIN tuma.payments p ON ((p.id = r.payment_id)))
  WHERE (r.decided_at IS NULL)
UNION ALL
 SELECT d.account_id,
    'dispute'::text AS what,
    d.payment_id,
    d.opened_at AS since,
    NULL::timestamp with time zone AS overdue_at
   FROM tuma.disputes d
  WHERE (d.closed_at IS NULL);

create view tuma.parties as
 SELECT a.id AS account_id,
    a.kind,
    a.currency,
    a.status,
    COALESCE(c.msisdn, b.code, ('W'::text || c.account_id)) AS number,
    COALESCE(rtrim(((c.given_name || ' '::text) || c.family_name)), b.name) AS name,
        CASE
            WHEN ((c.pin_mac IS NULL) AND (c.account_id IS NOT NULL)) THEN 'none'::text
            WHEN ((c.pin_attempts >= 3) AND COALESCE((c.pin_locked_until > now()), true)) THEN 'locked'::text
            WHEN (c.account_id IS NOT NULL) THEN 'set'::text
            ELSE NULL::text
        END AS pin
   FROM ((tuma.accounts a
     LEFT JOIN tuma.customers c ON ((c.account_id = a.id)))
     LEFT JOIN tuma.businesses b ON ((b.account_id = a.id)));

create view tuma.receipts_due as
 SELECT p.id AS payment_id,
    t.party
   FROM (((tuma.payments p
     JOIN tuma.payment_rules r ON ((r.type = p.type)))
     CROSS JOIN LATERAL ( VALUES ('payer'::tuma.party,p.payer), ('payee'::tuma.party,p.payee)) t(party, account))
     JOIN tuma.accounts a ON (((a.id = t.account) AND (a.kind <> 'adjustment'::tuma.account_kind))))
  WHERE ((p.ended_at IS NOT NULL) AND (p.channel <> 'system'::tuma.channel) AND
        CASE t.party
            WHEN 'payer'::tuma.party THEN r.notifies_payer
            ELSE ((p.state = 'completed'::tuma.payment_state) AND r.notifies_payee)
        END);

create view tuma.taken_back as
 SELECT b.linked_payment AS payment_id,
    LEAST(b.amount, p.amount) AS amount
   FROM ((tuma.payments b
     JOIN tuma.payment_rules r ON (((r.type = b.type) AND r.takes_back)))
     JOIN tuma.payments p ON ((p.id = b.linked_payment)))
  WHERE (b.state = 'completed'::tuma.payment_state);

create view tuma.timed_payments as
 SELECT DISTINCT u.id AS payment_id
   FROM tuma.payment_timers t,
    LATERAL unnest(t.payments) u(id)
  WHERE (u.id IS NOT NULL);

create function tuma.add_rule_set(p_rules jsonb, p_by text, p_now timestamp with time zone) returns integer
  language plpgsql security definer
  set search_path="";

create function tuma.adjust(p_id uuid, p_account bigint, p_system_account bigint, p_amount bigint, p_reason text, p_by text, p_now timestamp with time zone) returns TABLE(refusal tuma.refusal, number bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.audit(p_now timestamp with time zone DEFAULT now(), p_check text DEFAULT NULL::text) returns TABLE(invariant text, subject text, detail text)
  language plpgsql stable security definer
  set search_path="";

create function tuma.audit_report(p_now timestamp with time zone DEFAULT now()) returns jsonb
  language sql stable security definer
  set search_path="";

create function tuma.balance_at(p_account bigint, p_at timestamp with time zone) returns bigint
  language sql stable security definer
  set search_path="";

create function tuma.block_account(p_account bigint, p_msisdn text) returns boolean
  language plpgsql security definer
  set search_path="";

create function tuma.called_alone() returns boolean
  language plpgsql stable
  set search_path="";

create function tuma.change_account(p_account bigint, p_action text, p_reason text, p_by text, p_now timestamp with time zone, p_anyway boolean DEFAULT false) returns TABLE(changed boolean, status tuma.account_status, balance bigint, held bigint, owed integer)
  language plpgsql security definer
  set search_path="";

create function tuma.change_business(p_request uuid, p_code text, p_name text, p_msisdn text, p_language text, p_account_digits smallint, p_account_luhn boolean, p_reason text, p_by text, p_now timestamp with time zone) returns TABLE(detail text)
  language plpgsql security definer
  set search_path="";

create function tuma.change_number(p_account bigint, p_before text, p_msisdn text, p_sealed_before bytea, p_sealed bytea, p_request uuid, p_detail text, p_reason text, p_by text, p_now timestamp with time zone) returns text
  language plpgsql security definer
  set search_path="";

create function tuma.change_pin(p_account bigint, p_mac bytea, p_notice uuid, p_now timestamp with time zone) returns text
  language plpgsql security definer
  set search_path="";

create function tuma.check_code(p_msisdn text, p_purpose tuma.code_purpose, p_mac bytea, p_try uuid, p_now timestamp with time zone) returns TABLE(verdict text, tries_left smallint)
  language plpgsql
  set search_path="";

create function tuma.choose_pin(p_account bigint, p_mac bytea, p_proof uuid, p_notice uuid, p_now timestamp with time zone) returns text
  language plpgsql security definer
  set search_path="";

create function tuma.claim_airtime(p_payments uuid[], p_claim uuid, p_now timestamp with time zone) returns TABLE(payment_id uuid, msisdn text, amount bigint, attempt smallint)
  language plpgsql security definer
  set search_path="";

create function tuma.claim_notices(p_notices uuid[], p_claim uuid, p_now timestamp with time zone, p_gateway text DEFAULT NULL::text) returns TABLE(about uuid, kind tuma.notice_kind, msisdn text, language tuma.language, payment_number bigint, gateway text, message_id text, unresolved boolean, message text)
  language plpgsql security definer
  set search_path="";

create function tuma.claim_receipts(p_payments uuid[], p_claim uuid, p_now timestamp with time zone, p_gateway text DEFAULT NULL::text) returns TABLE(about uuid, party tuma.party, msisdn text, language tuma.language, type tuma.payment_type, state tuma.payment_state, refusal tuma.refusal, amount bigint, fee bigint, account_reference text, number bigint, ended_at timestamp with time zone, balance bigint, other_msisdn text, other_given_name text, other_family_name text, business_code text, business_name text, currency text, other_amount bigint, other_currency text, gateway text, message_id text, unresolved boolean, reason text)
  language plpgsql security definer
  set search_path="";

create function tuma.claim_sim_checks(p_limit integer, p_now timestamp with time zone) returns TABLE(account_id bigint, msisdn text)
  language plpgsql security definer
  set search_path="";

create function tuma.clear_pin(p_account bigint, p_now timestamp with time zone) returns boolean
  language plpgsql
  set search_path="";

create function tuma.clock(p_now timestamp with time zone, p_market text DEFAULT NULL::text, OUT now timestamp with time zone, OUT market text, OUT day date, OUT slot integer, OUT claim_until timestamp with time zone) returns record
  language plpgsql stable;

create function tuma.close_disputes(p_payment uuid, p_by text, p_outcome text, p_tell boolean, p_message text, p_now timestamp with time zone) returns integer
  language plpgsql security definer
  set search_path="";

create function tuma.count_names(p_carrier text, p_names integer, p_now timestamp with time zone) returns boolean
  language sql security definer
  set search_path="";

create function tuma.count_pin_try(p_customer tuma.customers, p_right boolean, p_now timestamp with time zone) returns tuma.customers
  language plpgsql immutable
  set search_path="";

create function tuma.count_security_event(p_what text, p_carrier text, p_now timestamp with time zone) returns void
  language sql security definer
  set search_path="";

create function tuma.create_follow_ups(p_ids uuid[], p_types tuma.payment_type[], p_completed boolean[], p_now timestamp with time zone, p_claim_until timestamp with time zone) returns void
  language plpgsql
  set search_path="";

create function tuma.decide_reservations(p_accounts bigint[], p_kinds tuma.account_kind[], p_statuses tuma.account_status[], p_available bigint[], p_days date[], p_today bigint[], p_this_week bigint[], p_this_month bigint[], p_times integer[], p_known uuid[], p_ids uuid[], p_types text[], p_payers bigint[], p_amounts bigint[], p_fees bigint[], p_unsold tuma.refusal[], OUT states tuma.payment_state[], OUT refusals tuma.refusal[], OUT fee_by_payee boolean[], OUT payment_days date[], OUT held bigint[], OUT sent bigint[], OUT counts integer[], OUT has_exceptions boolean) returns record
  language plpgsql;

create function tuma.decide_review(p_payment uuid, p_approve boolean, p_by text, p_note text, p_fees_to bigint, p_excise_to bigint, p_now timestamp with time zone) returns TABLE(is_first boolean, approved boolean, decided_by text, decided_at timestamp with time zone, state tuma.payment_state, refusal tuma.refusal)
  language plpgsql security definer
  set search_path="";

create function tuma.decide_settlements(p_accounts bigint[], p_kinds tuma.account_kind[], p_statuses tuma.account_status[], p_currencies text[], p_caps bigint[], p_room bigint[], p_times integer[], p_days date[], p_ids uuid[], p_types tuma.payment_type[], p_payers bigint[], p_payees bigint[], p_amounts bigint[], p_debits bigint[], p_credits bigint[], p_fees bigint[], p_excises bigint[], p_fees_to bigint, p_excise_to bigint, INOUT states tuma.payment_state[], INOUT refusals tuma.refusal[], OUT completed boolean[], OUT received_days date[], OUT payer_entries bigint[], OUT payer_balances bigint[], OUT payee_entries bigint[], OUT payee_balances bigint[], OUT fee_entries bigint[], OUT fee_balances bigint[], OUT excise_entries bigint[], OUT excise_balances bigint[], INOUT balances bigint[], INOUT entries bigint[], OUT released bigint[], OUT received bigint[], OUT received_counts bigint[], OUT paid bigint[], OUT last_paid bigint[]) returns record
  language plpgsql;

create function tuma.describe_payment(p_payment uuid) returns jsonb
  language sql stable security definer
  set search_path="";

create function tuma.desk_ceiling(p_account bigint) returns bigint
  language sql stable
  set search_path="";

create function tuma.due_airtime(p_untried_before timestamp with time zone, p_limit integer, p_now timestamp with time zone) returns TABLE(payment_id uuid, given_up boolean)
  language plpgsql security definer
  set search_path="";

create function tuma.due_receipts(p_untried_before timestamp with time zone, p_limit integer, p_now timestamp with time zone) returns TABLE(about uuid, is_notice boolean)
  language plpgsql security definer
  set search_path="";

create function tuma.end_airtime(p_payment uuid, p_delivered boolean, p_now timestamp with time zone) returns TABLE(payment_id uuid)
  language plpgsql
  set search_path="";

create function tuma.end_airtime_by_operator(p_payment uuid, p_delivered boolean, p_by text, p_reason text, p_now timestamp with time zone) returns TABLE(ended boolean, state tuma.airtime_state, refund bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.end_long_sessions() returns integer
  language sql security definer
  set search_path="";

create function tuma.exchange(p_out uuid, p_in uuid, p_channel text, p_payer bigint, p_payee bigint, p_amount bigint, p_fee bigint, p_excise bigint, p_to_amount bigint, p_rate text, p_from_system bigint, p_to_system bigint, p_fees_to bigint, p_excise_to bigint, p_from_market text, p_to_market text, p_by text, p_reason text, p_now timestamp with time zone) returns TABLE(state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone, payer_balance bigint, in_number bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.execute_reversal(p_origin uuid, p_id uuid, p_now timestamp with time zone) returns tuma.refusal
  language plpgsql
  set search_path="";

create function tuma.expire(p_reserved uuid[], p_in_review uuid[], p_now timestamp with time zone) returns void
  language plpgsql
  set search_path="";

create function tuma.find_business(p_code text) returns TABLE(account_id bigint, kind tuma.business_kind, name text, account_digits smallint, account_luhn boolean, status tuma.account_status)
  language sql stable security definer
  set search_path="";

create function tuma.find_by_mark(p_msisdn text, p_tokens text[], p_limit integer) returns TABLE(account text, number text, name text, status tuma.account_status, currency text, tier smallint, pin text, mark text, until timestamp with time zone)
  language sql stable security definer
  set search_path="";

create function tuma.find_by_name(p_name text, p_word text, p_account bigint, p_scan integer, p_limit integer) returns jsonb
  language sql stable security definer
  set search_path="";

create function tuma.find_customer(p_msisdn text, p_carrier text DEFAULT NULL::text) returns TABLE(account_id bigint, given_name text, family_name text, language tuma.language, tier smallint, has_pin boolean, code_until timestamp with time zone, money_waits boolean, number_code_until timestamp with time zone, names_late boolean)
  language sql stable security definer
  set search_path="";

create function tuma.find_party(p_code text, p_msisdn text, p_wallet bigint DEFAULT NULL::bigint) returns TABLE(account_id bigint, kind tuma.account_kind, currency text, status tuma.account_status, number text, name text, pin text)
  language sql stable security definer
  set search_path="";

create function tuma.find_payment(p_number bigint) returns uuid
  language sql stable security definer
  set search_path="";

create function tuma.find_payments(p_from uuid, p_to uuid, p_amount bigint, p_scan integer, p_limit integer) returns jsonb
  language sql stable security definer
  set search_path="";

create function tuma.find_payments_of(p_account bigint, p_amount bigint, p_from timestamp with time zone, p_to timestamp with time zone, p_before bigint, p_scan integer, p_limit integer) returns jsonb
  language sql stable security definer
  set search_path="";

create function tuma.find_request(p_request uuid) returns bigint
  language sql stable security definer
  set search_path="";

create function tuma.finish_airtime(p_payments uuid[], p_request_ids text[], p_final boolean[], p_claim uuid, p_now timestamp with time zone, p_answers text[] DEFAULT '{}'::text[], p_delivered boolean[] DEFAULT '{}'::boolean[]) returns TABLE(payment_id uuid)
  language plpgsql security definer
  set search_path="";

create function tuma.finish_receipts(p_about uuid[], p_parties text[], p_message_ids text[], p_outcomes text[], p_claim uuid) returns void
  language sql security definer
  set search_path="";

create function tuma.forbid_change() returns trigger
  language plpgsql
  set search_path="";

create function tuma.forget(p_limit integer, p_now timestamp with time zone) returns integer
  language plpgsql security definer
  set search_path="";

create function tuma.fund(p_account bigint, p_system_account bigint, p_amount bigint, p_bank text, p_bank_reference text, p_reason text, p_by text, p_channel text, p_now timestamp with time zone) returns TABLE(refusal tuma.refusal, number bigint, known boolean)
  language plpgsql security definer
  set search_path="";

create function tuma.give_limits_back(p_origin uuid, p_amount bigint) returns void
  language sql
  set search_path="";

create function tuma.has_other_wallet(p_identity text, p_currency text, p_account bigint) returns boolean
  language plpgsql
  set search_path="";

create function tuma.index_name() returns trigger
  language plpgsql
  set search_path="";

create function tuma.issue_code(p_msisdn text, p_purpose tuma.code_purpose, p_kind tuma.notice_kind, p_language tuma.language, p_mac bytea, p_notice uuid, p_now timestamp with time zone) returns text
  language plpgsql
  set search_path="";

create function tuma.keep_early_reports(p_limit integer, p_now timestamp with time zone) returns integer
  language plpgsql security definer
  set search_path="";

create function tuma.keep_latest_refused() returns trigger
  language plpgsql
  set search_path="";

create function tuma.known_request(p_request uuid, p_account bigint, p_action text, p_detail text) returns text
  language sql stable
  set search_path="";

create function tuma.last_entry_at(p_account bigint, p_at timestamp with time zone) returns bigint
  language plpgsql stable
  set search_path="";

create function tuma.lock_accounts(p_accounts bigint[], p_market text, p_day date, OUT ids bigint[], OUT places tid[], OUT kinds tuma.account_kind[], OUT statuses tuma.account_status[], OUT currencies text[], OUT balances bigint[], OUT entries bigint[], OUT caps bigint[], OUT room bigint[], OUT times integer[], OUT days date[]) returns record
  language plpgsql;

create function tuma.lock_customer(p_account bigint) returns tuma.customers
  language plpgsql
  set search_path="";

create function tuma.lock_payers(p_payers bigint[], p_market text, p_day date, OUT ids bigint[], OUT places tid[], OUT kinds tuma.account_kind[], OUT statuses tuma.account_status[], OUT available bigint[], OUT days date[], OUT today bigint[], OUT this_week bigint[], OUT this_month bigint[], OUT times integer[], OUT tiers smallint[]) returns record
  language plpgsql;

create function tuma.mark_receipts_sending(p_about uuid[], p_claim uuid, p_now timestamp with time zone, p_gateway text) returns void
  language sql
  set search_path="";

create function tuma.match_delivery_reports(p_message_ids text[]) returns void
  language plpgsql
  set search_path="";

create function tuma.max_tries() returns integer
  language sql immutable;

create function tuma.message_name(p_about uuid, p_party tuma.party, p_attempt integer) returns text
  language sql immutable
  set search_path="";

create function tuma.move_receipts(p_about uuid[], p_parties text[], p_gateways text[], p_claim uuid, p_now timestamp with time zone) returns TABLE(about uuid, party tuma.party, message_id text)
  language sql security definer
  set search_path="";

create function tuma.name_words(p_name text) returns text[]
  language sql immutable
  set search_path="";

create function tuma.next_deviation(p_payments integer, p_median real, p_deviation real, p_doublings real) returns real
  language sql immutable;

create function tuma.next_hour_counts(p_hours bigint, p_slot integer) returns bigint
  language sql immutable;

create function tuma.next_look(p_since timestamp with time zone, p_now timestamp with time zone) returns timestamp with time zone
  language sql stable
  set search_path="";

create function tuma.next_median(p_payments integer, p_median real, p_deviation real, p_doublings real) returns real
  language sql immutable;

create function tuma.next_slow(p_slows smallint, p_until timestamp with time zone, p_now timestamp with time zone) returns smallint
  language sql immutable
  set search_path="";

create function tuma.note_change() returns trigger
  language plpgsql
  set search_path="";

create function tuma.note_failure(p_job text, p_item uuid, p_sqlstate text, p_now timestamp with time zone) returns void
  language sql
  set search_path="";

create function tuma.open_business(p_request uuid, p_code text, p_kind text, p_name text, p_msisdn text, p_language text, p_account_digits smallint, p_account_luhn boolean, p_currency text, p_reason text, p_by text, p_now timestamp with time zone) returns TABLE(code text, opened boolean)
  language plpgsql security definer
  set search_path="";

create function tuma.open_customer(p_msisdn text, p_given_name text, p_family_name text, p_language text, p_tier smallint, p_pin_mac bytea, p_currency text, p_sealed bytea, p_welcome uuid, p_check_sim boolean, p_now timestamp with time zone, p_identity text DEFAULT NULL::text, p_proved boolean DEFAULT false) returns bigint
  language plpgsql security definer
  set search_path="";

create function tuma.open_customer_by_operator(p_msisdn text, p_given_name text, p_family_name text, p_language text, p_tier smallint, p_currency text, p_reason text, p_by text, p_now timestamp with time zone) returns TABLE(account_id bigint, opened boolean)
  language plpgsql security definer
  set search_path="";

create function tuma.open_dispute(p_account bigint, p_numbers bigint[], p_reason text, p_notice uuid, p_now timestamp with time zone) returns bigint
  language plpgsql security definer
  set search_path="";

create function tuma.open_review(p_id uuid, p_score smallint, p_fraud_model text, p_checks_ms smallint, p_evidence jsonb, p_until timestamp with time zone, p_now timestamp with time zone) returns TABLE(n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone, payer_balance bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.owns(p_account bigint, p_msisdn text) returns boolean
  language sql stable
  set search_path="";

create function tuma.pin_lock(p_customer tuma.customers, p_now timestamp with time zone, OUT tries_left smallint, OUT locked_until timestamp with time zone) returns record
  language sql stable
  set search_path="";

create function tuma.post_operator_payment(p_id uuid, p_origin uuid, p_type text, p_payer bigint, p_payee bigint, p_amount bigint, p_now timestamp with time zone, p_reference text DEFAULT NULL::text, p_channel text DEFAULT 'desk'::text) returns tuma.refusal
  language plpgsql
  set search_path="";

create function tuma.post_payment(p_id uuid, p_linked uuid, p_type text, p_channel text, p_payer bigint, p_payee bigint, p_amount bigint, p_reference text, p_now timestamp with time zone) returns boolean
  language plpgsql
  set search_path="";

create function tuma.post_system_payment(p_origin uuid, p_type text, p_payee bigint, p_amount bigint, p_now timestamp with time zone) returns uuid
  language plpgsql
  set search_path="";

create function tuma.post_to_accounts(p_places tid[], p_balances bigint[], p_entries bigint[], p_released bigint[], p_received bigint[], p_received_counts bigint[], p_paid bigint[], p_last_paid bigint[], p_payees bigint[], p_amounts bigint[], p_day date, p_slot integer, p_now timestamp with time zone) returns void
  language plpgsql;

create function tuma.prove_number(p_account bigint, p_mac bytea, p_try uuid, p_now timestamp with time zone) returns TABLE(verdict text, tries_left smallint)
  language plpgsql security definer
  set search_path="";

create function tuma.prove_possession(p_account bigint, p_now timestamp with time zone) returns void
  language plpgsql
  set search_path="";

create function tuma.read_balance(p_account bigint, p_msisdn text, p_now timestamp with time zone) returns TABLE(balance bigint, held bigint, daily_limit bigint, daily_used bigint, tier smallint)
  language sql stable security definer
  set search_path="";

create function tuma.read_balance_by_operator(p_account bigint, p_now timestamp with time zone) returns TABLE(balance bigint, held bigint, daily_used bigint)
  language sql stable security definer
  set search_path="";

create function tuma.read_businesses(p_code text, p_kind text, p_after text, p_limit integer) returns TABLE(code text, kind tuma.business_kind, name text, msisdn text, language tuma.language, account_digits smallint, account_luhn boolean, currency text, status tuma.account_status, balance bigint, held bigint)
  language sql stable security definer
  set search_path="";

create function tuma.read_check_inputs(p_ids uuid[], p_payers bigint[], p_payees bigint[], p_devices text[], p_now timestamp with time zone) returns TABLE(n integer, balance bigint, available bigint, daily_limit bigint, tier smallint, payer_kind tuma.account_kind, payer_status tuma.account_status, sent_today bigint, sent_week bigint, sent_month bigint, sent_today_count integer, sent_week_count integer, sent_month_count integer, payments integer, amount_median real, amount_deviation real, last_minute double precision, last_hour double precision, hours bigint, recent_payees text, devices integer, device_known boolean, device_shared_by integer, sim_changed_at timestamp with time zone, payee_kind tuma.account_kind, payee_status tuma.account_status, payee_tier smallint, payee_balance bigint, received_today bigint, received_week bigint, received_month bigint, received_today_count integer, received_week_count integer, received_month_count integer, account_digits smallint, account_luhn boolean, same_currency boolean)
  language sql stable security definer
  set enable_memoize=off
  set search_path="";

create function tuma.read_disputes(p_limit integer) returns TABLE(number bigint, type tuma.payment_type, amount bigint, ended_at timestamp with time zone, opened_at timestamp with time zone, reason tuma.dispute_reason, state tuma.payment_state, by_number text, by_name text, payer_number text, payee_number text, outcome text)
  language sql stable security definer
  set search_path="";

create function tuma.read_entries(p_account bigint, p_from timestamp with time zone, p_to timestamp with time zone, p_before bigint, p_limit integer) returns TABLE(seq bigint, amount bigint, balance bigint, balance_before bigint, ended_at timestamp with time zone, type tuma.payment_type, number bigint, payment_amount bigint, reversed bigint, other_number text, other_name text, account_reference text)
  language sql stable security definer
  set search_path="";

create function tuma.read_failures(p_after timestamp with time zone) returns TABLE(job text, item uuid, sqlstate text)
  language sql stable security definer
  set search_path="";

create function tuma.read_identity(p_account bigint) returns TABLE(msisdn text, given_name text, family_name text, tier smallint, sealed text)
  language sql stable security definer
  set search_path="";

create function tuma.read_latest_payments(p_account bigint, p_msisdn text, p_count integer) returns TABLE(ended_at timestamp with time zone, incoming boolean, type tuma.payment_type, number bigint, amount bigint, account_reference text, other_msisdn text, other_given_name text, other_family_name text, business_name text, reversed bigint, done boolean)
  language sql stable security definer
  set search_path="";

create function tuma.read_legs(p_payment uuid) returns TABLE(account_id bigint, seq bigint, amount bigint, balance bigint)
  language sql stable
  set search_path="";

create function tuma.read_operator_actions(p_account bigint, p_limit integer) returns TABLE(made_at timestamp with time zone, action tuma.operator_action, made_by text, reason text, number bigint, amount bigint)
  language sql stable security definer
  set search_path="";

create function tuma.read_owed(p_account bigint, p_limit integer, p_now timestamp with time zone) returns TABLE(what text, number bigint, type tuma.payment_type, amount bigint, currency text, of_number text, of_name text, "to" text, since timestamp with time zone, until timestamp with time zone, why text)
  language sql stable security definer
  set search_path="";

create function tuma.read_payment(p_id uuid) returns TABLE(state tuma.payment_state, refusal tuma.refusal, number bigint)
  language sql stable security definer
  set search_path="";

create function tuma.read_quote(p_payer bigint, p_payer_msisdn text, p_msisdn text, p_code text, p_now timestamp with time zone) returns TABLE(payee bigint, given_name text, family_name text, business_kind tuma.business_kind, business_name text, balance bigint, available bigint, daily_limit bigint, tier smallint, payer_kind tuma.account_kind, payer_status tuma.account_status, sent_today bigint, sent_week bigint, sent_month bigint, sent_today_count integer, sent_week_count integer, sent_month_count integer, payee_kind tuma.account_kind, payee_status tuma.account_status, payee_tier smallint, payee_balance bigint, received_today bigint, received_week bigint, received_month bigint, received_today_count integer, received_week_count integer, received_month_count integer, account_digits smallint, account_luhn boolean, same_currency boolean)
  language sql stable security definer
  set search_path="";

create function tuma.read_recipients(p_account bigint, p_msisdn text, p_count integer) returns TABLE(msisdn text, given_name text, family_name text)
  language sql stable security definer
  set search_path="";

create function tuma.read_reversals(p_limit integer) returns TABLE(origin_number bigint, origin_amount bigint, amount bigint, from_number text, to_number text, asked_at timestamp with time zone, asked_by text, reason text, until timestamp with time zone, refused_at timestamp with time zone, refusal tuma.refusal, number bigint, ended_at timestamp with time zone)
  language sql stable security definer
  set search_path="";

create function tuma.read_reviews(p_limit integer) returns TABLE(number bigint, type tuma.payment_type, amount bigint, fee bigint, payer_number text, payer_name text, payee_number text, payee_name text, account_reference text, opened_at timestamp with time zone, expires_at timestamp with time zone, score smallint, fraud_model text, evidence jsonb)
  language sql stable security definer
  set search_path="";

create function tuma.read_rule_set() returns TABLE(version integer, rules jsonb, made_by text, made_at timestamp with time zone)
  language sql stable security definer
  set search_path="";

create function tuma.read_statement(p_account bigint, p_msisdn text, p_count integer, p_before bigint DEFAULT NULL::bigint) returns TABLE(ended_at timestamp with time zone, incoming boolean, type tuma.payment_type, number bigint, amount bigint, fee bigint, balance bigint, account_reference text, other_msisdn text, other_given_name text, other_family_name text, business_name text, reversed bigint, seq bigint)
  language sql stable security definer
  set search_path="";

create function tuma.ready(p_market text DEFAULT NULL::text) returns boolean
  language sql stable security definer
  set search_path="";

create function tuma.record_late_answer(p_payment uuid, p_check text, p_answer jsonb, p_took_ms integer, p_now timestamp with time zone) returns boolean
  language plpgsql security definer
  set search_path="";

create function tuma.record_sim_request(p_account bigint, p_request_id text) returns void
  language sql security definer
  set search_path="";

create function tuma.record_sim_swap(p_request_id text, p_changed_at timestamp with time zone, p_now timestamp with time zone) returns boolean
  language plpgsql security definer
  set search_path="";

create function tuma.reference_data() returns TABLE(name text, "row" jsonb)
  language sql stable security definer
  set search_path="";

create function tuma.refund_airtime(p_payments uuid[], p_now timestamp with time zone) returns TABLE(payment_id uuid)
  language plpgsql
  set search_path="";

create function tuma.refund_owed_airtime(p_limit integer, p_now timestamp with time zone) returns TABLE(payment_id uuid)
  language plpgsql security definer
  set search_path="";

create function tuma.refuse_unsold(p_market text, p_now timestamp with time zone, p_types text[], p_channels text[], p_payers bigint[], p_payees bigint[], p_amounts bigint[], p_fees bigint[], p_excises bigint[], p_accounts bigint[], p_tiers smallint[]) returns tuma.refusal[]
  language plpgsql stable;

create function tuma.release(p_ids uuid[], p_from text, p_state text, p_refusal text, p_evidence jsonb, p_now timestamp with time zone) returns TABLE(n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone, payer_balance bigint)
  language sql
  set search_path="";

create function tuma.release_sent_limits(p_ids uuid[], p_completed boolean[]) returns void
  language sql
  set search_path="";

create function tuma.remember_devices(p_payers bigint[], p_devices text[], p_completed boolean[], p_now timestamp with time zone) returns void
  language sql
  set search_path="";

create function tuma.rename_customer(p_account bigint, p_given_name text, p_family_name text, p_request uuid, p_detail text, p_reason text, p_by text, p_now timestamp with time zone) returns text
  language plpgsql security definer
  set search_path="";

create function tuma.report_airtime(p_request_id text, p_delivered boolean, p_now timestamp with time zone) returns TABLE(payment_id uuid)
  language plpgsql security definer
  set search_path="";

create function tuma.report_delivery(p_gateway text, p_message_id text, p_state text, p_now timestamp with time zone DEFAULT now()) returns boolean
  language plpgsql security definer
  set search_path="";

create function tuma.reserve(p_ids uuid[], p_types text[], p_channels text[], p_payers bigint[], p_payees bigint[], p_amounts bigint[], p_fees bigint[], p_excises bigint[], p_references text[], p_devices text[], p_requested_at timestamp with time zone[], p_now timestamp with time zone, p_expires_at timestamp with time zone) returns TABLE(n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone)
  language plpgsql security definer
  set search_path="";

create function tuma.reserve_payments(p_ids uuid[], p_types text[], p_channels text[], p_payers bigint[], p_payees bigint[], p_amounts bigint[], p_fees bigint[], p_excises bigint[], p_references text[], p_devices text[], p_requested_at timestamp with time zone[], p_now timestamp with time zone, p_expires_at timestamp with time zone, p_market text DEFAULT NULL::text, p_by_customer boolean DEFAULT false) returns TABLE(n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone)
  language plpgsql
  set search_path="";

create function tuma.resolve_unclaimed(p_limit integer, p_now timestamp with time zone) returns TABLE(payment_id uuid)
  language plpgsql security definer
  set search_path="";

create function tuma.retry_at(p_at timestamp with time zone, p_attempts smallint, p_retry_seconds integer DEFAULT 30) returns timestamp with time zone
  language sql stable
  set search_path="";

create function tuma.retry_reversals(p_limit integer, p_now timestamp with time zone) returns TABLE(ended integer, payments uuid[])
  language plpgsql security definer
  set search_path="";

create function tuma.reverse_payment(p_origin uuid, p_id uuid, p_amount bigint, p_reason text, p_by text, p_until timestamp with time zone, p_now timestamp with time zone) returns TABLE(refusal tuma.refusal, waits_until timestamp with time zone, number bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.run_due_timers(p_limit integer, p_now timestamp with time zone) returns TABLE(commits integer, expired integer, unnotified uuid[])
  language plpgsql security definer
  set search_path="";

create function tuma.schedule_sim_checks(p_payments uuid[], p_asked_before timestamp with time zone, p_now timestamp with time zone) returns void
  language sql security definer
  set search_path="";

create function tuma.schedule_timer(p_payments uuid[], p_due_at timestamp with time zone) returns void
  language sql
  set search_path="";

create function tuma.send_number_code(p_account bigint, p_mac bytea, p_notice uuid, p_now timestamp with time zone) returns text
  language plpgsql security definer
  set search_path="";

create function tuma.send_pin_code(p_account bigint, p_mac bytea, p_notice uuid, p_proof uuid, p_now timestamp with time zone) returns text
  language plpgsql security definer
  set search_path="";

create function tuma.set_language(p_account bigint, p_language text) returns boolean
  language sql security definer
  set search_path="";

create function tuma.settle(p_ids uuid[], p_payers bigint[], p_payees bigint[], p_states text[], p_refusals text[], p_scores smallint[], p_fraud_model text[], p_checks_ms smallint[], p_evidence jsonb[], p_fees_to bigint, p_excise_to bigint, p_now timestamp with time zone) returns TABLE(n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone, payer_balance bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.settle_payments(p_ids uuid[], p_payers bigint[], p_payees bigint[], p_states text[], p_refusals text[], p_scores smallint[], p_fraud_model text[], p_checks_ms smallint[], p_evidence jsonb[], p_fees_to bigint, p_excise_to bigint, p_now timestamp with time zone, p_from text DEFAULT 'reserved'::text, p_market text DEFAULT NULL::text) returns TABLE(n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone, payer_balance bigint)
  language plpgsql
  set search_path="";

create function tuma.tell_claim_waits(p_account bigint, p_number bigint, p_now timestamp with time zone) returns void
  language sql
  set search_path="";

create function tuma.trail_acts(p_after bigint, p_to bigint) returns TABLE(number bigint, digest text)
  language sql stable security definer
  set search_path="";

create function tuma.trail_entries(p_accounts bigint[], p_after bigint[], p_to bigint[]) returns TABLE(account bigint, number bigint, digest text)
  language sql stable security definer
  set search_path="";

create function tuma.trail_horizon() returns TABLE(payment bigint, act bigint, rule_set bigint, entries jsonb, newest bigint, oldest bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.trail_payments(p_after bigint, p_to bigint, p_ids uuid[]) returns TABLE(number bigint, id uuid, digest text)
  language sql stable security definer
  set search_path="";

create function tuma.trail_receipts(p_after bigint, p_to bigint) returns TABLE(number bigint, party text, digest text)
  language sql stable security definer
  set search_path="";

create function tuma.trail_rule_sets(p_after bigint, p_to bigint) returns TABLE(number bigint, digest text)
  language sql stable security definer
  set search_path="";

create function tuma.try_identity(p_account bigint, p_try uuid) returns TABLE(sealed text, tries_left smallint)
  language plpgsql security definer
  set search_path="";

create function tuma.upgrade_customer(p_account bigint, p_tier smallint, p_sealed_before bytea, p_sealed bytea, p_identity text, p_request uuid, p_detail text, p_reason text, p_by text, p_now timestamp with time zone) returns text
  language plpgsql security definer
  set search_path="";

create function tuma.use_code(p_msisdn text, p_purpose tuma.code_purpose, p_proof uuid, p_now timestamp with time zone) returns boolean
  language plpgsql
  set search_path="";

create function tuma.verify_pin(p_account bigint, p_mac bytea, p_try uuid, p_carrier text DEFAULT NULL::text, p_notice uuid DEFAULT NULL::uuid, p_now timestamp with time zone DEFAULT now()) returns TABLE(is_right boolean, tries_left smallint, locked_until timestamp with time zone, is_notified boolean, is_late boolean, is_slowed boolean)
  language plpgsql security definer
  set search_path="";

create function tuma.verify_pin_code(p_account bigint, p_mac bytea, p_try uuid, p_now timestamp with time zone) returns TABLE(verdict text, tries_left smallint)
  language sql security definer
  set search_path="";

create function tuma.void_payment(p_id uuid, p_type text, p_channel text, p_payer bigint, p_payee bigint, p_amount bigint, p_fee bigint, p_reference text, p_requested_at timestamp with time zone, p_state text, p_refusal text, p_evidence jsonb, p_now timestamp with time zone) returns TABLE(n integer, state tuma.payment_state, refusal tuma.refusal, number bigint, ended_at timestamp with time zone, payer_balance bigint)
  language plpgsql security definer
  set search_path="";

create function tuma.vouch_for_number(p_account bigint, p_now timestamp with time zone) returns void
  language plpgsql security definer
  set search_path="";

create function tuma.wake_owed(p_account bigint, p_now timestamp with time zone) returns void
  language sql
  set search_path="";

create function tuma.watch_carrier(p_carrier text, p_wrong_pins real, p_right_pins real, p_names real, p_now timestamp with time zone) returns text
  language plpgsql
  set search_path="";

alter role tuma_app set lock_timeout=1500ms;
alter role tuma_app set plan_cache_mode=force_generic_plan;
alter role tuma_app set statement_timeout=4s;
grant execute on routine tuma.add_rule_set(jsonb,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.adjust(uuid,bigint,bigint,bigint,text,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.audit(timestamp with time zone,text) to tuma_app;
grant execute on routine tuma.audit_report(timestamp with time zone) to tuma_desk;
grant execute on routine tuma.balance_at(bigint,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.block_account(bigint,text) to tuma_app;
grant execute on routine tuma.change_account(bigint,text,text,text,timestamp with time zone,boolean) to tuma_desk;
grant execute on routine tuma.change_business(uuid,text,text,text,text,smallint,boolean,text,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.change_number(bigint,text,text,bytea,bytea,uuid,text,text,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.change_pin(bigint,bytea,uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.choose_pin(bigint,bytea,uuid,uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.claim_airtime(uuid[],uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.claim_notices(uuid[],uuid,timestamp with time zone,text) to tuma_app;
grant execute on routine tuma.claim_receipts(uuid[],uuid,timestamp with time zone,text) to tuma_app;
grant execute on routine tuma.claim_sim_checks(integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.close_disputes(uuid,text,text,boolean,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.count_names(text,integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.count_security_event(text,text,timestamp with time zone) to tuma_app;
grant execute on routine tuma.decide_review(uuid,boolean,text,text,bigint,bigint,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.describe_payment(uuid) to tuma_desk;
grant execute on routine tuma.due_airtime(timestamp with time zone,integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.due_receipts(timestamp with time zone,integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.end_airtime_by_operator(uuid,boolean,text,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.end_long_sessions() to tuma_app;
grant execute on routine tuma.exchange(uuid,uuid,text,bigint,bigint,bigint,bigint,bigint,bigint,text,bigint,bigint,bigint,bigint,text,text,text,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.find_business(text) to tuma_app;
grant execute on routine tuma.find_by_mark(text,text[],integer) to tuma_desk;
grant execute on routine tuma.find_by_name(text,text,bigint,integer,integer) to tuma_desk;
grant execute on routine tuma.find_customer(text,text) to tuma_app;
grant execute on routine tuma.find_party(text,text,bigint) to tuma_desk;
grant execute on routine tuma.find_payment(bigint) to tuma_desk;
grant execute on routine tuma.find_payments(uuid,uuid,bigint,integer,integer) to tuma_desk;
grant execute on routine tuma.find_payments_of(bigint,bigint,timestamp with time zone,timestamp with time zone,bigint,integer,integer) to tuma_desk;
grant execute on routine tuma.find_request(uuid) to tuma_desk;
grant execute on routine tuma.finish_airtime(uuid[],text[],boolean[],uuid,timestamp with time zone,text[],boolean[]) to tuma_app;
grant execute on routine tuma.finish_receipts(uuid[],text[],text[],text[],uuid) to tuma_app;
grant execute on routine tuma.forget(integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.fund(bigint,bigint,bigint,text,text,text,text,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.keep_early_reports(integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.move_receipts(uuid[],text[],text[],uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.open_business(uuid,text,text,text,text,text,smallint,boolean,text,text,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.open_customer(text,text,text,text,smallint,bytea,text,bytea,uuid,boolean,timestamp with time zone,text,boolean) to tuma_app;
grant execute on routine tuma.open_customer_by_operator(text,text,text,text,smallint,text,text,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.open_dispute(bigint,bigint[],text,uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.open_review(uuid,smallint,text,smallint,jsonb,timestamp with time zone,timestamp with time zone) to tuma_app;
grant execute on routine tuma.prove_number(bigint,bytea,uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.read_balance(bigint,text,timestamp with time zone) to tuma_app;
grant execute on routine tuma.read_balance_by_operator(bigint,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.read_businesses(text,text,text,integer) to tuma_desk;
grant execute on routine tuma.read_check_inputs(uuid[],bigint[],bigint[],text[],timestamp with time zone) to tuma_app;
grant execute on routine tuma.read_disputes(integer) to tuma_desk;
grant execute on routine tuma.read_entries(bigint,timestamp with time zone,timestamp with time zone,bigint,integer) to tuma_desk;
grant execute on routine tuma.read_failures(timestamp with time zone) to tuma_app;
grant execute on routine tuma.read_identity(bigint) to tuma_desk;
grant execute on routine tuma.read_latest_payments(bigint,text,integer) to tuma_app;
grant execute on routine tuma.read_operator_actions(bigint,integer) to tuma_desk;
grant execute on routine tuma.read_owed(bigint,integer,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.read_payment(uuid) to tuma_app;
grant execute on routine tuma.read_quote(bigint,text,text,text,timestamp with time zone) to tuma_app;
grant execute on routine tuma.read_recipients(bigint,text,integer) to tuma_app;
grant execute on routine tuma.read_reversals(integer) to tuma_desk;
grant execute on routine tuma.read_reviews(integer) to tuma_desk;
grant execute on routine tuma.read_rule_set() to tuma_app;
grant execute on routine tuma.read_rule_set() to tuma_desk;
grant execute on routine tuma.read_statement(bigint,text,integer,bigint) to tuma_app;
grant execute on routine tuma.ready(text) to tuma_app;
grant execute on routine tuma.record_late_answer(uuid,text,jsonb,integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.record_sim_request(bigint,text) to tuma_app;
grant execute on routine tuma.record_sim_swap(text,timestamp with time zone,timestamp with time zone) to tuma_app;
grant execute on routine tuma.reference_data() to tuma_app;
grant execute on routine tuma.reference_data() to tuma_desk;
grant execute on routine tuma.refund_owed_airtime(integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.rename_customer(bigint,text,text,uuid,text,text,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.report_airtime(text,boolean,timestamp with time zone) to tuma_app;
grant execute on routine tuma.report_delivery(text,text,text,timestamp with time zone) to tuma_app;
grant execute on routine tuma.reserve(uuid[],text[],text[],bigint[],bigint[],bigint[],bigint[],bigint[],text[],text[],timestamp with time zone[],timestamp with time zone,timestamp with time zone) to tuma_app;
grant execute on routine tuma.resolve_unclaimed(integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.retry_reversals(integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.reverse_payment(uuid,uuid,bigint,text,text,timestamp with time zone,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.run_due_timers(integer,timestamp with time zone) to tuma_app;
grant execute on routine tuma.schedule_sim_checks(uuid[],timestamp with time zone,timestamp with time zone) to tuma_app;
grant execute on routine tuma.send_number_code(bigint,bytea,uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.send_pin_code(bigint,bytea,uuid,uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.set_language(bigint,text) to tuma_app;
grant execute on routine tuma.settle(uuid[],bigint[],bigint[],text[],text[],smallint[],text[],smallint[],jsonb[],bigint,bigint,timestamp with time zone) to tuma_app;
grant execute on routine tuma.trail_acts(bigint,bigint) to tuma_app;
grant execute on routine tuma.trail_acts(bigint,bigint) to tuma_desk;
grant execute on routine tuma.trail_entries(bigint[],bigint[],bigint[]) to tuma_app;
grant execute on routine tuma.trail_entries(bigint[],bigint[],bigint[]) to tuma_desk;
grant execute on routine tuma.trail_horizon() to tuma_app;
grant execute on routine tuma.trail_payments(bigint,bigint,uuid[]) to tuma_app;
grant execute on routine tuma.trail_payments(bigint,bigint,uuid[]) to tuma_desk;
grant execute on routine tuma.trail_receipts(bigint,bigint) to tuma_app;
grant execute on routine tuma.trail_receipts(bigint,bigint) to tuma_desk;
grant execute on routine tuma.trail_rule_sets(bigint,bigint) to tuma_app;
grant execute on routine tuma.trail_rule_sets(bigint,bigint) to tuma_desk;
grant execute on routine tuma.try_identity(bigint,uuid) to tuma_app;
grant execute on routine tuma.upgrade_customer(bigint,smallint,bytea,bytea,text,uuid,text,text,text,timestamp with time zone) to tuma_desk;
grant execute on routine tuma.verify_pin(bigint,bytea,uuid,text,uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.verify_pin_code(bigint,bytea,uuid,timestamp with time zone) to tuma_app;
grant execute on routine tuma.void_payment(uuid,text,text,bigint,bigint,bigint,bigint,text,timestamp with time zone,text,text,jsonb,timestamp with time zone) to tuma_app;
grant execute on routine tuma.vouch_for_number(bigint,timestamp with time zone) to tuma_app;
grant usage on schema tuma to tuma_app;
grant usage on schema tuma to tuma_desk;