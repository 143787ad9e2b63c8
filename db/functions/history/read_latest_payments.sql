-- read_latest_payments: returns an account's last p_count payments, newest first, as read_statement does, among them those that it
-- asked for and that were refused or failed (`done` is false), which moved no money. It reads p_count of each, so history costs
-- nothing.
create function tuma.read_latest_payments(p_account bigint, p_msisdn text, p_count integer)
returns table (
  ended_at timestamptz, incoming boolean, type tuma.payment_type, number bigint, amount bigint, account_reference text,
  other_msisdn text, other_given_name text, other_family_name text, business_name text, reversed bigint, done boolean
)
language sql stable security definer set search_path = '' as $$
  select s.ended_at, s.incoming, s.type, s.number, s.amount, s.account_reference, s.other_msisdn, s.other_given_name,
         s.other_family_name, s.business_name, s.reversed, true
    from tuma.read_statement(p_account, p_msisdn, p_count) s
   union all
  select p.ended_at, false, p.type, p.number, p.amount, p.account_reference, c.msisdn, c.given_name, c.family_name, b.name,
         null, false
    from (select refused_payments.payment_id id from tuma.refused_payments
           where refused_payments.account_id = p_account and tuma.owns(p_account, p_msisdn)
           order by refused_payments.payment_id desc limit p_count) l
    join tuma.payments p on p.id = l.id
    left join tuma.customers c on c.account_id = p.payee
    left join tuma.businesses b on b.account_id = p.payee
   order by 1 desc limit p_count
$$;
