-- claim_receipts: claims the due receipts of these payments for p_claim, and returns them with all that their texts need: those
-- that nobody has begun to send, and those that are due again by the rule of mark_receipts_sending. Asking again with the same
-- claim gives the same rows. A receipt is `unresolved` while nobody knows what became of an earlier try: it comes with that
-- try's gateway and message id.
--
-- The view tuma.receipts_due says who is told. The fee is the part that the party paid.
--
-- The payee of waiting money is the number that it waits for, spoken to in its sender's language. The type's other_side says
-- whom each side hears of. With `origin` (a claim) the payer who is told is the sender of the linked payment, and each hears
-- of the other. With `pair` (an exchange) each hears of the customer on the other side, and of the amount that this one paid
-- or got in their currency (other_amount). The other side has names where it is a customer, and a code and a name where it is
-- a business. Whose account was corrected by hand is told why (reason).
-- A customer who has no number any more cannot be told: the msisdn is null.
create function tuma.claim_receipts(
  p_payments uuid[], p_claim uuid, p_now timestamptz,
  p_gateway text default null
) returns table (
  about uuid, party tuma.party, msisdn text, language tuma.language, type tuma.payment_type,
  state tuma.payment_state, refusal tuma.refusal, amount bigint, fee bigint, account_reference text,
  number bigint, ended_at timestamptz, balance bigint, other_msisdn text, other_given_name text, other_family_name text,
  business_code text, business_name text,
  currency text, other_amount bigint, other_currency text, gateway text, message_id text, unresolved boolean, reason text
)
language plpgsql security definer set search_path = '' as $$
begin
  p_now := (tuma.clock(p_now)).now;
  perform tuma.mark_receipts_sending(p_payments, p_claim, p_now, p_gateway);
  insert into tuma.receipts (about, party, state, attempts, claim, at, gateway, message_id)
  select o.payment_id, o.party, 'sending', 1, p_claim, p_now, p_gateway, tuma.message_name(o.payment_id, o.party, 1)
    from tuma.receipts_due o where o.payment_id = any (p_payments)
   order by o.payment_id, o.party
  on conflict do nothing;

  return query
  select r.about, r.party, case when c.account_id is null then coalesce(b.msisdn, p.account_reference) else c.msisdn end,
         coalesce(c.language, b.language, o.language), p.type, p.state, p.refusal, p.amount,
         case r.party when 'payee' then p.payee_fee else p.payer_fee end,
         p.account_reference, p.number, p.ended_at, e.balance,
         coalesce(o.msisdn, case when rule.other_side = 'reference' then p.account_reference end),
         o.given_name, o.family_name, ob.code, ob.name, own.currency, pair.amount, paid_in.currency,
         r.gateway, r.message_id, r.message_id <> tuma.message_name(r.about, r.party, r.attempts), act.reason
    from tuma.receipts r
    join tuma.payments p on p.id = r.about
    join tuma.payment_rules rule on rule.type = p.type
    left join tuma.payments origin on origin.id = p.linked_payment and rule.other_side = 'origin'
    left join tuma.payments pair on pair.id = p.linked_payment and rule.other_side = 'pair'
    left join tuma.accounts paid_in on paid_in.id = pair.payer
    cross join lateral (
      select case r.party when 'payer' then coalesce(origin.payer, p.payer) else p.payee end own,
             case r.party when 'payer' then coalesce(pair.payee, p.payee)
                          else coalesce(origin.payer, pair.payer, p.payer) end other
    ) a
    left join tuma.operator_actions act on act.payment_id = p.id and act.action = 'adjust'
    left join tuma.accounts own on own.id = a.own
    left join tuma.customers c on c.account_id = a.own
    left join tuma.businesses b on b.account_id = a.own
    left join tuma.customers o on o.account_id = a.other
    left join tuma.businesses ob on ob.account_id = a.other
    left join tuma.entries e
      on e.account_id = coalesce(c.account_id, b.account_id)
     and e.seq = case a.own when p.payer then p.payer_entry when p.payee then p.payee_entry end
   where r.about = any (p_payments) and r.claim = p_claim and r.state = 'sending';
end $$;
