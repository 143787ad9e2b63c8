CREATE TABLE "tuma"."sim_checks" (
	"account_id" bigint PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone,
	"tries" smallint DEFAULT 0 NOT NULL,
	"asked_at" timestamp with time zone,
	"request_id" text,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "tuma"."sim_checks" ADD CONSTRAINT "sim_checks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sim_checks_due" ON "tuma"."sim_checks" USING btree ("due_at") WHERE "tuma"."sim_checks"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "sim_checks_request" ON "tuma"."sim_checks" USING btree ("request_id") WHERE "tuma"."sim_checks"."request_id" is not null;