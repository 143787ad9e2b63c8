-- max_tries: the number of times that a receipt, or airtime, is tried before it is given up. Internal: it stands here, so that who calls
-- cannot give up early, or try without end.
create function tuma.max_tries() returns integer
language sql immutable as $$ select 8 $$;
