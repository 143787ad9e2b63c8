-- read_recipients: whom an account sent money to of late: at most p_count numbers, newest first, nobody twice. Looks at
-- the last twenty entries and no further.
create function tuma.read_recipients(p_account bigint, p_count integer)
returns table (msisdn text, given_name text, family_name text)
language sql stable security definer set search_path = '' as $$
  select c.msisdn, c.given_name, c.family_name
    from (select * from tuma.entries
           where entries.account_id = p_account
           order by entries.seq desc limit 20) e
    join tuma.payments p on p.id = e.payment_id and p.payer = p_account and p.type = 'p2p'
    join tuma.customers c on c.account_id = p.payee
   group by c.id
   order by max(p.ended_at) desc limit p_count
$$;
