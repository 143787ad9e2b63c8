CREATE TABLE "tuma"."markets" (
	"market" text PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"claim_days" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tuma"."price_lists" (
	"market" text NOT NULL,
	"type" "tuma"."payment_type" NOT NULL,
	"tier" smallint NOT NULL,
	"fee_by" "tuma"."fee_payer" NOT NULL,
	"smallest" bigint NOT NULL,
	"largest" bigint NOT NULL,
	"up_to" bigint[] NOT NULL,
	"fees" bigint[] NOT NULL,
	"excises" bigint[] NOT NULL,
	"until" timestamp with time zone DEFAULT 'infinity' NOT NULL,
	CONSTRAINT "price_lists_market_type_tier_until_pk" PRIMARY KEY("market","type","tier","until")
);
--> statement-breakpoint
ALTER TABLE "tuma"."home" ADD COLUMN "clock_tolerance" interval DEFAULT '1 minute' NOT NULL;--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD CONSTRAINT "payments_excise" CHECK ("tuma"."payments"."excise" between 0 and "tuma"."payments"."fee");--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD CONSTRAINT "payments_sizes" CHECK (octet_length("tuma"."payments"."account_reference") <= 128 and octet_length("tuma"."payments"."device") <= 256
          and octet_length("tuma"."payments"."fraud_model") <= 128 and pg_column_size("tuma"."payments"."evidence") <= 16384);--> statement-breakpoint
ALTER TABLE "tuma"."unclaimed" ADD CONSTRAINT "unclaimed_msisdn" CHECK ("tuma"."unclaimed"."msisdn" ~ '^[1-9][0-9]{5,14}$');