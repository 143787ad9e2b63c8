-- next_deviation: moves the median absolute deviation of a payer's amounts by a payment, as next_median moves the
-- median.
create function tuma.next_deviation(p_payments integer, p_median real, p_deviation real, p_doublings real) returns real
language sql immutable as $$
  select case when p_payments = 0 then p_deviation
              else greatest(
                p_deviation + greatest(1.5::real / (p_payments + 1), 0.08::real)
                * least(greatest(abs(p_doublings - p_median) - p_deviation, -p_deviation), p_deviation), 0.25) end::real
$$;
