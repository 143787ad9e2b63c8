CREATE TABLE "tuma"."airtime_reports" (
	"request_id" text PRIMARY KEY NOT NULL,
	"delivered" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL
);
