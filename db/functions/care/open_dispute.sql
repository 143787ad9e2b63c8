-- open_dispute: opens a dispute of one of an account's payments: of p_numbers (running numbers of payments, a few), the first
-- that the account is a party of (the view tuma.dispute_parties). Returns that number; null where there is none, or no such
-- customer. Each party disputes a payment once: again it gets the same answer and nothing is written, unless the
-- dispute was closed, which opens it again.
--
-- p_notice is the id of the notice that answers the customer by SMS; null for none. The same id again writes nothing.
-- A customer gets at most five answers in an hour to reports that open no dispute.
create function tuma.open_dispute(
  p_account bigint, p_numbers bigint[], p_reason text, p_notice uuid, p_now timestamptz
) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  c_replies constant integer := 5;
  v_customer tuma.customers;
  v_payment uuid;
  v_number bigint;
  v_opened boolean;
begin
  p_now := (tuma.clock(p_now)).now;
  -- 1. Lock the customer's row, so that reports come one after the other.
  select * into v_customer from tuma.customers where account_id = p_account for no key update;
  if not found then
    return null;
  end if;

  -- 2. Find the payment by its number: the age of payments does not matter, and how many there are costs nothing.
  select found.id, n.number into v_payment, v_number
    from unnest(p_numbers) with ordinality n (number, place)
   cross join lateral (select tuma.find_payment(n.number) id) found
   where (select count(*) from tuma.dispute_parties v where v.payment_id = found.id and v.account_id = p_account) > 0
   order by n.place limit 1;

  insert into tuma.disputes (payment_id, account_id, reason, opened_at)
  select v_payment, p_account, p_reason::tuma.dispute_reason, p_now
   where v_payment is not null
  on conflict (payment_id, account_id) do update
     set reason = excluded.reason, opened_at = excluded.opened_at, closed_at = null
   where disputes.closed_at is not null;
  v_opened := found;

  -- 3. Answer the customer, in the same commit.
  if p_notice is not null
     and not exists (select from tuma.notices where id = p_notice)
     and (v_opened
          or (select count(*) from tuma.notices n
               where n.msisdn = v_customer.msisdn and n.at > p_now - interval '1 hour'
                 and n.kind in ('dispute_opened', 'dispute_unknown')) < c_replies) then
    insert into tuma.notices (id, kind, msisdn, language, payment_number, at)
    values (p_notice,
            case when v_number is null then 'dispute_unknown' else 'dispute_opened' end::tuma.notice_kind,
            v_customer.msisdn, v_customer.language, v_number, p_now);
    insert into tuma.receipts (about, party, at) values (p_notice, 'subscriber', p_now);
  end if;
  return v_number;
end $$;
