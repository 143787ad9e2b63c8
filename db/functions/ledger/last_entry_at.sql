-- last_entry_at: the number of the last entry of an account that was posted not after p_at; 0 where there is none. A
-- binary search, so a long history costs no more than some twenty looks at it. Internal: for what is read of a time.
--
-- Entries have the time of their payment's end, which is the clock of the Worker that asked. Two Workers' clocks may
-- differ by milliseconds, so neighbouring entries may lie the wrong way round by as much: what was posted within that of
-- p_at is found to be before it or after it, and what was posted earlier or later is where it belongs.
create function tuma.last_entry_at(p_account bigint, p_at timestamptz) returns bigint
language plpgsql stable set search_path = '' as $$
declare
  v_before bigint := 0;
  v_last bigint := (select a.entries from tuma.accounts a where a.id = p_account);
  v_middle bigint;
begin
  while v_before < v_last loop
    v_middle := (v_before + v_last + 1) / 2;
    if (select p.ended_at <= p_at from tuma.entries e join tuma.payments p on p.id = e.payment_id
         where e.account_id = p_account and e.seq = v_middle) then
      v_before := v_middle;
    else
      v_last := v_middle - 1;
    end if;
  end loop;
  return v_before;
end $$;
