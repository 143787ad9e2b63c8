-- record_sim_swap: records the network's answer to a request: when the SIM was changed last, null where it never was.
-- The first answer to a request counts, and nothing is due any more. A change of the number at the desk is a change of the SIM that
-- the network may not know of: the later of the two counts. False where the request is not known.
create function tuma.record_sim_swap(p_request_id text, p_changed_at timestamptz, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_account bigint;
  v_answered_at timestamptz;
begin
  p_now := (tuma.clock(p_now)).now;
  select s.account_id, s.answered_at into v_account, v_answered_at
    from tuma.sim_checks s where s.request_id = p_request_id for no key update;
  if not found then
    return false;
  end if;
  if v_answered_at is null then
    update tuma.sim_checks s set answered_at = p_now, due_at = null where s.account_id = v_account;
    update tuma.accounts a
       set sim_changed_at = greatest(p_changed_at, (select max(f.until) from tuma.former_numbers f where f.account_id = a.id))
     where a.id = v_account;
  end if;
  return true;
end $$;
