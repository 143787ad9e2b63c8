-- change_business: changes the name, the phone, the language or the rule for account numbers of the business with this code, for
-- a person at the operator (p_by) who says why. A null stays as it is; p_account_digits 0 takes the rule away. The act keeps what
-- was before, and what is now (detail).
--
-- p_request is the id that it is asked for under: again under the same one, nothing is written. Returns what was changed (null:
-- nothing is other than it was); no row where there is no such business.
create function tuma.change_business(
  p_request uuid, p_code text, p_name text, p_msisdn text, p_language text, p_account_digits smallint,
  p_account_luhn boolean, p_reason text, p_by text, p_now timestamptz
) returns table (detail text)
language plpgsql security definer set search_path = '' as $$
declare
  v_old tuma.businesses;
  v_new tuma.businesses;
begin
  select * into v_old from tuma.businesses b where b.code = p_code for no key update;
  if not found then
    return;
  end if;
  select a.detail into detail from tuma.operator_actions a
   where a.request_id = p_request and a.account_id = v_old.account_id;
  if found then
    return next;
    return;
  end if;

  v_new := v_old;
  v_new.name := coalesce(p_name, v_old.name);
  v_new.msisdn := coalesce(p_msisdn, v_old.msisdn);
  v_new.language := coalesce(p_language::tuma.language, v_old.language);
  v_new.account_digits := case when p_account_digits is null then v_old.account_digits else nullif(p_account_digits, 0) end;
  v_new.account_luhn := coalesce(p_account_luhn, v_old.account_luhn) and v_new.account_digits is not null;
  select string_agg(c.what || ': ' || c.old || ' -> ' || c.new, ', ') into detail
    from (values ('name', v_old.name, v_new.name), ('phone', v_old.msisdn, v_new.msisdn),
                 ('language', v_old.language::text, v_new.language::text),
                 ('digits', coalesce(v_old.account_digits::text, 'any'), coalesce(v_new.account_digits::text, 'any')),
                 ('luhn', v_old.account_luhn::text, v_new.account_luhn::text)) c (what, old, new)
   where c.old <> c.new;
  if detail is not null then
    update tuma.businesses b
       set (name, msisdn, language, account_digits, account_luhn)
         = (v_new.name, v_new.msisdn, v_new.language, v_new.account_digits, v_new.account_luhn)
     where b.code = p_code;
    insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, request_id, detail)
    values (v_old.account_id, 'change', p_by, p_reason, p_now, p_request, detail);
  end if;
  return next;
end $$;
