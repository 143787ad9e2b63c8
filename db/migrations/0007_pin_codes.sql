CREATE TYPE "tuma"."code_purpose" AS ENUM('pin');--> statement-breakpoint
ALTER TYPE "tuma"."notice_kind" ADD VALUE 'pin_code';--> statement-breakpoint
ALTER TYPE "tuma"."notice_kind" ADD VALUE 'pin_changed';--> statement-breakpoint
ALTER TYPE "tuma"."notice_kind" ADD VALUE 'pin_reset';--> statement-breakpoint
ALTER TYPE "tuma"."notice_kind" ADD VALUE 'pin_cleared';--> statement-breakpoint
ALTER TYPE "tuma"."operator_action" ADD VALUE 'reset_pin' BEFORE 'adjust';--> statement-breakpoint
CREATE TABLE "tuma"."one_time_codes" (
	"msisdn" text NOT NULL,
	"purpose" "tuma"."code_purpose" NOT NULL,
	"code_mac" "bytea" NOT NULL,
	"notice" uuid NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"sends" smallint DEFAULT 1 NOT NULL,
	"sends_since" timestamp with time zone NOT NULL,
	"failures" smallint DEFAULT 0 NOT NULL,
	"failed_at" timestamp with time zone,
	"last_try" uuid,
	"last_right" boolean,
	"proof" uuid,
	CONSTRAINT "one_time_codes_msisdn_purpose_pk" PRIMARY KEY("msisdn","purpose")
);
--> statement-breakpoint
ALTER TABLE "tuma"."customers" ALTER COLUMN "pin_mac" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "restricted_limit" bigint;--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "restricted_until" date;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "pin_former" "bytea";--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "pin_cleared_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "identity_tries" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "identity_last_try" uuid;--> statement-breakpoint
-- Wallets that the desk opened had a MAC that no PIN has, and no try left. They have no PIN, and say so now.
UPDATE "tuma"."customers" c SET "pin_mac" = NULL, "pin_attempts" = 0
 WHERE c."pin_attempts" = 3 AND c."pin_last_try" IS NULL
   AND EXISTS (SELECT FROM "tuma"."operator_actions" a WHERE a."account_id" = c."account_id" AND a."action" = 'open');
