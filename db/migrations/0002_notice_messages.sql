ALTER TYPE "tuma"."notice_kind" ADD VALUE 'dispute_closed' BEFORE 'dispute_unknown';--> statement-breakpoint
ALTER TABLE "tuma"."notices" ADD COLUMN "message" text;