-- find_request: finds the account that an act was asked for under this id; null where nobody has asked.
create function tuma.find_request(p_request uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select c.account_id from tuma.operator_actions c where c.request_id = p_request
$$;
