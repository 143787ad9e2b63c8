-- Whoever pays locks accounts first: who comes now waits here, and not with a lock that is wanted below.
lock table tuma.accounts in exclusive mode;--> statement-breakpoint
CREATE TYPE "tuma"."fee_payer" AS ENUM('payer', 'payee', 'nobody');--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "fee_by_payee" boolean;--> statement-breakpoint
-- So it was of every type, until the rules are written anew, which every migration does.
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "fee_by" "tuma"."fee_payer" DEFAULT 'payer' NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ALTER COLUMN "fee_by" DROP DEFAULT;
