-- What is posted is moved to where it is kept from now on, so its guards are taken down; they come back with the functions.
drop trigger if exists entries_stay on tuma.entries
--> statement-breakpoint
drop trigger if exists payments_stay on tuma.payments
--> statement-breakpoint
drop trigger if exists payments_end_once on tuma.payments
--> statement-breakpoint
ALTER TYPE "tuma"."account_kind" ADD VALUE 'excise';
--> statement-breakpoint
ALTER TYPE "tuma"."account_kind" ADD VALUE 'adjustment';
--> statement-breakpoint
ALTER TYPE "tuma"."account_kind" ADD VALUE 'exchange';
--> statement-breakpoint
ALTER TYPE "tuma"."payment_state" ADD VALUE 'review';
--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'cash_in';
--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'fee';
--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'reversal';
--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'adjustment';
--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'exchange_out';
--> statement-breakpoint
ALTER TYPE "tuma"."payment_type" ADD VALUE 'exchange_in';
--> statement-breakpoint
ALTER TYPE "tuma"."refusal" ADD VALUE 'quote_expired' BEFORE 'payer_not_found';
--> statement-breakpoint
ALTER TYPE "tuma"."refusal" ADD VALUE 'not_reversible' BEFORE 'payer_unavailable';
--> statement-breakpoint
ALTER TYPE "tuma"."refusal" ADD VALUE 'already_reversed' BEFORE 'payer_unavailable';
--> statement-breakpoint
ALTER TYPE "tuma"."refusal" ADD VALUE 'reversal_too_large' BEFORE 'payer_unavailable';
--> statement-breakpoint
ALTER TYPE "tuma"."refusal" ADD VALUE 'recipient_limit_exceeded' BEFORE 'fraud_declined';
--> statement-breakpoint
ALTER TYPE "tuma"."refusal" ADD VALUE 'weekly_limit_exceeded' BEFORE 'insufficient_funds';
--> statement-breakpoint
ALTER TYPE "tuma"."refusal" ADD VALUE 'monthly_limit_exceeded' BEFORE 'insufficient_funds';
--> statement-breakpoint
ALTER TYPE "tuma"."refusal" ADD VALUE 'too_many_payments' BEFORE 'insufficient_funds';
--> statement-breakpoint
CREATE TABLE "tuma"."agenda" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "tuma"."agenda_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"due_at" timestamp with time zone NOT NULL,
	"payments" uuid[] NOT NULL,
	CONSTRAINT "agenda_due_at_id_pk" PRIMARY KEY("due_at","id")
);
--> statement-breakpoint
CREATE TABLE "tuma"."devices" (
	"account_id" bigint NOT NULL,
	"device" text NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "devices_account_id_device_pk" PRIMARY KEY("account_id","device")
);
--> statement-breakpoint
CREATE TABLE "tuma"."reversals" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"ended_by" uuid,
	"refused_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tuma"."reviews" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"approved" boolean,
	"decided_by" text,
	"note" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tuma"."rule_sets" (
	"version" integer PRIMARY KEY NOT NULL,
	"rules" jsonb NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tuma"."tiers" (
	"market" text NOT NULL,
	"tier" smallint NOT NULL,
	"balance_cap" bigint NOT NULL,
	"send_daily" bigint NOT NULL,
	"send_daily_count" integer NOT NULL,
	"send_weekly" bigint NOT NULL,
	"send_weekly_count" integer NOT NULL,
	"send_monthly" bigint NOT NULL,
	"send_monthly_count" integer NOT NULL,
	"receive_daily" bigint NOT NULL,
	"receive_daily_count" integer NOT NULL,
	"receive_weekly" bigint NOT NULL,
	"receive_weekly_count" integer NOT NULL,
	"receive_monthly" bigint NOT NULL,
	"receive_monthly_count" integer NOT NULL,
	CONSTRAINT "tiers_market_tier_pk" PRIMARY KEY("market","tier")
);
--> statement-breakpoint
ALTER TABLE "tuma"."payments" DROP CONSTRAINT "payments_end";
--> statement-breakpoint
DROP INDEX "tuma"."payments_open";
--> statement-breakpoint
ALTER TABLE "tuma"."entries" DROP CONSTRAINT "entries_account_id_payment_id_pk";
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ALTER COLUMN "expires_at" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "tier" smallint;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "entries" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_day" date DEFAULT '1970-01-01' NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_today" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_week" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_month" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_today_count" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_week_count" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sent_month_count" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_day" date DEFAULT '1970-01-01' NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_today" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_week" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_month" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_today_count" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_week_count" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "received_month_count" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "payments" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "amount_median" real DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "amount_deviation" real DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "minute" timestamp with time zone DEFAULT 'epoch' NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "in_minute" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "in_minute_before" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "hour" timestamp with time zone DEFAULT 'epoch' NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "in_hour" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "in_hour_before" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "hours" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "recent_payees" bigint[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" ADD COLUMN "sim_changed_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "received_day" date;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "reserved_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "excise" bigint;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "device" text;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "payer_entry" bigint;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "payee_entry" bigint;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "fraud_score" smallint;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "judged_by" text;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "checked_in" smallint;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD COLUMN "evidence" jsonb;
--> statement-breakpoint
ALTER TABLE "tuma"."devices" ADD CONSTRAINT "devices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "tuma"."accounts"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "devices_device" ON "tuma"."devices" USING btree ("device","account_id");
--> statement-breakpoint
CREATE INDEX "reversals_open" ON "tuma"."reversals" USING btree ("until") WHERE "tuma"."reversals"."ended_by" is null and "tuma"."reversals"."refused_at" is null;
--> statement-breakpoint
CREATE INDEX "reviews_open" ON "tuma"."reviews" USING btree ("opened_at") WHERE "tuma"."reviews"."decided_at" is null;
--> statement-breakpoint
ALTER TABLE "tuma"."entries" ADD COLUMN "seq" bigint
--> statement-breakpoint
-- Entries were posted by their payments' ends, and within one commit in the order of ids.
update tuma.entries e set seq = o.seq
  from (select e.account_id, e.payment_id,
               row_number() over (partition by e.account_id order by p.ended_at, e.payment_id) seq
          from tuma.entries e join tuma.payments p on p.id = e.payment_id) o
 where e.account_id = o.account_id and e.payment_id = o.payment_id
