-- retry_reversals: makes up to p_limit of the reversals that wait and can be made now, and refuses for good those whose time is
-- over. A reversal waits while the money was spent, and while the account that would pay or be paid is closed. Returns how many
-- ended, and the payments that were made, so that their receipts are sent. What fails ends nobody else's. Safe to run at any
-- time, by any number of callers.
create function tuma.retry_reversals(p_limit integer, p_now timestamptz)
returns table (ended integer, payments uuid[])
language plpgsql security definer set search_path = '' as $$
declare
  v_due record;
  v_origins uuid[];
  v_accounts bigint[];
  v_id uuid;
  v_refusal tuma.refusal;
begin
  p_now := (tuma.clock(p_now)).now;
  ended := 0;
  payments := '{}';

  -- 1. Find what is due, and lock all its accounts in the order of their ids.
  with due as materialized (
    select r.payment_id, r.asked_at, p.payer, p.payee
      from tuma.reversals r
      join tuma.payments p on p.id = r.payment_id
      join tuma.accounts a on a.id = p.payee
      join tuma.accounts b on b.id = p.payer
     where r.ended_by is null and r.refused_at is null
       and (r.until <= p_now or (a.status <> 'closed' and b.status <> 'closed' and a.balance - a.held >= r.amount))
     order by r.asked_at limit p_limit for no key update of r skip locked
  )
  select array_agg(d.payment_id order by d.asked_at), array_agg(d.payer) || array_agg(d.payee)
    into v_origins, v_accounts from due d;
  perform from tuma.accounts a where a.id = any (v_accounts) order by a.id for no key update;

  -- 2. Try one after the other, in the order of the requests: they may want the same money.
  for v_due in
    select r.payment_id, r.until from tuma.reversals r
     where r.payment_id = any (v_origins) order by array_position(v_origins, r.payment_id)
  loop
    v_id := uuidv7();
    begin
      v_refusal := tuma.execute_reversal(v_due.payment_id, v_id, p_now);
    exception when others then
      perform tuma.note_failure('retry_reversals', v_due.payment_id, sqlstate, p_now);
      continue;
    end;
    if v_refusal is null then
      payments := payments || v_id;
    elsif v_refusal in ('insufficient_funds', 'payer_unavailable', 'recipient_unavailable') and v_due.until > p_now then
      continue;
    else
      update tuma.reversals r set refused_at = p_now, refusal = v_refusal where r.payment_id = v_due.payment_id;
    end if;
    ended := ended + 1;
  end loop;
  return next;
end $$;
