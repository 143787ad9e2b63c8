-- reference_data: returns the rows that migrations write from the code (db/seed), as JSON under the names that they have there, and
-- whose books these are. The audit holds them against the code's own rows (db/proof/reference.ts). Nothing of it is secret.
create function tuma.reference_data() returns table (name text, "row" jsonb)
language sql stable security definer set search_path = '' as $$
  select 'payment_rules', to_jsonb(r) from tuma.payment_rules r
  union all
  select 'tiers', to_jsonb(t) from tuma.tiers t
  union all
  select 'desk_ceilings', to_jsonb(c) from tuma.desk_ceilings c
  union all
  select 'system_accounts',
         jsonb_build_object('id', a.id, 'kind', a.kind, 'currency', a.currency, 'may_be_negative', a.may_be_negative)
    from tuma.accounts a where a.kind not in ('wallet', 'agent', 'biller', 'till')
  union all
  select 'markets', to_jsonb(m) from tuma.markets m
  union all
  -- Prices that were replaced stand for a quarter of an hour, and are nobody's any more.
  select 'price_lists', to_jsonb(l) from tuma.price_lists l where l.until > now() + interval '16 minutes'
  union all
  select 'home', to_jsonb(h) from tuma.home h
$$;
