-- profile_payments: keeps what the fraud rules know of a payer up to date. Internal: called by settle.
--
-- The sliding minute is two counters: those of the running minute and of the one before it.
create function tuma.profile_payments(
  p_payers bigint[], p_amounts bigint[], p_completed boolean[], p_now timestamptz
) returns void
language plpgsql set search_path = '' as $$
declare
  v_minute constant timestamptz := date_bin('1 minute', p_now, 'epoch');
begin
  update tuma.profiles f
     set payments = f.payments + u.payments,
         amount_sum = f.amount_sum + u.amount_sum,
         amount_squares = f.amount_squares + u.amount_squares,
         minute = v_minute,
         in_minute = u.payments + case when f.minute = v_minute then f.in_minute else 0 end,
         in_minute_before = case
           when f.minute = v_minute then f.in_minute_before
           when f.minute = v_minute - interval '1 minute' then f.in_minute
           else 0
         end
    from (select r.payer, count(*)::integer payments, sum(r.amount)::double precision amount_sum,
                 sum(r.amount::double precision ^ 2) amount_squares
            from unnest(p_payers, p_amounts, p_completed) r (payer, amount, completed)
           where r.completed
           group by r.payer) u
   where f.account_id = u.payer;
end $$;
