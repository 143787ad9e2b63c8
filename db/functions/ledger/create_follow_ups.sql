-- create_follow_ups: creates the work that completed payments imply, as their types' follow_up says: an airtime order, or
-- money that waits for a number to register. Internal: called by settle, with arrays that are aligned by position.
--
-- Where the number has registered since the quote, and it was proved who has it, the waiting money is due at once. The lock is
-- open_customer's and prove_number's: either they find the row that is written here, or their customer is found here.
create function tuma.create_follow_ups(
  p_ids uuid[], p_types tuma.payment_type[], p_completed boolean[], p_now timestamptz,
  p_claim_until timestamptz
) returns void
language plpgsql set search_path = '' as $$
declare
  v_orders uuid[];
  v_claims uuid[];
begin
  select array_agg(u.id) filter (where r.follow_up = 'airtime_order'),
         array_agg(u.id) filter (where r.follow_up = 'await_claim')
    into v_orders, v_claims
    from unnest(p_ids, p_types, p_completed) u (id, type, completed)
    join tuma.payment_rules r on r.type = u.type
   where u.completed;

  insert into tuma.airtime (payment_id, payer, at) select p.id, p.payer, p_now from tuma.payments p where p.id = any (v_orders);

  if v_claims is null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(n.msisdn, 0))
     from (select distinct p.account_reference msisdn from tuma.payments p
            where p.id = any (v_claims) order by p.account_reference) n;
  insert into tuma.unclaimed (payment_id, payer, msisdn, until, due_at)
  select p.id, p.payer, p.account_reference, p_claim_until,
         case when exists (select from tuma.customers c where c.msisdn = p.account_reference and c.possession_proved_at is not null)
              then p_now else p_claim_until end
    from tuma.payments p where p.id = any (v_claims);
end $$;
