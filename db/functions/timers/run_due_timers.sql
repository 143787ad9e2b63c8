-- run_due_timers: runs up to p_limit due payment timers, oldest first: releases expired reservations, declines expired
-- reviews, and returns ended payments whose receipts nobody has begun to send. What is still unfinished gets a new
-- timer. A payment that fails is noted, and keeps no other from its end. Returns one row: how many timers there were, how many payments ended here, and which have unsent receipts.
-- Safe to run at any time, by any number of callers.
create function tuma.run_due_timers(p_limit integer, p_now timestamptz)
returns table (commits integer, expired integer, unnotified uuid[])
language plpgsql security definer set search_path = '' as $$
declare
  c_ring_again constant interval := interval '15 seconds';
  c_try_again constant interval := interval '1 minute';
  v_payments uuid[];
  v_commits integer;
  v_expired uuid[];
  v_undecided uuid[];
  v_open record;
  v_id uuid;
begin
  p_now := (tuma.clock(p_now)).now;
  -- 1. Take the due timers. Another caller at the same time takes those that come after them.
  with due as materialized (
    select a.due_at, a.id from tuma.payment_timers a where a.due_at <= p_now
     order by a.due_at limit p_limit for update skip locked
  ), taken as (
    delete from tuma.payment_timers a using due d where a.due_at = d.due_at and a.id = d.id returning a.id, a.payments
  )
  select array_agg(distinct u.id order by u.id), count(distinct t.id) into v_payments, v_commits
    from taken t, unnest(t.payments) u (id);

  -- 2. End the payments whose time is over. The payers of both kinds are locked together, in id order.
  select array_agg(p.id order by p.id) filter (where p.state = 'reserved'),
         array_agg(p.id order by p.id) filter (where p.state = 'review')
    into v_expired, v_undecided
    from tuma.payments p where p.id = any (v_payments) and p.ended_at is null and p.expires_at <= p_now;
  perform from tuma.accounts a
    where a.id = any (array(select p.payer from tuma.payments p where p.id = any (v_expired || v_undecided)))
    order by a.id for no key update;
  begin
    perform tuma.expire(p_reserved => v_expired, p_in_review => v_undecided, p_now => p_now);
  exception when others then
    -- One of them failed: each ends by itself.
    foreach v_id in array v_expired || v_undecided loop
      begin
        perform tuma.expire(p_reserved => array[v_id], p_in_review => array[v_id], p_now => p_now);
      exception when others then
        perform tuma.note_failure('run_due_timers', v_id, sqlstate, p_now);
      end;
    end loop;
  end;

  -- 3. Leave a timer for what is still open, for when its time is over, or where it failed.
  for v_open in
    select greatest(p.expires_at, p_now + case when p.expires_at <= p_now then c_try_again end) due_at, array_agg(p.id) ids
      from tuma.payments p
     where p.id = any (v_payments) and p.ended_at is null group by 1
  loop
    perform tuma.schedule_timer(v_open.ids, v_open.due_at);
  end loop;

  -- 4. Return the ended payments without receipts, and look at them again.
  select array_agg(distinct o.payment_id order by o.payment_id) into unnotified
    from tuma.receipts_due o
   where o.payment_id = any (v_payments) and not exists (select from tuma.receipts t where t.about = o.payment_id);
  perform tuma.schedule_timer(unnotified, p_now + c_ring_again);

  commits := v_commits;
  expired := coalesce(cardinality(v_expired), 0) + coalesce(cardinality(v_undecided), 0);
  unnotified := coalesce(unnotified, '{}');
  return next;
end $$;
