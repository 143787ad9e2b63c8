ALTER TYPE "tuma"."operator_action" ADD VALUE 'fund';--> statement-breakpoint
ALTER TYPE "tuma"."operator_action" ADD VALUE 'defund';--> statement-breakpoint
ALTER TYPE "tuma"."operator_action" ADD VALUE 'change';--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'redemption';--> statement-breakpoint
ALTER TYPE "tuma"."reference_kind" ADD VALUE 'bank';--> statement-breakpoint
CREATE TABLE "tuma"."delivery_reports" (
	"gateway" text NOT NULL,
	"message_id" text NOT NULL,
	"state" "tuma"."receipt_state" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "delivery_reports_message_id_gateway_pk" PRIMARY KEY("message_id","gateway")
);
--> statement-breakpoint
CREATE TABLE "tuma"."home" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"market" text NOT NULL,
	CONSTRAINT "home_only" CHECK ("tuma"."home"."only")
);
--> statement-breakpoint
ALTER TABLE "tuma"."operator_actions" ADD COLUMN "bank" text;--> statement-breakpoint
ALTER TABLE "tuma"."operator_actions" ADD COLUMN "bank_reference" text;--> statement-breakpoint
ALTER TABLE "tuma"."operator_actions" ADD COLUMN "request_id" uuid;--> statement-breakpoint
ALTER TABLE "tuma"."operator_actions" ADD COLUMN "detail" text;--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "takes_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "delivery_reports_at" ON "tuma"."delivery_reports" USING btree ("at");--> statement-breakpoint
CREATE INDEX "airtime_reports_at" ON "tuma"."airtime_reports" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "operator_actions_bank" ON "tuma"."operator_actions" USING btree ("bank","bank_reference") WHERE "tuma"."operator_actions"."bank_reference" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "operator_actions_request" ON "tuma"."operator_actions" USING btree ("request_id") WHERE "tuma"."operator_actions"."request_id" is not null;--> statement-breakpoint
-- What was taken back before leaves the limits of both sides, as it does from now on (db/functions/ledger/give_limits_back.sql).
with back as (
  select p.payer, p.payee, p.day, p.received_day, least(b.amount, p.amount) amount, (b.amount >= p.amount)::integer times
    from tuma.payments b
    join tuma.payments p on p.id = b.linked_payment
    join tuma.payment_rules r on r.type = p.type and r.counts_toward_limits
   where b.type in ('reversal', 'return', 'airtime_refund') and b.state = 'completed'
), sums as (
  select a.id,
         coalesce(sum(b.amount) filter (where a.id = b.payer and b.day >= a.sent_day), 0) st,
         coalesce(sum(b.times) filter (where a.id = b.payer and b.day >= a.sent_day), 0) stn,
         coalesce(sum(b.amount) filter (where a.id = b.payer and b.day >= date_trunc('week', a.sent_day::timestamp)), 0) sw,
         coalesce(sum(b.times) filter (where a.id = b.payer and b.day >= date_trunc('week', a.sent_day::timestamp)), 0) swn,
         coalesce(sum(b.amount) filter (where a.id = b.payer and b.day >= date_trunc('month', a.sent_day::timestamp)), 0) sm,
         coalesce(sum(b.times) filter (where a.id = b.payer and b.day >= date_trunc('month', a.sent_day::timestamp)), 0) smn,
         coalesce(sum(b.amount) filter (where a.id = b.payee and b.received_day >= a.received_day), 0) rt,
         coalesce(sum(b.times) filter (where a.id = b.payee and b.received_day >= a.received_day), 0) rtn,
         coalesce(sum(b.amount) filter (where a.id = b.payee and b.received_day >= date_trunc('week', a.received_day::timestamp)), 0) rw,
         coalesce(sum(b.times) filter (where a.id = b.payee and b.received_day >= date_trunc('week', a.received_day::timestamp)), 0) rwn,
         coalesce(sum(b.amount) filter (where a.id = b.payee and b.received_day >= date_trunc('month', a.received_day::timestamp)), 0) rm,
         coalesce(sum(b.times) filter (where a.id = b.payee and b.received_day >= date_trunc('month', a.received_day::timestamp)), 0) rmn
    from back b join tuma.accounts a on a.id in (b.payer, b.payee)
   group by a.id
)
update tuma.accounts a
   set sent_today = a.sent_today - s.st, sent_today_count = a.sent_today_count - s.stn,
       sent_week = a.sent_week - s.sw, sent_week_count = a.sent_week_count - s.swn,
       sent_month = a.sent_month - s.sm, sent_month_count = a.sent_month_count - s.smn,
       received_today = a.received_today - s.rt, received_today_count = a.received_today_count - s.rtn,
       received_week = a.received_week - s.rw, received_week_count = a.received_week_count - s.rwn,
       received_month = a.received_month - s.rm, received_month_count = a.received_month_count - s.rmn
  from sums s where a.id = s.id;
--> statement-breakpoint
-- A number hears from now on that its waiting money has gone back. Of what went back before, nobody was told.
insert into tuma.receipts (about, party, state, at)
select p.id, 'payer', 'failed', p.ended_at from tuma.payments p
 where p.type = 'return' and p.state = 'completed' and p.channel <> 'system';
--> statement-breakpoint
-- Money was issued before by demonstrations alone, at the opening of their accounts. It is signed as such.
insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, payment_id)
select p.payee, 'open', 'demonstration', 'opening balance', p.ended_at, p.id from tuma.payments p
 where p.type = 'funding' and p.state = 'completed';
