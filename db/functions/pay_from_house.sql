-- pay_from_house: ends or undoes a completed payment by another one, from the house's account that has its money: an
-- ordinary payment, held, named after its origin, and completed. Returns its id. Internal: called by functions that
-- have locked what says that it is to be made, once, and that call in the order of payees.
create function tuma.pay_from_house(
  p_origin uuid, p_type text, p_house bigint, p_payee bigint, p_amount bigint, p_day date, p_now timestamptz
) returns uuid
language plpgsql set search_path = '' as $$
declare
  v_id uuid := uuidv7();
  v_origin tuma.payments;
begin
  select * into strict v_origin from tuma.payments p where p.id = p_origin;
  if (select r.state from tuma.reserve(
        array[v_id], array[p_type], array[v_origin.channel::text], array[p_house], array[p_payee],
        array[p_amount], array[0::bigint], array[v_origin.account_reference], array[p_now], array[p_day], p_now, p_now) r
     ) <> 'reserved' then
    raise exception 'pay_from_house: % of % was refused', p_type, p_origin;
  end if;
  update tuma.payments set origin = p_origin where id = v_id;
  perform tuma.settle(array[v_id], array['completed'], array[null::text], array[null::jsonb], 0, p_now, null);
  return v_id;
end $$;
