-- forbid_change: the trigger under what is never edited. A reversal is a new payment.
create function tuma.forbid_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '% is refused on %.%', tg_op, tg_table_schema, tg_table_name using errcode = '42501';
end $$;
