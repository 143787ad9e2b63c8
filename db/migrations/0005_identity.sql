ALTER TYPE "tuma"."operator_action" ADD VALUE 'rename' BEFORE 'end_airtime';--> statement-breakpoint
ALTER TYPE "tuma"."operator_action" ADD VALUE 'upgrade' BEFORE 'end_airtime';--> statement-breakpoint
ALTER TYPE "tuma"."operator_action" ADD VALUE 'change_number' BEFORE 'end_airtime';--> statement-breakpoint
ALTER TYPE "tuma"."operator_action" ADD VALUE 'release_number' BEFORE 'end_airtime';--> statement-breakpoint
CREATE TABLE "tuma"."customer_names" (
	"word" text collate "C" NOT NULL,
	"account_id" bigint NOT NULL,
	CONSTRAINT "customer_names_word_account_id_pk" PRIMARY KEY("word","account_id")
);
--> statement-breakpoint
CREATE TABLE "tuma"."former_numbers" (
	"msisdn" text NOT NULL,
	"account_id" bigint NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "former_numbers_account_id_until_pk" PRIMARY KEY("account_id","until")
);
--> statement-breakpoint
CREATE TABLE "tuma"."identity_tokens" (
	"token" text NOT NULL,
	"account_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "identity_tokens_token_account_id_pk" PRIMARY KEY("token","account_id")
);
--> statement-breakpoint
ALTER TABLE "tuma"."customers" ALTER COLUMN "msisdn" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."customer_names" ADD CONSTRAINT "customer_names_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") NOT ENFORCED;--> statement-breakpoint
ALTER TABLE "tuma"."former_numbers" ADD CONSTRAINT "former_numbers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") NOT ENFORCED;--> statement-breakpoint
ALTER TABLE "tuma"."identity_tokens" ADD CONSTRAINT "identity_tokens_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") NOT ENFORCED;--> statement-breakpoint
CREATE INDEX "customer_names_account" ON "tuma"."customer_names" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "former_numbers_msisdn" ON "tuma"."former_numbers" USING btree ("msisdn","until");