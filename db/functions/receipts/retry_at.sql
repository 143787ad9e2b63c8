-- retry_at: works out when a try that was made at p_at and has no good answer is due again: after p_retry_seconds, and
-- twice as long after each further try. By default 30 s, then 1, 2, 4 … minutes: the rule of receipts and airtime, which are tried
-- max_tries times, for about two hours. Internal.
create function tuma.retry_at(p_at timestamptz, p_attempts smallint, p_retry_seconds integer default 30) returns timestamptz
language sql stable set search_path = '' as $$
  select p_at + make_interval(secs => p_retry_seconds * 2 ^ (p_attempts - 1))
$$;
