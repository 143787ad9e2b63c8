ALTER TYPE "tuma"."operator_action" ADD VALUE 'end_airtime';--> statement-breakpoint
ALTER TABLE "tuma"."airtime" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "tuma"."airtime" ADD COLUMN "refunded_by" uuid;