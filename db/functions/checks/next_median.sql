-- next_median: moves the median of a payer's amounts by a payment of so many doublings (the binary logarithm of its
-- amount); core/fraud/profile.ts says why. Internal: an expression of post_to_accounts, without settings so that it is
-- inlined.
create function tuma.next_median(p_payments integer, p_median real, p_deviation real, p_doublings real) returns real
language sql immutable as $$
  select case when p_payments = 0 then p_doublings
              else p_median + greatest(1.5::real / (p_payments + 1), 0.08::real)
                   * least(greatest(p_doublings - p_median, -2 * p_deviation), 2 * p_deviation) end::real
$$;
