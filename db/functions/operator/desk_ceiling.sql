-- desk_ceiling: the most that one act of a person at the operator moves in the currency of this account; nothing where no market
-- has the currency. Internal.
create function tuma.desk_ceiling(p_account bigint) returns bigint
language sql stable set search_path = '' as $$
  select coalesce((
    select c.amount from tuma.accounts a join tuma.desk_ceilings c on c.currency = a.currency where a.id = p_account), 0)
$$;
