ALTER TABLE "tuma"."notices" ADD COLUMN "at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "notices_number" ON "tuma"."notices" USING btree ("msisdn","at");