-- index_name: keeps the words of a customer's names in tuma.customer_names. Internal: a trigger of tuma.customers.
create function tuma.index_name() returns trigger
language plpgsql set search_path = '' as $$
begin
  delete from tuma.customer_names n where n.account_id = new.account_id;
  insert into tuma.customer_names (word, account_id)
  select w.word, new.account_id from unnest(tuma.name_words(new.given_name || ' ' || new.family_name)) w (word)
  on conflict do nothing;
  return null;
end $$;
