-- pin_lock: how many tries of a customer's PIN are left, and until when it is locked: null where it is not. A lock without an end is
-- none of verify_pin's, and holds. Internal: called by the functions that hold the customer's row, with their search path.
create function tuma.pin_lock(p_customer tuma.customers, p_now timestamptz, out tries_left smallint, out locked_until timestamptz)
language sql stable set search_path = '' as $$
  select case
           when p_customer.pin_attempts < 3 then least(3 - p_customer.pin_attempts, 10 - p_customer.pin_wrongs)
           when p_customer.pin_locked_until <= p_now then 3
           else 0
         end::smallint,
         case when p_customer.pin_attempts >= 3 and p_customer.pin_locked_until > p_now then p_customer.pin_locked_until end
$$;
