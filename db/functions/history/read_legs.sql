-- read_legs: reads a payment's entries. The payment points at those of its two parties. Fees lie among others' in one
-- of the fee accounts, so they are looked for around the time of the payment's end, with room for clocks that differ:
-- for people, not for payments. Internal: for describe_payment.
create function tuma.read_legs(p_payment uuid)
returns table (account_id bigint, seq bigint, amount bigint, balance bigint)
language sql stable set search_path = '' as $$
  select e.account_id, e.seq, e.amount, e.balance
    from tuma.payments p
    join tuma.entries e on (e.account_id, e.seq) in ((p.payer, p.payer_entry), (p.payee, p.payee_entry))
   where p.id = p_payment
  union all
  select e.account_id, e.seq, e.amount, e.balance
    from tuma.payments p
    join tuma.accounts payer on payer.id = p.payer
    join tuma.accounts a on a.currency = payer.currency and a.kind in ('fee_revenue', 'excise')
    join tuma.entries e
      on e.account_id = a.id and e.seq > tuma.last_entry_at(a.id, p.ended_at - interval '5 seconds')
     and e.seq <= tuma.last_entry_at(a.id, p.ended_at + interval '5 seconds')
   where p.id = p_payment and e.payment_id = p.id and p.fee > 0
     and (e.account_id, e.seq) not in ((p.payer, p.payer_entry), (p.payee, p.payee_entry))
$$;
