CREATE TABLE "tuma"."desk_ceilings" (
	"currency" text PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "desk_ceilings_amount" CHECK ("tuma"."desk_ceilings"."amount" > 0)
);
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD CONSTRAINT "accounts_own_limits" CHECK ("tuma"."accounts"."daily_limit" >= 0 and "tuma"."accounts"."restricted_limit" >= 0);--> statement-breakpoint
ALTER TABLE "tuma"."disputes" ADD CONSTRAINT "disputes_person" CHECK (length("tuma"."disputes"."closed_by") between 1 and 64);--> statement-breakpoint
ALTER TABLE "tuma"."disputes" ADD CONSTRAINT "disputes_outcome" CHECK (length("tuma"."disputes"."outcome") <= 500);--> statement-breakpoint
ALTER TABLE "tuma"."reversals" ADD CONSTRAINT "reversals_amount" CHECK ("tuma"."reversals"."amount" > 0);--> statement-breakpoint
ALTER TABLE "tuma"."reversals" ADD CONSTRAINT "reversals_person" CHECK (length("tuma"."reversals"."asked_by") between 1 and 64);--> statement-breakpoint
ALTER TABLE "tuma"."reversals" ADD CONSTRAINT "reversals_reason" CHECK (length("tuma"."reversals"."reason") <= 500);--> statement-breakpoint
ALTER TABLE "tuma"."businesses" ADD CONSTRAINT "businesses_code" CHECK ("tuma"."businesses"."code" ~ '^[0-9]{5,7}$');--> statement-breakpoint
ALTER TABLE "tuma"."businesses" ADD CONSTRAINT "businesses_name" CHECK (length("tuma"."businesses"."name") between 2 and 40);--> statement-breakpoint
ALTER TABLE "tuma"."businesses" ADD CONSTRAINT "businesses_number" CHECK ("tuma"."businesses"."msisdn" ~ '^[1-9][0-9]{5,14}$');--> statement-breakpoint
ALTER TABLE "tuma"."businesses" ADD CONSTRAINT "businesses_rule" CHECK ("tuma"."businesses"."account_digits" between 2 and 20 and "tuma"."businesses"."kind" = 'biller' or "tuma"."businesses"."account_digits" is null and not "tuma"."businesses"."account_luhn");--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD CONSTRAINT "customers_number" CHECK ("tuma"."customers"."msisdn" ~ '^[1-9][0-9]{5,14}$');--> statement-breakpoint
ALTER TABLE "tuma"."customers" ADD CONSTRAINT "customers_names" CHECK (length("tuma"."customers"."given_name") between 1 and 80 and length("tuma"."customers"."family_name") <= 80);--> statement-breakpoint
ALTER TABLE "tuma"."operator_actions" ADD CONSTRAINT "operator_actions_person" CHECK (length("tuma"."operator_actions"."made_by") between 1 and 64);--> statement-breakpoint
ALTER TABLE "tuma"."operator_actions" ADD CONSTRAINT "operator_actions_reason" CHECK (length("tuma"."operator_actions"."reason") <= 500);--> statement-breakpoint
ALTER TABLE "tuma"."operator_actions" ADD CONSTRAINT "operator_actions_bank" CHECK (length("tuma"."operator_actions"."bank") <= 40 and length("tuma"."operator_actions"."bank_reference") <= 64);--> statement-breakpoint
ALTER TABLE "tuma"."reviews" ADD CONSTRAINT "reviews_person" CHECK (length("tuma"."reviews"."decided_by") between 1 and 64);--> statement-breakpoint
ALTER TABLE "tuma"."reviews" ADD CONSTRAINT "reviews_note" CHECK (length("tuma"."reviews"."note") <= 500);--> statement-breakpoint
ALTER TABLE "tuma"."rule_sets" ADD CONSTRAINT "rule_sets_person" CHECK (length("tuma"."rule_sets"."made_by") between 1 and 64);--> statement-breakpoint
ALTER TABLE "tuma"."rule_sets" ADD CONSTRAINT "rule_sets_size" CHECK ("tuma"."rule_sets"."version" > 0 and length("tuma"."rule_sets"."rules"::text) <= 20000);