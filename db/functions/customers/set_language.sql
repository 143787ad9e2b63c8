-- set_language: the language in which this customer is spoken to from now on. True where there is one, else null.
create function tuma.set_language(p_account bigint, p_language text) returns boolean
language sql security definer set search_path = '' as $$
  update tuma.customers set language = p_language::tuma.language where account_id = p_account
  returning true
$$;
