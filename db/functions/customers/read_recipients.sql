-- read_recipients: returns the customers whose numbers an account sent money to lately: at most p_count, newest first, nobody
-- twice. It looks at the last twenty entries and no further.
create function tuma.read_recipients(p_account bigint, p_msisdn text, p_count integer)
returns table (msisdn text, given_name text, family_name text)
language sql stable security definer set search_path = '' as $$
  select c.msisdn, c.given_name, c.family_name
    from (select * from tuma.entries
           where entries.account_id = p_account and tuma.owns(p_account, p_msisdn) and tuma.called_alone()
           order by entries.seq desc limit 20) e
    join tuma.payments p on p.id = e.payment_id and p.payer = p_account
    join tuma.payment_rules rule on rule.type = p.type and rule.payee = 'subscriber'
    join tuma.customers c on c.account_id = p.payee and c.msisdn is not null
   group by c.id
   order by max(p.ended_at) desc limit p_count
$$;
