CREATE TYPE "tuma"."act" AS ENUM('freeze', 'unfreeze', 'close', 'reopen', 'unlock_pin', 'adjust');--> statement-breakpoint
ALTER TYPE "tuma"."channel" ADD VALUE 'desk';--> statement-breakpoint
CREATE TABLE "tuma"."acts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tuma"."acts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" bigint NOT NULL,
	"act" "tuma"."act" NOT NULL,
	"made_by" text NOT NULL,
	"reason" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"payment_id" uuid
);
--> statement-breakpoint
CREATE TABLE "tuma"."late_answers" (
	"payment_id" uuid NOT NULL,
	"who" text NOT NULL,
	"answer" jsonb,
	"took_ms" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "late_answers_payment_id_who_pk" PRIMARY KEY("payment_id","who")
);
--> statement-breakpoint
CREATE TABLE "tuma"."sim_checks" (
	"account_id" bigint PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone,
	"tries" smallint DEFAULT 0 NOT NULL,
	"asked_at" timestamp with time zone,
	"request_id" text,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "tuma"."disputes" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tuma"."disputes" ADD COLUMN "closed_by" text;--> statement-breakpoint
ALTER TABLE "tuma"."disputes" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "tuma"."reversals" ADD COLUMN "refusal" "tuma"."refusal";--> statement-breakpoint
-- They are written anew by every migration.
delete from tuma.payment_rules;--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "reversible" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."acts" ADD CONSTRAINT "acts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tuma"."sim_checks" ADD CONSTRAINT "sim_checks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "acts_account" ON "tuma"."acts" USING btree ("account_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "acts_payment" ON "tuma"."acts" USING btree ("payment_id") WHERE "tuma"."acts"."payment_id" is not null;--> statement-breakpoint
CREATE INDEX "sim_checks_due" ON "tuma"."sim_checks" USING btree ("due_at") WHERE "tuma"."sim_checks"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "sim_checks_request" ON "tuma"."sim_checks" USING btree ("request_id") WHERE "tuma"."sim_checks"."request_id" is not null;--> statement-breakpoint
CREATE INDEX "payments_number" ON "tuma"."payments" USING brin ("number") WITH (autosummarize=true);--> statement-breakpoint
CREATE INDEX "disputes_open" ON "tuma"."disputes" USING btree ("opened_at") WHERE "tuma"."disputes"."closed_at" is null;