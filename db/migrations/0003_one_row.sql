ALTER TYPE "tuma"."account_kind" ADD VALUE 'excise';--> statement-breakpoint
ALTER TYPE "tuma"."account_kind" ADD VALUE 'adjustment';--> statement-breakpoint
ALTER TYPE "tuma"."account_kind" ADD VALUE 'exchange';--> statement-breakpoint
ALTER TYPE "tuma"."payment_state" ADD VALUE 'review';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'cash_in';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'fee';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'reversal';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'adjustment';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'exchange_out';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'exchange_in';--> statement-breakpoint
CREATE TABLE "tuma"."agenda" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "tuma"."agenda_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"due_at" timestamp with time zone NOT NULL,
	"payments" uuid[] NOT NULL,
	CONSTRAINT "agenda_due_at_id_pk" PRIMARY KEY("due_at","id")
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
CREATE TABLE "tuma"."reversals" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"ended_by" uuid,
	"refused_at" timestamp with time zone
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
ALTER TABLE "tuma"."events" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tuma"."outbox" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tuma"."profiles" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "tuma"."events" CASCADE;--> statement-breakpoint
DROP TABLE "tuma"."outbox" CASCADE;--> statement-breakpoint
DROP TABLE "tuma"."profiles" CASCADE;--> statement-breakpoint
ALTER TABLE "tuma"."payments" DROP CONSTRAINT "payments_end";--> statement-breakpoint
DROP INDEX "tuma"."payments_open";--> statement-breakpoint
ALTER TABLE "tuma"."entries" DROP CONSTRAINT "entries_account_id_payment_id_pk";--> statement-breakpoint
ALTER TABLE "tuma"."payments" ALTER COLUMN "expires_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."entries" ADD CONSTRAINT "entries_account_id_seq_pk" PRIMARY KEY("account_id","seq");--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "tier" smallint;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "entries" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_day" date DEFAULT '1970-01-01' NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_today" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_week" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_month" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_today_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_week_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_month_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_day" date DEFAULT '1970-01-01' NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_today" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_week" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_month" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_today_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_week_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_month_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "payments" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "amount_median" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "amount_deviation" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "minute" timestamp with time zone DEFAULT 'epoch' NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "in_minute" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "in_minute_before" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "hour" timestamp with time zone DEFAULT 'epoch' NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "in_hour" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "in_hour_before" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "hours" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "recent_payees" bigint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "sim_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."entries" ADD COLUMN "seq" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "payers" "tuma"."account_kind"[] NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "payees" "tuma"."account_kind"[] NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "limited" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "from_frozen" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "received_day" date;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "reserved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "excise" bigint;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "device" text;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "payer_entry" bigint;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "payee_entry" bigint;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "fraud_score" smallint;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "rules_version" integer;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "checked_in" smallint;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "evidence" jsonb;--> statement-breakpoint
ALTER TABLE "tuma"."devices" ADD CONSTRAINT "devices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "devices_device" ON "tuma"."devices" USING btree ("device","account_id");--> statement-breakpoint
CREATE INDEX "reversals_open" ON "tuma"."reversals" USING btree ("until") WHERE "tuma"."reversals"."ended_by" is null and "tuma"."reversals"."refused_at" is null;--> statement-breakpoint
CREATE INDEX "reviews_open" ON "tuma"."reviews" USING btree ("opened_at") WHERE "tuma"."reviews"."decided_at" is null;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" DROP COLUMN "used_today";--> statement-breakpoint
ALTER TABLE "tuma"."accounts" DROP COLUMN "used_day";--> statement-breakpoint
ALTER TABLE "tuma"."customers" DROP COLUMN "tier";--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" DROP COLUMN "payer";--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" DROP COLUMN "payee";--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD CONSTRAINT "payments_end" CHECK (("tuma"."payments"."state" in ('reserved', 'review')) = ("tuma"."payments"."ended_at" is null));--> statement-breakpoint
DROP TYPE "tuma"."event_type";