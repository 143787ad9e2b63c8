-- last_entry_at: finds the number of an account's last entry that was posted not after p_at; 0 where there is none. It
-- searches by bisection, so a long history costs no more than some twenty lookups. Internal: for reads of a past time.
--
-- Entries have the time of their payment's end, which is the clock of the Worker that asked. Two Workers' clocks may
-- differ by milliseconds, so neighbouring entries may be out of order by as much: an entry posted within that of p_at
-- is found before or after it, and any other is where it belongs.
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
