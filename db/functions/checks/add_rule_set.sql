-- add_rule_set: adds a version of the fraud rules, which counts from now on, and returns its number.
-- core/fraud/rule-set.ts writes the rules and has parsed them. Version 1 is the one that the code brings. The rules of the latest
-- version make no new one: the number of that version is returned.
create function tuma.add_rule_set(p_rules jsonb, p_by text, p_now timestamptz) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_version integer;
begin
  lock table tuma.rule_sets in share row exclusive mode;
  select s.version into v_version
    from tuma.rule_sets s
   where s.version = (select max(l.version) from tuma.rule_sets l) and s.rules - 'version' = p_rules - 'version';
  if found then
    return v_version;
  end if;
  v_version := 1 + greatest(1, (select max(s.version) from tuma.rule_sets s));
  insert into tuma.rule_sets (version, rules, made_by, made_at)
  values (v_version, jsonb_set(p_rules, '{version}', to_jsonb(v_version)), p_by, p_now);
  return v_version;
end $$;
