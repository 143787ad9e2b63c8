-- read_payment: reads the state of a payment, by its id. One row, or none where the books do not know it. Waits for no
-- lock.
create function tuma.read_payment(p_id uuid)
returns table (state tuma.payment_state, refusal tuma.refusal, number bigint)
language sql stable security definer set search_path = '' as $$
  select p.state, p.refusal, p.number from tuma.payments p where p.id = p_id and tuma.called_alone()
$$;
