-- find_by_mark: finds the customers who have this number now or had it before (p_msisdn), or who have shown the document of one of
-- these tokens (p_tokens), at most p_limit. `until` says until when a former number was theirs.
create function tuma.find_by_mark(p_msisdn text, p_tokens text[], p_limit integer)
returns table (
  account text, "number" text, "name" text, status tuma.account_status, currency text, tier smallint, pin text, mark text,
  until timestamptz
)
language sql stable security definer set search_path = '' as $$
  select t.account_id::text, t.number, t.name, t.status, t.currency, a.tier, t.pin, f.mark, f.until
    from (select c.account_id, 'number' mark, null::timestamptz until from tuma.customers c where c.msisdn = p_msisdn
          union all
          select n.account_id, 'former number', n.until from tuma.former_numbers n where n.msisdn = p_msisdn
          union all
          select i.account_id, 'document', null from tuma.identity_tokens i where i.token = any (p_tokens)) f
    join tuma.parties t on t.account_id = f.account_id
    join tuma.accounts a on a.id = f.account_id
   order by f.mark = 'former number', f.until desc nulls first, f.account_id limit p_limit
$$;
