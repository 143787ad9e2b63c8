-- claim_receipts: the receipts of these payments that are due, with all that their texts need, now claimed for
-- p_claim. The try is counted before it is made. A receipt is due when it was never tried, or when a try has had no
-- good answer for p_retry_seconds, twice as long after each further one, and there were fewer than p_tries; asking
-- again with the same claim gives the same rows.
create function tuma.claim_receipts(
  p_payments uuid[], p_claim uuid, p_tries integer, p_retry_seconds integer, p_now timestamptz
) returns table (
  payment_id uuid, party tuma.party, msisdn text, language tuma.language, other_msisdn text,
  other_given_name text, other_family_name text, type tuma.payment_type, state tuma.payment_state,
  refusal tuma.refusal, amount bigint, fee bigint, number bigint, ended_at timestamptz, balance bigint
)
language plpgsql security definer set search_path = '' as $$
begin
  update tuma.receipts r
     set state = 'sending', attempts = r.attempts + 1, claim = p_claim, at = p_now
    from (select d.payment_id, d.party from tuma.receipts d
           where d.payment_id = any (p_payments)
             and (d.state = 'intended'
                  or (d.state = 'sending' and d.attempts < p_tries
                      and d.at + make_interval(secs => p_retry_seconds * 2 ^ (d.attempts - 1)) <= p_now))
             and d.claim is distinct from p_claim
           order by d.payment_id, d.party for no key update skip locked) due
   where r.payment_id = due.payment_id and r.party = due.party;

  return query
  select r.payment_id, r.party, c.msisdn, c.language, o.msisdn, o.given_name, o.family_name, p.type,
         p.state, p.refusal, p.amount, p.fee, p.number, p.ended_at, e.balance
    from tuma.receipts r
    join tuma.payments p on p.id = r.payment_id
    join tuma.customers c on c.account_id = case r.party when 'payer' then p.payer else p.payee end
    left join tuma.customers o on o.account_id = case r.party when 'payer' then p.payee else p.payer end
    left join tuma.entries e on e.payment_id = p.id and e.account_id = c.account_id
   where r.payment_id = any (p_payments) and r.claim = p_claim and r.state = 'sending';
end $$;
