-- announce: what every end of a payment owes to others: a place in the outbox, and one receipt for each
-- party that has a phone. Internal: called by the functions that end payments, in their commit, with arrays that are
-- aligned by position; p_seq is the number of the event that ended them.
--
-- Who is told is in tuma.payment_rules: payers of every end, payees only of money that arrived. Payments of the system
-- itself (opening balances, demonstration data) are told to nobody.
create function tuma.announce(
  p_ids uuid[], p_seq smallint, p_states tuma.payment_state[], p_types tuma.payment_type[],
  p_channels tuma.channel[], p_now timestamptz
) returns void
language plpgsql set search_path = '' as $$
begin
  if p_ids is null then
    return;
  end if;

  insert into tuma.outbox (payment_id, seq, at)
  select u.id, p_seq, p_now from unnest(p_ids) u (id);

  insert into tuma.receipts (about, party, at)
  select u.id, t.party, p_now
    from unnest(p_ids, p_states, p_types, p_channels) u (id, state, type, channel)
    join tuma.payment_rules r on r.type = u.type
    cross join (values ('payer'::tuma.party), ('payee'::tuma.party)) t (party)
   where u.channel <> 'system'
     and case t.party when 'payer' then r.tells_payer else u.state = 'completed' and r.tells_payee end;
end $$;