--> statement-breakpoint
-- Commits of one millisecond may have come in another order: then each entry follows the one whose balance it began with.
do $$
declare
  v_account bigint;
  v_balance bigint;
  v_seq bigint;
  v_next record;
begin
  for v_account in
    select distinct c.account_id
      from (select e.account_id, e.balance - e.amount - lag(e.balance, 1, 0::bigint) over w step
              from tuma.entries e window w as (partition by e.account_id order by e.seq)) c
     where c.step <> 0
  loop
    update tuma.entries set seq = null where account_id = v_account;
    v_balance := 0;
    v_seq := 0;
    loop
      select e.payment_id, e.balance into v_next
        from tuma.entries e join tuma.payments p on p.id = e.payment_id
       where e.account_id = v_account and e.seq is null and e.balance - e.amount = v_balance
       order by p.ended_at, e.payment_id limit 1;
      exit when not found;
      v_seq := v_seq + 1;
      v_balance := v_next.balance;
      update tuma.entries set seq = v_seq where account_id = v_account and payment_id = v_next.payment_id;
    end loop;
  end loop;
end $$
--> statement-breakpoint
ALTER TABLE "tuma"."entries" ALTER COLUMN "seq" SET NOT NULL
--> statement-breakpoint
ALTER TABLE "tuma"."entries" ADD CONSTRAINT "entries_account_id_seq_pk" PRIMARY KEY("account_id","seq");
--> statement-breakpoint
update tuma.payments p
   set reserved_at = (select e.at from tuma.events e where e.payment_id = p.id and e.type = 'payment.reserved'),
       received_day = case when p.state = 'completed' then p.day end,
       payer_entry = (select e.seq from tuma.entries e where e.account_id = p.payer and e.payment_id = p.id),
       payee_entry = (select e.seq from tuma.entries e where e.account_id = p.payee and e.payment_id = p.id),
       evidence = (select e.data from tuma.events e where e.payment_id = p.id and e.data is not null)
--> statement-breakpoint
update tuma.payments set expires_at = null where reserved_at is null
--> statement-breakpoint
update tuma.accounts a
   set tier = (select c.tier from tuma.customers c where c.account_id = a.id),
       daily_limit = null,
       entries = (select count(*) from tuma.entries e where e.account_id = a.id),
       sent_day = a.used_day, received_day = a.used_day
