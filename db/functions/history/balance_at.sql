-- balance_at: reads the balance that the last entry of an account posted not after p_at left; 0 before the first, null
-- where there is no such account. Clocks may differ by milliseconds (last_entry_at), but the result is always a
-- balance that the account had.
create function tuma.balance_at(p_account bigint, p_at timestamptz) returns bigint
language sql stable security definer set search_path = '' as $$
  select coalesce(e.balance, 0)
    from tuma.accounts a
    left join tuma.entries e on e.account_id = a.id and e.seq = tuma.last_entry_at(a.id, p_at)
   where a.id = p_account
$$;
