-- read_owed: lists what may still come to an account, or is open about it (p_account, the view tuma.owed); or, where that is null,
-- everything that should have come to somebody and needs a person, and what failed in the last day. Oldest first, at most p_limit.
-- `why` says what stands in its way: `failed` with its error's code; `closed` or `no_room`, of the account; `no_room_there`, of the
-- wallet of the number that it waits for; or null where it is on its way.
create function tuma.read_owed(p_account bigint, p_limit integer, p_now timestamptz)
returns table (
  what text, "number" bigint, type tuma.payment_type, amount bigint, currency text, of_number text, of_name text, "to" text,
  since timestamptz, until timestamptz, why text
)
language sql stable security definer set search_path = '' as $$
  with found as (
    (select o.what, o.payment_id, o.account_id, o.since, o.overdue_at
       from tuma.owed o where o.account_id = p_account order by o.since limit p_limit)
    union all
    (select o.what, o.payment_id, o.account_id, o.since, o.overdue_at
       from tuma.owed o where p_account is null and o.overdue_at <= p_now order by o.overdue_at limit p_limit)
    union all
    (select 'failure', f.item, p.payer, f.since, f.at
       from tuma.failures f join tuma.payments p on p.id = f.item
      where p_account is null and f.at > p_now - interval '1 day' order by f.since limit p_limit)
  )
  select f.what, p.number, p.type, p.amount, a.currency, t.number, t.name, p.account_reference, f.since, u.until,
         coalesce((select 'failed ' || l.sqlstate from tuma.failures l
                    where l.item = f.payment_id and l.at > p_now - interval '1 day' order by l.at desc limit 1),
                  case when f.overdue_at is null or f.what in ('delivery', 'failure') then null
                       when u.until > p_now
                            and exists (select from tuma.customers c join tuma.accounts w on w.id = c.account_id
                                         where c.msisdn = u.msisdn and w.status <> 'closed') then 'no_room_there'
                       when a.status = 'closed' then 'closed'
                       else 'no_room' end)
    from found f
    join tuma.payments p on p.id = f.payment_id
    join tuma.accounts a on a.id = f.account_id
    join tuma.parties t on t.account_id = f.account_id
    left join tuma.unclaimed u on u.payment_id = f.payment_id
   order by f.since limit p_limit
$$;
