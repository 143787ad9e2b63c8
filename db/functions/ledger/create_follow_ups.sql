-- create_follow_ups: what a completed payment leaves to be done: money that waits for a number to register, airtime to be
-- delivered. Internal: called by settle, with arrays that are aligned by position.
--
-- Where the number has registered since the quote, what waits is due at once. The lock is open_customer's: either it
-- finds the row that is written here, or its customer is found here.
create function tuma.create_follow_ups(
  p_ids uuid[], p_types tuma.payment_type[], p_completed boolean[], p_now timestamptz,
  p_claim_until timestamptz
) returns void
language plpgsql set search_path = '' as $$
declare
  v_numbers text[];
begin
  insert into tuma.airtime (payment_id, at)
  select u.id, p_now from unnest(p_ids, p_types, p_completed) u (id, type, completed)
   where u.completed and u.type = 'airtime';

  select array_agg(distinct p.account_reference order by p.account_reference) into v_numbers
    from unnest(p_ids, p_types, p_completed) u (id, type, completed) join tuma.payments p on p.id = u.id
   where u.completed and u.type = 'p2p_unregistered';
  if v_numbers is null then
    return;
  end if;

  perform pg_advisory_xact_lock(hashtextextended(n.msisdn, 0)) from unnest(v_numbers) n (msisdn);
  insert into tuma.unclaimed (payment_id, msisdn, due_at)
  select p.id, p.account_reference,
         case when exists (select from tuma.customers c where c.msisdn = p.account_reference)
              then p_now else p_claim_until end
    from unnest(p_ids, p_types, p_completed) u (id, type, completed) join tuma.payments p on p.id = u.id
   where u.completed and u.type = 'p2p_unregistered';
end $$;
