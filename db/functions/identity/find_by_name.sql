-- find_by_name: finds customers each of whose typed words begins one of their names, in the order of the name that the longest word
-- begins. Returns JSON: `found`, at most p_limit of them, and `next`, where the search goes on (null: nowhere), as p_word and
-- p_account take it. It looks at p_scan names at most, whatever the number of customers.
create function tuma.find_by_name(p_name text, p_word text, p_account bigint, p_scan integer, p_limit integer) returns jsonb
language sql stable security definer set search_path = '' as $$
  with words as (
    select w.word collate "C" word, row_number() over (order by length(w.word) desc, w.word) n
      from unnest(tuma.name_words(p_name)) w (word)
  ), scanned as materialized (
    select n.word, n.account_id
      from words w join tuma.customer_names n on n.word >= w.word and n.word < w.word || chr(1114111)
     where w.n = 1 and (n.word, n.account_id) > (coalesce(p_word, '') collate "C", coalesce(p_account, 0))
     order by n.word, n.account_id limit p_scan
  ), matching as materialized (
    select s.word, s.account_id
      from scanned s
     where not exists (select from words w
                        where w.n > 1
                          and not exists (select from tuma.customer_names o
                                           where o.account_id = s.account_id
                                             and o.word >= w.word and o.word < w.word || chr(1114111)))
       -- Who has two names that begin so is found by the first of them.
       and not exists (select from words w join tuma.customer_names o on o.word >= w.word and o.word < s.word
                        where w.n = 1 and o.account_id = s.account_id)
     order by s.word, s.account_id limit p_limit
  ), place as (
    (select m.word, m.account_id from matching m
      where (select count(*) from matching) = p_limit order by m.word desc, m.account_id desc limit 1)
    union all
    (select s.word, s.account_id from scanned s
      where (select count(*) from matching) < p_limit and (select count(*) from scanned) = p_scan
      order by s.word desc, s.account_id desc limit 1)
  )
  select jsonb_build_object(
    'found', (select coalesce(jsonb_agg(jsonb_build_object(
                       'account', t.account_id::text, 'number', t.number, 'name', t.name, 'status', t.status, 'currency', t.currency,
                       'tier', a.tier, 'pin', t.pin) order by m.word, m.account_id), '[]')
                from matching m join tuma.parties t on t.account_id = m.account_id join tuma.accounts a on a.id = m.account_id),
    'next', (select jsonb_build_object('word', l.word, 'account', l.account_id::text) from place l))
$$;
