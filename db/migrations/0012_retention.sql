CREATE INDEX "late_answers_at" ON "tuma"."late_answers" USING btree ("at");--> statement-breakpoint
CREATE INDEX "one_time_codes_sent" ON "tuma"."one_time_codes" USING btree ("sent_at");--> statement-breakpoint
CREATE INDEX "failures_at" ON "tuma"."failures" USING btree ("at");--> statement-breakpoint
CREATE INDEX "notices_at" ON "tuma"."notices" USING btree ("at");--> statement-breakpoint
-- Of each payer's refused payments the latest fifty stay listed, as the trigger keeps them from now on.
delete from tuma.refused_payments r
 using (select account_id, payment_id, row_number() over (partition by account_id order by payment_id desc) place
          from tuma.refused_payments) l
 where r.account_id = l.account_id and r.payment_id = l.payment_id and l.place > 50;
