-- due_receipts: payments whose receipts need another ring: intended or tried before p_retry_before and still not
-- answered. Those that were tried p_tries times are given up here, and stay visible as failed.
create function tuma.due_receipts(p_tries integer, p_retry_before timestamptz, p_limit integer)
returns table (payment_id uuid)
language plpgsql security definer set search_path = '' as $$
begin
  update tuma.receipts r set state = 'failed'
   where r.state = 'sending' and r.at < p_retry_before and r.attempts >= p_tries;

  return query
  select distinct d.payment_id
    from (select r.payment_id from tuma.receipts r
           where r.state in ('intended', 'sending') and r.at < p_retry_before
           order by r.at limit p_limit) d;
end $$;
