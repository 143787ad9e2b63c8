-- message_name: our name for the message of a receipt's try number p_attempt. A gateway that takes names of others knows the
-- message by it, so it can be asked about a try whose answer was lost. Internal.
create function tuma.message_name(p_about uuid, p_party tuma.party, p_attempt integer) returns text
language sql immutable set search_path = '' as $$
  select p_about || '-' || p_party || '-' || p_attempt
$$;
