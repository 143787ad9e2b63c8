-- finish_airtime: records the results of tries to deliver, in aligned arrays. With a request id the gateway accepted
-- the airtime, and has delivered it already where p_delivered says so (most report it later). Without one it failed for good
-- (p_final) and is paid back in the same commit, or it waits for the next try; p_answers has why the gateway refused it, where
-- it did. Returns the payments that paid back, so that their receipts are sent.
--
-- An acceptance counts however late it is learned. A refusal counts only from the claim that works on the airtime now:
-- another claim's try may be under way.
create function tuma.finish_airtime(
  p_payments uuid[], p_request_ids text[], p_final boolean[], p_claim uuid, p_now timestamptz,
  p_answers text[] default '{}', p_delivered boolean[] default '{}'
) returns table (payment_id uuid)
language plpgsql security definer set search_path = '' as $$
declare
  v_failed uuid[];
begin
  p_now := (tuma.clock(p_now)).now;
  -- 1. Lock the requests, then the rows, each in order. A report of one of these requests waits here, or was here before.
  perform pg_advisory_xact_lock(hashtextextended(r.id, 0))
     from (select unnest(p_request_ids) id order by 1) r where r.id is not null;
  perform from tuma.airtime a where a.payment_id = any (p_payments) order by a.payment_id for no key update;

  -- 2. Record the results. A report that came before its request was known has waited for it.
  with told as (
    delete from tuma.airtime_reports r where r.request_id = any (p_request_ids) returning r.request_id, r.delivered
  ), finished as (
    update tuma.airtime a
       set request_id = u.request_id, answer = coalesce(u.answer, a.answer), state = n.state::tuma.airtime_state,
           refund_due_at = case when n.state = 'failed' then p_now end
      from unnest(p_payments, p_request_ids, p_final, p_answers, p_delivered) u (payment_id, request_id, final, answer, delivered)
      join tuma.airtime b on b.payment_id = u.payment_id
      left join told t on t.request_id = u.request_id
     cross join lateral (
       select case when u.request_id is null and not u.final then b.state::text
                   when u.request_id is null or not t.delivered then 'failed'
                   when t.delivered or u.delivered then 'delivered'
                   else 'sent' end state
     ) n
     where a.payment_id = b.payment_id
       and case when u.request_id is not null then a.state in ('sending', 'unanswered')
                else (u.final or u.answer is not null) and a.claim = p_claim and a.state = 'sending' end
    returning a.payment_id, a.state
  )
  select array_agg(f.payment_id) into v_failed from finished f where f.state = 'failed';

  -- 3. Pay back what failed.
  return query select r.payment_id from tuma.refund_airtime(v_failed, p_now) r;
end $$;
