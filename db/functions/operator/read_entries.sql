-- read_entries: returns a page of an account's history, newest first: up to p_limit entries that were posted not before p_from
-- and not after p_to (null: no bound), with a number below p_before (null: the newest). Each comes with the balance that it
-- left and the one that the entry before it left, so that it can be checked. A page costs the same however long the history
-- is. For an exchange the other side is the customer there.
create function tuma.read_entries(
  p_account bigint, p_from timestamptz, p_to timestamptz, p_before bigint, p_limit integer
) returns table (
  seq bigint, amount bigint, balance bigint, balance_before bigint, ended_at timestamptz, type tuma.payment_type,
  "number" bigint, payment_amount bigint, reversed bigint, other_number text, other_name text, account_reference text
)
language sql stable security definer set search_path = '' as $$
  select e.seq, e.amount, e.balance, coalesce(b.balance, 0), p.ended_at, p.type, p.number, p.amount,
         case when r.ended_by is not null then r.amount end, o.number, coalesce(o.name, o.kind::text), p.account_reference
    from (select tuma.last_entry_at(p_account, p_from - interval '1 microsecond') first_before,
                 least(tuma.last_entry_at(p_account, coalesce(p_to, 'infinity')), p_before - 1) last) page
    join tuma.entries e
      on e.account_id = p_account and e.seq > greatest(page.first_before, page.last - p_limit) and e.seq <= page.last
    left join tuma.entries b on b.account_id = e.account_id and b.seq = e.seq - 1
    join tuma.payments p on p.id = e.payment_id
    left join tuma.reversals r on r.payment_id = p.id
    join tuma.payment_rules rule on rule.type = p.type
    left join tuma.payments pair on pair.id = p.linked_payment and rule.other_side = 'pair'
    left join tuma.parties o
      on o.account_id = case p_account when p.payer then coalesce(pair.payee, p.payee) else coalesce(pair.payer, p.payer) end
   order by e.seq desc
$$;
