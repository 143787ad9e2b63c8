-- post_payment: an ordinary payment without a fee, held, named after its origin, and completed in this commit, or refused
-- and logged as such. True where it was completed. Internal: for what the books do of themselves.
create function tuma.post_payment(
  p_id uuid, p_linked uuid, p_type text, p_channel text, p_payer bigint, p_payee bigint, p_amount bigint,
  p_reference text, p_day date, p_now timestamptz
) returns boolean
language plpgsql set search_path = '' as $$
begin
  if exists (
    select from tuma.reserve(
      array[p_id], array[p_type], array[p_channel], array[p_payer], array[p_payee], array[p_amount], array[0::bigint],
      array[null::bigint], array[p_reference], array[null::text], array[p_now], null, p_day, p_now, p_now)
  ) then
    return false;
  end if;
  update tuma.payments set linked_payment = p_linked where id = p_id;
  return (
    select s.state = 'completed'
      from tuma.settle(array[p_id], array[p_payer], array[p_payee], array['completed'], array[null::text], '{}', '{}',
                       '{}', '{}', 'reserved', null, null, null, p_day, 0, p_now, null) s
  );
end $$;
