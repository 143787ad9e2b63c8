ALTER TYPE "tuma"."code_purpose" ADD VALUE 'number';--> statement-breakpoint
ALTER TYPE "tuma"."notice_kind" ADD VALUE 'number_code' BEFORE 'pin_changed';--> statement-breakpoint
ALTER TYPE "tuma"."notice_kind" ADD VALUE 'pin_wrong' BEFORE 'pin_changed';--> statement-breakpoint
ALTER TYPE "tuma"."notice_kind" ADD VALUE 'pin_locked' BEFORE 'pin_changed';--> statement-breakpoint
CREATE TABLE "tuma"."carrier_watch" (
	"carrier" text PRIMARY KEY NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"wrong_pins" real DEFAULT 0 NOT NULL,
	"right_pins" real DEFAULT 0 NOT NULL,
	"names" real DEFAULT 0 NOT NULL,
	"pins_slowed_until" timestamp with time zone,
	"pins_slows" smallint DEFAULT 0 NOT NULL,
	"names_slowed_until" timestamp with time zone,
	"names_slows" smallint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "pin_wrongs" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "pin_wrongs_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "pin_locks" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "pin_locked_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "pin_wrong_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "pin_right_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD COLUMN "possession_proved_at" timestamp with time zone;--> statement-breakpoint
UPDATE "tuma"."customers" SET "pin_locked_until" = now() + interval '30 minutes', "pin_locks" = 1 WHERE "pin_attempts" >= 3;
