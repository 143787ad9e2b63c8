-- find_payment: finds the id of the payment with this running number, or null. Numbers have a block range index alone,
-- so it reads a few hundred rows: for people, not for payments.
create function tuma.find_payment(p_number bigint) returns uuid
language sql stable security definer set search_path = '' as $$
  select p.id from tuma.payments p where p.number = p_number
$$;
