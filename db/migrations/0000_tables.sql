CREATE SCHEMA "tuma";
--> statement-breakpoint
CREATE TYPE "tuma"."account_kind" AS ENUM('wallet', 'till', 'fee_revenue', 'funding', 'agent', 'biller', 'airtime', 'unclaimed', 'excise', 'adjustment', 'exchange');--> statement-breakpoint
CREATE TYPE "tuma"."account_status" AS ENUM('active', 'frozen', 'closed');--> statement-breakpoint
CREATE TYPE "tuma"."airtime_state" AS ENUM('intended', 'sending', 'sent', 'delivered', 'failed', 'unanswered');--> statement-breakpoint
CREATE TYPE "tuma"."business_kind" AS ENUM('agent', 'biller', 'till');--> statement-breakpoint
CREATE TYPE "tuma"."channel" AS ENUM('ussd', 'app', 'system', 'desk');--> statement-breakpoint
CREATE TYPE "tuma"."dispute_reason" AS ENUM('wrong_recipient', 'wrong_amount', 'not_received', 'not_mine', 'other');--> statement-breakpoint
CREATE TYPE "tuma"."fee_payer" AS ENUM('payer', 'payee', 'nobody');--> statement-breakpoint
CREATE TYPE "tuma"."follow_up" AS ENUM('none', 'airtime_order', 'await_claim');--> statement-breakpoint
CREATE TYPE "tuma"."language" AS ENUM('en', 'sw', 'fr');--> statement-breakpoint
CREATE TYPE "tuma"."notice_kind" AS ENUM('welcome', 'dispute_opened', 'dispute_unknown');--> statement-breakpoint
CREATE TYPE "tuma"."operator_action" AS ENUM('freeze', 'unfreeze', 'close', 'reopen', 'unlock_pin', 'adjust', 'open', 'exchange');--> statement-breakpoint
CREATE TYPE "tuma"."other_side" AS ENUM('account', 'reference', 'origin', 'pair');--> statement-breakpoint
CREATE TYPE "tuma"."party" AS ENUM('payer', 'payee', 'subscriber');--> statement-breakpoint
CREATE TYPE "tuma"."payee_source" AS ENUM('subscriber', 'business', 'airtime', 'unclaimed', 'account');--> statement-breakpoint
CREATE TYPE "tuma"."payment_state" AS ENUM('reserved', 'completed', 'rejected', 'failed', 'review');--> statement-breakpoint
CREATE TYPE "tuma"."payment_type" AS ENUM('p2p', 'buy_goods', 'funding', 'p2p_unregistered', 'claim', 'return', 'cash_out', 'pay_bill', 'airtime', 'airtime_refund', 'cash_in', 'fee', 'reversal', 'adjustment', 'exchange_out', 'exchange_in');--> statement-breakpoint
CREATE TYPE "tuma"."receipt_state" AS ENUM('intended', 'sending', 'sent', 'failed', 'delivered', 'undelivered');--> statement-breakpoint
CREATE TYPE "tuma"."reference_kind" AS ENUM('none', 'bill_account', 'msisdn', 'rate');--> statement-breakpoint
CREATE TYPE "tuma"."refusal" AS ENUM('idempotency_conflict', 'unknown_type', 'invalid_amount', 'currency_mismatch', 'same_party', 'quote_expired', 'payer_not_found', 'recipient_not_found', 'account_number_invalid', 'not_reversible', 'already_reversed', 'reversal_too_large', 'payer_unavailable', 'recipient_unavailable', 'pin_locked', 'wrong_pin', 'amount_too_small', 'amount_too_large', 'daily_limit_exceeded', 'weekly_limit_exceeded', 'monthly_limit_exceeded', 'too_many_payments', 'insufficient_funds', 'recipient_limit_exceeded', 'fraud_declined', 'too_many_requests', 'timeout', 'unavailable');--> statement-breakpoint
CREATE TYPE "tuma"."requester" AS ENUM('customer', 'agent', 'operator', 'system');--> statement-breakpoint
CREATE TABLE "tuma"."accounts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tuma"."accounts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1001 CACHE 1),
	"kind" "tuma"."account_kind" NOT NULL,
	"currency" text NOT NULL,
	"status" "tuma"."account_status" DEFAULT 'active' NOT NULL,
	"balance" bigint DEFAULT 0 NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"may_be_negative" boolean DEFAULT false NOT NULL,
	"tier" smallint,
	"daily_limit" bigint,
	"entries" bigint DEFAULT 0 NOT NULL,
	"sent_day" date DEFAULT '1970-01-01' NOT NULL,
	"sent_today" bigint DEFAULT 0 NOT NULL,
	"sent_week" bigint DEFAULT 0 NOT NULL,
	"sent_month" bigint DEFAULT 0 NOT NULL,
	"sent_today_count" integer DEFAULT 0 NOT NULL,
	"sent_week_count" integer DEFAULT 0 NOT NULL,
	"sent_month_count" integer DEFAULT 0 NOT NULL,
	"received_day" date DEFAULT '1970-01-01' NOT NULL,
	"received_today" bigint DEFAULT 0 NOT NULL,
	"received_week" bigint DEFAULT 0 NOT NULL,
	"received_month" bigint DEFAULT 0 NOT NULL,
	"received_today_count" integer DEFAULT 0 NOT NULL,
	"received_week_count" integer DEFAULT 0 NOT NULL,
	"received_month_count" integer DEFAULT 0 NOT NULL,
	"payments" integer DEFAULT 0 NOT NULL,
	"amount_median" real DEFAULT 0 NOT NULL,
	"amount_deviation" real DEFAULT 1 NOT NULL,
	"minute" timestamp with time zone DEFAULT 'epoch' NOT NULL,
	"in_minute" integer DEFAULT 0 NOT NULL,
	"in_minute_before" integer DEFAULT 0 NOT NULL,
	"hour" timestamp with time zone DEFAULT 'epoch' NOT NULL,
	"in_hour" integer DEFAULT 0 NOT NULL,
	"in_hour_before" integer DEFAULT 0 NOT NULL,
	"hours" bigint DEFAULT 0 NOT NULL,
	"sim_changed_at" timestamp with time zone,
	"recent_payees" bigint[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "accounts_held" CHECK ("tuma"."accounts"."held" >= 0),
	CONSTRAINT "accounts_available" CHECK ("tuma"."accounts"."may_be_negative" or "tuma"."accounts"."balance" >= "tuma"."accounts"."held")
);
--> statement-breakpoint
CREATE TABLE "tuma"."airtime" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"state" "tuma"."airtime_state" DEFAULT 'intended' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"claim" uuid,
	"at" timestamp with time zone NOT NULL,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "tuma"."airtime_reports" (
	"request_id" text PRIMARY KEY NOT NULL,
	"delivered" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tuma"."disputes" (
	"payment_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"reason" "tuma"."dispute_reason" NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"outcome" text,
	CONSTRAINT "disputes_payment_id_account_id_pk" PRIMARY KEY("payment_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "tuma"."reversals" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"ended_by" uuid,
	"refused_at" timestamp with time zone,
	"refusal" "tuma"."refusal"
);
--> statement-breakpoint
CREATE TABLE "tuma"."devices" (
	"account_id" bigint NOT NULL,
	"device" text NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "devices_account_id_device_pk" PRIMARY KEY("account_id","device")
);
--> statement-breakpoint
CREATE TABLE "tuma"."late_answers" (
	"payment_id" uuid NOT NULL,
	"who" text NOT NULL,
	"answer" jsonb,
	"took_ms" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "late_answers_payment_id_who_pk" PRIMARY KEY("payment_id","who")
);
--> statement-breakpoint
CREATE TABLE "tuma"."sim_checks" (
	"account_id" bigint PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone,
	"tries" smallint DEFAULT 0 NOT NULL,
	"asked_at" timestamp with time zone,
	"request_id" text,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tuma"."businesses" (
	"code" text PRIMARY KEY NOT NULL,
	"kind" "tuma"."business_kind" NOT NULL,
	"account_id" bigint NOT NULL,
	"name" text NOT NULL,
	"msisdn" text NOT NULL,
	"language" "tuma"."language" NOT NULL,
	"account_digits" smallint,
	"account_luhn" boolean DEFAULT false NOT NULL,
	CONSTRAINT "businesses_account_id_unique" UNIQUE("account_id")
);
--> statement-breakpoint
CREATE TABLE "tuma"."customers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tuma"."customers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"msisdn" text NOT NULL,
	"account_id" bigint NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"language" "tuma"."language" NOT NULL,
	"sealed" "bytea",
	"pin_mac" "bytea" NOT NULL,
	"pin_attempts" smallint DEFAULT 0 NOT NULL,
	"pin_last_try" uuid,
	"pin_last_right" boolean,
	CONSTRAINT "customers_msisdn_unique" UNIQUE("msisdn"),
	CONSTRAINT "customers_account_id_unique" UNIQUE("account_id")
);
--> statement-breakpoint
CREATE TABLE "tuma"."operator_actions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tuma"."operator_actions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" bigint NOT NULL,
	"action" "tuma"."operator_action" NOT NULL,
	"made_by" text NOT NULL,
	"reason" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"payment_id" uuid
);
--> statement-breakpoint
CREATE TABLE "tuma"."payment_timers" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "tuma"."payment_timers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"due_at" timestamp with time zone NOT NULL,
	"payments" uuid[] NOT NULL,
	CONSTRAINT "payment_timers_due_at_id_pk" PRIMARY KEY("due_at","id")
);
--> statement-breakpoint
CREATE TABLE "tuma"."entries" (
	"account_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"payment_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"balance" bigint NOT NULL,
	CONSTRAINT "entries_account_id_seq_pk" PRIMARY KEY("account_id","seq"),
	CONSTRAINT "entries_amount" CHECK ("tuma"."entries"."amount" <> 0)
);
--> statement-breakpoint
CREATE TABLE "tuma"."payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "tuma"."payments_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" "tuma"."payment_type" NOT NULL,
	"channel" "tuma"."channel" NOT NULL,
	"state" "tuma"."payment_state" NOT NULL,
	"payer" bigint NOT NULL,
	"payee" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"account_reference" text,
	"linked_payment" uuid,
	"day" date NOT NULL,
	"received_day" date,
	"requested_at" timestamp with time zone NOT NULL,
	"reserved_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"refusal" "tuma"."refusal",
	"excise" bigint,
	"fee_by_payee" boolean,
	"device" text,
	"payer_entry" bigint,
	"payee_entry" bigint,
	"fraud_score" smallint,
	"fraud_model" text,
	"checks_ms" smallint,
	"evidence" jsonb,
	CONSTRAINT "payments_amount" CHECK ("tuma"."payments"."amount" > 0 and "tuma"."payments"."fee" >= 0),
	CONSTRAINT "payments_parties" CHECK ("tuma"."payments"."payer" <> "tuma"."payments"."payee"),
	CONSTRAINT "payments_end" CHECK (("tuma"."payments"."state" in ('completed', 'rejected', 'failed')) = ("tuma"."payments"."ended_at" is not null)),
	CONSTRAINT "payments_refusal" CHECK (("tuma"."payments"."state" in ('rejected', 'failed')) = ("tuma"."payments"."refusal" is not null))
);
--> statement-breakpoint
CREATE TABLE "tuma"."notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "tuma"."notice_kind" NOT NULL,
	"msisdn" text NOT NULL,
	"language" "tuma"."language" NOT NULL,
	"payment_number" bigint,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tuma"."receipts" (
	"about" uuid NOT NULL,
	"party" "tuma"."party" NOT NULL,
	"state" "tuma"."receipt_state" DEFAULT 'intended' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"claim" uuid,
	"at" timestamp with time zone NOT NULL,
	"gateway" text,
	"message_id" text,
	CONSTRAINT "receipts_about_party_pk" PRIMARY KEY("about","party")
);
--> statement-breakpoint
CREATE TABLE "tuma"."reviews" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"approved" boolean,
	"decided_by" text,
	"note" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tuma"."payment_rules" (
	"type" "tuma"."payment_type" PRIMARY KEY NOT NULL,
	"offered" "tuma"."requester" NOT NULL,
	"payers" "tuma"."account_kind"[] NOT NULL,
	"payees" "tuma"."account_kind"[] NOT NULL,
	"payee" "tuma"."payee_source" NOT NULL,
	"if_registered" "tuma"."payment_type",
	"reference" "tuma"."reference_kind" NOT NULL,
	"other_side" "tuma"."other_side" NOT NULL,
	"follow_up" "tuma"."follow_up" NOT NULL,
	"fee_by" "tuma"."fee_payer" NOT NULL,
	"counts_toward_limits" boolean NOT NULL,
	"allowed_when_frozen" boolean NOT NULL,
	"reversible" boolean NOT NULL,
	"notifies_payer" boolean NOT NULL,
	"notifies_payee" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tuma"."rule_sets" (
	"version" integer PRIMARY KEY NOT NULL,
	"rules" jsonb NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tuma"."tiers" (
	"market" text NOT NULL,
	"tier" smallint NOT NULL,
	"balance_cap" bigint NOT NULL,
	"send_daily" bigint NOT NULL,
	"send_daily_count" integer NOT NULL,
	"send_weekly" bigint NOT NULL,
	"send_weekly_count" integer NOT NULL,
	"send_monthly" bigint NOT NULL,
	"send_monthly_count" integer NOT NULL,
	"receive_daily" bigint NOT NULL,
	"receive_daily_count" integer NOT NULL,
	"receive_weekly" bigint NOT NULL,
	"receive_weekly_count" integer NOT NULL,
	"receive_monthly" bigint NOT NULL,
	"receive_monthly_count" integer NOT NULL,
	CONSTRAINT "tiers_market_tier_pk" PRIMARY KEY("market","tier")
);
--> statement-breakpoint
CREATE TABLE "tuma"."security_counts" (
	"day" date NOT NULL,
	"what" text NOT NULL,
	"carrier" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "security_counts_day_what_carrier_pk" PRIMARY KEY("day","what","carrier")
);
--> statement-breakpoint
CREATE TABLE "tuma"."unclaimed" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"msisdn" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"ended_by" uuid
);
--> statement-breakpoint
ALTER TABLE "tuma"."disputes" ADD CONSTRAINT "disputes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tuma"."devices" ADD CONSTRAINT "devices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tuma"."sim_checks" ADD CONSTRAINT "sim_checks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tuma"."businesses" ADD CONSTRAINT "businesses_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD CONSTRAINT "customers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tuma"."operator_actions" ADD CONSTRAINT "operator_actions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "airtime_open" ON "tuma"."airtime" USING btree ("at") WHERE "tuma"."airtime"."state" in ('intended', 'sending');--> statement-breakpoint
CREATE INDEX "airtime_request" ON "tuma"."airtime" USING btree ("request_id") WHERE "tuma"."airtime"."request_id" is not null;--> statement-breakpoint
CREATE INDEX "disputes_open" ON "tuma"."disputes" USING btree ("opened_at") WHERE "tuma"."disputes"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "reversals_open" ON "tuma"."reversals" USING btree ("until") WHERE "tuma"."reversals"."ended_by" is null and "tuma"."reversals"."refused_at" is null;--> statement-breakpoint
CREATE INDEX "devices_device" ON "tuma"."devices" USING btree ("device","account_id");--> statement-breakpoint
CREATE INDEX "sim_checks_due" ON "tuma"."sim_checks" USING btree ("due_at") WHERE "tuma"."sim_checks"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "sim_checks_request" ON "tuma"."sim_checks" USING btree ("request_id") WHERE "tuma"."sim_checks"."request_id" is not null;--> statement-breakpoint
CREATE INDEX "operator_actions_account" ON "tuma"."operator_actions" USING btree ("account_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "operator_actions_payment" ON "tuma"."operator_actions" USING btree ("payment_id") WHERE "tuma"."operator_actions"."payment_id" is not null;--> statement-breakpoint
CREATE INDEX "payments_number" ON "tuma"."payments" USING brin ("number") WITH (autosummarize=true);--> statement-breakpoint
CREATE INDEX "notices_number" ON "tuma"."notices" USING btree ("msisdn","at");--> statement-breakpoint
CREATE INDEX "receipts_open" ON "tuma"."receipts" USING btree ("at") WHERE "tuma"."receipts"."state" in ('intended', 'sending');--> statement-breakpoint
CREATE INDEX "receipts_message" ON "tuma"."receipts" USING hash ("message_id") WHERE "tuma"."receipts"."message_id" is not null;--> statement-breakpoint
CREATE INDEX "reviews_open" ON "tuma"."reviews" USING btree ("opened_at") WHERE "tuma"."reviews"."decided_at" is null;--> statement-breakpoint
CREATE INDEX "unclaimed_due" ON "tuma"."unclaimed" USING btree ("due_at") WHERE "tuma"."unclaimed"."ended_by" is null;--> statement-breakpoint
CREATE INDEX "unclaimed_number" ON "tuma"."unclaimed" USING btree ("msisdn") WHERE "tuma"."unclaimed"."ended_by" is null;