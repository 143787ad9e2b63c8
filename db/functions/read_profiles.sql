-- read_profiles: what the fraud rules know of each payer, a row per account that has a profile. The count of
-- the last minute is estimated from the running minute and the part of the one before that still counts.
create function tuma.read_profiles(p_accounts bigint[], p_now timestamptz)
returns table (account_id bigint, payments integer, amount_sum double precision,
               amount_squares double precision, last_minute double precision)
language sql stable security definer set search_path = '' as $$
  select f.account_id, f.payments, f.amount_sum, f.amount_squares,
         case
           when f.minute = m.running then f.in_minute + f.in_minute_before * m.rest
           when f.minute = m.running - interval '1 minute' then f.in_minute * m.rest
           else 0
         end
    from tuma.profiles f,
         (select date_bin('1 minute', p_now, 'epoch') running,
                 1 - extract(epoch from p_now - date_bin('1 minute', p_now, 'epoch'))::double precision / 60 rest) m
   where f.account_id = any (p_accounts)
$$;
