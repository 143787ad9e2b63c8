-- announce: what every end of a payment owes to others: a place in the outbox, and one receipt for each
-- party that has a phone. Internal: called by the functions that end payments, in their commit.
--
-- The payer of a customer's payment is always told; the payee only of money that arrived. Payments of the
-- system itself (opening balances, demonstration data) are told to nobody.
create function tuma.announce(p_ids uuid[], p_seqs smallint[], p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  if p_ids is null then
    return;
  end if;

  insert into tuma.outbox (payment_id, seq, at)
  select u.id, u.seq, p_now from unnest(p_ids, p_seqs) u (id, seq);

  insert into tuma.receipts (payment_id, party, at)
  select p.id, t.party, p_now
    from tuma.payments p
    cross join (values ('payer'::tuma.party), ('payee'::tuma.party)) t (party)
   where p.id = any (p_ids)
     and p.channel <> 'system'
     and (t.party = 'payer' or (p.state = 'completed' and p.type = 'p2p'));
end $$;
