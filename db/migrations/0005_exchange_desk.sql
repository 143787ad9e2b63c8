ALTER TYPE "tuma"."act" ADD VALUE 'open';--> statement-breakpoint
ALTER TYPE "tuma"."act" ADD VALUE 'exchange';