-- tell_claim_waits: tells a customer by SMS that the money of the payment p_number waits, because their account may not have or
-- receive so much now. Internal: called by resolve_unclaimed, once for each payment.
create function tuma.tell_claim_waits(p_account bigint, p_number bigint, p_now timestamptz) returns void
language sql set search_path = '' as $$
  with told as (
    insert into tuma.notices (id, kind, msisdn, language, payment_number, at)
    select gen_random_uuid(), 'claim_waits', c.msisdn, c.language, p_number, p_now
      from tuma.customers c join tuma.accounts a on a.id = c.account_id and a.status <> 'closed'
     where c.account_id = p_account and c.msisdn is not null
    returning id
  )
  insert into tuma.receipts (about, party, at) select told.id, 'subscriber', p_now from told
$$;
