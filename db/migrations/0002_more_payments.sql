CREATE TYPE "tuma"."airtime_state" AS ENUM('intended', 'sending', 'sent', 'delivered', 'failed', 'unanswered');--> statement-breakpoint
CREATE TYPE "tuma"."business_kind" AS ENUM('agent', 'biller', 'till');--> statement-breakpoint
CREATE TYPE "tuma"."dispute_reason" AS ENUM('wrong_recipient', 'wrong_amount', 'not_received', 'not_mine', 'other');--> statement-breakpoint
CREATE TYPE "tuma"."notice_kind" AS ENUM('welcome', 'dispute_opened', 'dispute_unknown');--> statement-breakpoint
ALTER TYPE "tuma"."account_kind" ADD VALUE 'agent';--> statement-breakpoint
ALTER TYPE "tuma"."account_kind" ADD VALUE 'biller';--> statement-breakpoint
ALTER TYPE "tuma"."account_kind" ADD VALUE 'airtime';--> statement-breakpoint
ALTER TYPE "tuma"."account_kind" ADD VALUE 'unclaimed';--> statement-breakpoint
ALTER TYPE "tuma"."language" ADD VALUE 'fr';--> statement-breakpoint
ALTER TYPE "tuma"."party" ADD VALUE 'subscriber';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'p2p_unregistered';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'claim';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'return';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'cash_out';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'pay_bill';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'airtime';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'airtime_refund';--> statement-breakpoint
ALTER TYPE "tuma"."receipt_state" ADD VALUE 'delivered';--> statement-breakpoint
ALTER TYPE "tuma"."receipt_state" ADD VALUE 'undelivered';--> statement-breakpoint
ALTER TYPE "tuma"."refusal" ADD VALUE 'account_number_invalid' BEFORE 'payer_unavailable';--> statement-breakpoint
ALTER TYPE "tuma"."refusal" ADD VALUE 'too_many_requests' BEFORE 'timeout';--> statement-breakpoint
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
CREATE TABLE "tuma"."disputes" (
	"payment_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"reason" "tuma"."dispute_reason" NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "disputes_payment_id_account_id_pk" PRIMARY KEY("payment_id","account_id")
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
CREATE TABLE "tuma"."payment_rules" (
	"type" "tuma"."payment_type" PRIMARY KEY NOT NULL,
	"payer" "tuma"."account_kind" NOT NULL,
	"payee" "tuma"."account_kind" NOT NULL,
	"tells_payer" boolean NOT NULL,
	"tells_payee" boolean NOT NULL
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
ALTER TABLE "tuma"."receipts" RENAME COLUMN "payment_id" TO "about";--> statement-breakpoint
ALTER TABLE "tuma"."receipts" DROP CONSTRAINT "receipts_payment_id_party_pk";--> statement-breakpoint
ALTER TABLE "tuma"."receipts" ADD CONSTRAINT "receipts_about_party_pk" PRIMARY KEY("about","party");--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "account_reference" text;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "origin" uuid;--> statement-breakpoint
ALTER TABLE "tuma"."businesses" ADD CONSTRAINT "businesses_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tuma"."disputes" ADD CONSTRAINT "disputes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_number" ON "tuma"."notices" USING btree ("msisdn","at");--> statement-breakpoint
CREATE INDEX "unclaimed_due" ON "tuma"."unclaimed" USING btree ("due_at") WHERE "tuma"."unclaimed"."ended_by" is null;--> statement-breakpoint
CREATE INDEX "unclaimed_number" ON "tuma"."unclaimed" USING btree ("msisdn") WHERE "tuma"."unclaimed"."ended_by" is null;--> statement-breakpoint
CREATE INDEX "airtime_open" ON "tuma"."airtime" USING btree ("at") WHERE "tuma"."airtime"."state" in ('intended', 'sending');--> statement-breakpoint
CREATE INDEX "airtime_request" ON "tuma"."airtime" USING btree ("request_id") WHERE "tuma"."airtime"."request_id" is not null;--> statement-breakpoint
CREATE INDEX "receipts_message" ON "tuma"."receipts" USING btree ("message_id") WHERE "tuma"."receipts"."message_id" is not null;