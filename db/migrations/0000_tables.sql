CREATE SCHEMA "tuma";
--> statement-breakpoint
CREATE TYPE "tuma"."account_kind" AS ENUM('wallet', 'till', 'fee_revenue', 'funding');--> statement-breakpoint
CREATE TYPE "tuma"."account_status" AS ENUM('active', 'frozen', 'closed');--> statement-breakpoint
CREATE TYPE "tuma"."channel" AS ENUM('ussd', 'app', 'system');--> statement-breakpoint
CREATE TYPE "tuma"."event_type" AS ENUM('payment.reserved', 'payment.completed', 'payment.rejected', 'payment.failed');--> statement-breakpoint
CREATE TYPE "tuma"."language" AS ENUM('en', 'sw');--> statement-breakpoint
CREATE TYPE "tuma"."party" AS ENUM('payer', 'payee');--> statement-breakpoint
CREATE TYPE "tuma"."payment_state" AS ENUM('reserved', 'completed', 'rejected', 'failed');--> statement-breakpoint
CREATE TYPE "tuma"."payment_type" AS ENUM('p2p', 'buy_goods', 'funding');--> statement-breakpoint
CREATE TYPE "tuma"."receipt_state" AS ENUM('intended', 'sending', 'sent', 'failed');--> statement-breakpoint
CREATE TYPE "tuma"."refusal" AS ENUM('idempotency_conflict', 'invalid_amount', 'currency_mismatch', 'same_party', 'payer_not_found', 'recipient_not_found', 'payer_unavailable', 'recipient_unavailable', 'pin_locked', 'wrong_pin', 'amount_too_small', 'amount_too_large', 'daily_limit_exceeded', 'insufficient_funds', 'fraud_declined', 'timeout', 'unavailable');--> statement-breakpoint
CREATE TABLE "tuma"."accounts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tuma"."accounts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1001 CACHE 1),
	"kind" "tuma"."account_kind" NOT NULL,
	"currency" text NOT NULL,
	"status" "tuma"."account_status" DEFAULT 'active' NOT NULL,
	"balance" bigint DEFAULT 0 NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"may_be_negative" boolean DEFAULT false NOT NULL,
	"daily_limit" bigint,
	"used_today" bigint DEFAULT 0 NOT NULL,
	"used_day" date DEFAULT '1970-01-01' NOT NULL,
	CONSTRAINT "accounts_held" CHECK ("tuma"."accounts"."held" >= 0),
	CONSTRAINT "accounts_available" CHECK ("tuma"."accounts"."may_be_negative" or "tuma"."accounts"."balance" >= "tuma"."accounts"."held")
);
--> statement-breakpoint
CREATE TABLE "tuma"."customers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tuma"."customers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"msisdn" text NOT NULL,
	"account_id" bigint NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"language" "tuma"."language" NOT NULL,
	"tier" smallint DEFAULT 1 NOT NULL,
	"sealed" "bytea",
	"pin_mac" "bytea" NOT NULL,
	"pin_attempts" smallint DEFAULT 0 NOT NULL,
	"pin_last_try" uuid,
	"pin_last_right" boolean,
	CONSTRAINT "customers_msisdn_unique" UNIQUE("msisdn"),
	CONSTRAINT "customers_account_id_unique" UNIQUE("account_id")
);
--> statement-breakpoint
CREATE TABLE "tuma"."entries" (
	"payment_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"balance" bigint NOT NULL,
	CONSTRAINT "entries_account_id_payment_id_pk" PRIMARY KEY("account_id","payment_id"),
	CONSTRAINT "entries_amount" CHECK ("tuma"."entries"."amount" <> 0)
);
--> statement-breakpoint
CREATE TABLE "tuma"."events" (
	"payment_id" uuid NOT NULL,
	"seq" smallint NOT NULL,
	"type" "tuma"."event_type" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"data" jsonb,
	CONSTRAINT "events_payment_id_seq_pk" PRIMARY KEY("payment_id","seq")
);
--> statement-breakpoint
CREATE TABLE "tuma"."outbox" (
	"payment_id" uuid NOT NULL,
	"seq" smallint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "outbox_payment_id_seq_pk" PRIMARY KEY("payment_id","seq")
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
	"day" date NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"refusal" "tuma"."refusal",
	CONSTRAINT "payments_amount" CHECK ("tuma"."payments"."amount" > 0 and "tuma"."payments"."fee" >= 0),
	CONSTRAINT "payments_parties" CHECK ("tuma"."payments"."payer" <> "tuma"."payments"."payee"),
	CONSTRAINT "payments_end" CHECK (("tuma"."payments"."state" = 'reserved') = ("tuma"."payments"."ended_at" is null)),
	CONSTRAINT "payments_refusal" CHECK (("tuma"."payments"."state" in ('rejected', 'failed')) = ("tuma"."payments"."refusal" is not null))
);
--> statement-breakpoint
CREATE TABLE "tuma"."profiles" (
	"account_id" bigint PRIMARY KEY NOT NULL,
	"payments" integer DEFAULT 0 NOT NULL,
	"amount_sum" double precision DEFAULT 0 NOT NULL,
	"amount_squares" double precision DEFAULT 0 NOT NULL,
	"minute" timestamp with time zone DEFAULT 'epoch' NOT NULL,
	"in_minute" integer DEFAULT 0 NOT NULL,
	"in_minute_before" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tuma"."receipts" (
	"payment_id" uuid NOT NULL,
	"party" "tuma"."party" NOT NULL,
	"state" "tuma"."receipt_state" DEFAULT 'intended' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"claim" uuid,
	"at" timestamp with time zone NOT NULL,
	"message_id" text,
	CONSTRAINT "receipts_payment_id_party_pk" PRIMARY KEY("payment_id","party")
);
--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD CONSTRAINT "customers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tuma"."profiles" ADD CONSTRAINT "profiles_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payments_open" ON "tuma"."payments" USING btree ("expires_at") WHERE "tuma"."payments"."state" = 'reserved';--> statement-breakpoint
CREATE INDEX "receipts_open" ON "tuma"."receipts" USING btree ("at") WHERE "tuma"."receipts"."state" in ('intended', 'sending');