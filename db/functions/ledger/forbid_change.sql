-- forbid_change: raises an error. It is the trigger of rows that are never edited; a reversal is a new payment.
create function tuma.forbid_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '% is refused on %.%', tg_op, tg_table_schema, tg_table_name using errcode = '42501';
end $$;