--> statement-breakpoint
update tuma.accounts a
   set sent_today = s.today, sent_today_count = s.today_count, sent_week = s.week, sent_week_count = s.week_count,
       sent_month = s."month", sent_month_count = s.month_count
  from (select b.id, coalesce(sum(p.amount) filter (where p.day = b.sent_day), 0) today,
               count(*) filter (where p.day = b.sent_day) today_count,
               coalesce(sum(p.amount) filter (where date_trunc('week', p.day::timestamp) = date_trunc('week', b.sent_day::timestamp)), 0) "week",
               count(*) filter (where date_trunc('week', p.day::timestamp) = date_trunc('week', b.sent_day::timestamp)) week_count,
               coalesce(sum(p.amount) filter (where date_trunc('month', p.day::timestamp) = date_trunc('month', b.sent_day::timestamp)), 0) "month",
               count(*) filter (where date_trunc('month', p.day::timestamp) = date_trunc('month', b.sent_day::timestamp)) month_count
          from tuma.accounts b join tuma.payments p on p.payer = b.id and p.state in ('reserved', 'completed')
         group by b.id) s
 where s.id = a.id
--> statement-breakpoint
update tuma.accounts a set received_day = r.day
  from (select payee, max(received_day) "day" from tuma.payments where state = 'completed' group by payee) r
 where r.payee = a.id
--> statement-breakpoint
update tuma.accounts a
   set received_today = s.today, received_today_count = s.today_count, received_week = s.week,
       received_week_count = s.week_count, received_month = s."month", received_month_count = s.month_count
  from (select b.id, coalesce(sum(p.amount) filter (where p.received_day = b.received_day), 0) today,
               count(*) filter (where p.received_day = b.received_day) today_count,
               coalesce(sum(p.amount) filter (where date_trunc('week', p.received_day::timestamp) = date_trunc('week', b.received_day::timestamp)), 0) "week",
               count(*) filter (where date_trunc('week', p.received_day::timestamp) = date_trunc('week', b.received_day::timestamp)) week_count,
               coalesce(sum(p.amount) filter (where date_trunc('month', p.received_day::timestamp) = date_trunc('month', b.received_day::timestamp)), 0) "month",
               count(*) filter (where date_trunc('month', p.received_day::timestamp) = date_trunc('month', b.received_day::timestamp)) month_count
          from tuma.accounts b join tuma.payments p on p.payee = b.id and p.state = 'completed'
         group by b.id) s
 where s.id = a.id
--> statement-breakpoint
-- What the fraud rules know of a payer, as its whole history says it.
update tuma.accounts a
   set payments = h.payments, amount_median = h.median, amount_deviation = greatest(h.deviation, 0.25),
       recent_payees = h.payees
  from (select p.payer, count(*) payments, percentile_cont(0.5) within group (order by ln(p.amount) / ln(2)) median,
               coalesce(stddev(ln(p.amount) / ln(2)), 1) deviation,
               (array(select l.payee from (select q.payee, max(q.ended_at) latest from tuma.payments q
                       where q.payer = p.payer and q.state = 'completed' group by q.payee) l order by l.latest desc limit 8)) payees
          from tuma.payments p where p.state = 'completed' group by p.payer) h
 where h.payer = a.id
--> statement-breakpoint
-- What was open, and of whose end nobody was told yet.
insert into tuma.agenda (due_at, payments)
select now(), array_agg(p.id) from tuma.payments p
 where p.state = 'reserved' or exists (select from tuma.outbox o where o.payment_id = p.id)
having count(*) > 0
--> statement-breakpoint
delete from tuma.payment_rules
--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "payers" "tuma"."account_kind"[] NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "payees" "tuma"."account_kind"[] NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "limited" boolean NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" ADD COLUMN "from_frozen" boolean NOT NULL;
--> statement-breakpoint
ALTER TABLE "tuma"."payments" ADD CONSTRAINT "payments_end" CHECK (("tuma"."payments"."state" in ('completed', 'rejected', 'failed')) = ("tuma"."payments"."ended_at" is not null));
--> statement-breakpoint
DROP TABLE "tuma"."events" CASCADE;
--> statement-breakpoint
DROP TABLE "tuma"."outbox" CASCADE;
--> statement-breakpoint
DROP TABLE "tuma"."profiles" CASCADE;
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" DROP COLUMN "used_today";
--> statement-breakpoint
ALTER TABLE "tuma"."accounts" DROP COLUMN "used_day";
--> statement-breakpoint
ALTER TABLE "tuma"."customers" DROP COLUMN "tier";
--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" DROP COLUMN "payer";
--> statement-breakpoint
ALTER TABLE "tuma"."payment_rules" DROP COLUMN "payee";
--> statement-breakpoint
DROP TYPE "tuma"."event_type";
--> statement-breakpoint
-- Two versions of a payment's row share its page, so that its end is written beside its beginning and touches no index.
alter table tuma.payments set (fillfactor = 45)
--> statement-breakpoint
drop index tuma.receipts_message
--> statement-breakpoint
CREATE INDEX "receipts_message" ON "tuma"."receipts" USING hash ("message_id") WHERE "tuma"."receipts"."message_id" is not null
