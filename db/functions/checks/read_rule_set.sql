-- read_rule_set: reads the latest version of the fraud rules; no row where an operator has set none.
create function tuma.read_rule_set()
returns table (version integer, rules jsonb, made_by text, made_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select s.version, s.rules, s.made_by, s.made_at from tuma.rule_sets s order by s.version desc limit 1
$$;
