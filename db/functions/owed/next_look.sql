-- next_look: works out when something that could not be paid since p_since is looked at again: after an eighth of the time that it
-- has waited, and after a minute at least and an hour at most. So what has waited long costs little, however much there is of
-- it. Internal: the rule of waiting money and refunds.
create function tuma.next_look(p_since timestamptz, p_now timestamptz) returns timestamptz
language sql stable set search_path = '' as $$
  select p_now + greatest(least((p_now - p_since) / 8, interval '1 hour'), interval '1 minute')
$$;
