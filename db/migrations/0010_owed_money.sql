ALTER TYPE "tuma"."notice_kind" ADD VALUE 'claim_waits';--> statement-breakpoint
CREATE TABLE "tuma"."failures" (
	"job" text NOT NULL,
	"item" uuid NOT NULL,
	"sqlstate" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "failures_job_item_pk" PRIMARY KEY("job","item")
);
--> statement-breakpoint
ALTER TABLE "tuma"."airtime" ADD COLUMN "payer" bigint;--> statement-breakpoint
ALTER TABLE "tuma"."airtime" ADD COLUMN "refund_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."airtime" ADD COLUMN "stuck_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."unclaimed" ADD COLUMN "payer" bigint;--> statement-breakpoint
ALTER TABLE "tuma"."unclaimed" ADD COLUMN "until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."unclaimed" ADD COLUMN "stuck_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "airtime_payer" ON "tuma"."airtime" USING btree ("payer") WHERE "tuma"."airtime"."state" not in ('delivered', 'failed') or "tuma"."airtime"."refund_due_at" is not null;--> statement-breakpoint
CREATE INDEX "airtime_refund_due" ON "tuma"."airtime" USING btree ("refund_due_at") WHERE "tuma"."airtime"."refund_due_at" is not null;--> statement-breakpoint
CREATE INDEX "airtime_unreported" ON "tuma"."airtime" USING btree ("at") WHERE "tuma"."airtime"."state" in ('sent', 'unanswered');--> statement-breakpoint
CREATE INDEX "unclaimed_payer" ON "tuma"."unclaimed" USING btree ("payer") WHERE "tuma"."unclaimed"."ended_by" is null;--> statement-breakpoint
CREATE INDEX "unclaimed_stuck" ON "tuma"."unclaimed" USING btree ("stuck_since") WHERE "tuma"."unclaimed"."ended_by" is null and "tuma"."unclaimed"."stuck_since" is not null;