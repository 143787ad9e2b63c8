-- set_language: sets the language that this customer is addressed in. True where there is such a customer, else null.
create function tuma.set_language(p_account bigint, p_language text) returns boolean
language sql security definer set search_path = '' as $$
  update tuma.customers set language = p_language::tuma.language where account_id = p_account
  returning true
$$;
