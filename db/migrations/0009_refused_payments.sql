CREATE TABLE "tuma"."refused_payments" (
	"account_id" bigint NOT NULL,
	"payment_id" uuid NOT NULL,
	CONSTRAINT "refused_payments_account_id_payment_id_pk" PRIMARY KEY("account_id","payment_id")
);
