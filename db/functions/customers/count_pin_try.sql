-- count_pin_try: the customer's row after a try of the PIN that is not locked: the wrong ones in a row, those of late, and
-- the lock that they make. Internal: called by verify_pin, which says what the counts are for and writes the row.
create function tuma.count_pin_try(p_customer tuma.customers, p_right boolean, p_now timestamptz) returns tuma.customers
language plpgsql immutable set search_path = '' as $$
declare
  c_in_a_row constant integer := 3;
  c_of_late constant integer := 10;
  c_locks constant interval[] := '{30 minutes, 2 hours, 1 day, 3 days, 7 days}';
  c_forgotten constant interval := '30 days';
  v_days integer := greatest(0, floor(extract(epoch from p_now - p_customer.pin_wrongs_since) / 86400));
begin
  if p_customer.pin_attempts >= c_in_a_row then
    p_customer.pin_attempts := 0;
  end if;
  p_customer.pin_last_right := p_right;
  if p_right then
    p_customer.pin_attempts := 0;
    return p_customer;
  end if;

  -- 1. One of late is forgotten for each day that has passed.
  v_days := coalesce(v_days, 0);
  p_customer.pin_wrongs_since := case
    when p_customer.pin_wrongs <= v_days then p_now
    else p_customer.pin_wrongs_since + v_days * interval '1 day'
  end;
  p_customer.pin_wrongs := greatest(p_customer.pin_wrongs - v_days, 0) + 1;
  p_customer.pin_attempts := p_customer.pin_attempts + 1;

  -- 2. Lock it. After the lock there are three tries again.
  if p_customer.pin_attempts >= c_in_a_row or p_customer.pin_wrongs >= c_of_late then
    p_customer.pin_locks := case
      when p_customer.pin_locked_until > p_now - c_forgotten then least(p_customer.pin_locks + 1, cardinality(c_locks))
      else 1
    end;
    p_customer.pin_locked_until := p_now + c_locks[p_customer.pin_locks];
    p_customer.pin_attempts := c_in_a_row;
    p_customer.pin_wrongs := least(p_customer.pin_wrongs, c_of_late - c_in_a_row);
  end if;
  return p_customer;
end $$;
