-- known_request: what came of an act that moves no money and was asked for under this id: `done` where it is this act on this
-- account, `other` where the id is another act's, null where nobody has asked. Internal: the caller has locked the customer.
create function tuma.known_request(p_request uuid, p_account bigint, p_action text, p_detail text) returns text
language sql stable set search_path = '' as $$
  select case when c.account_id = p_account and c.action::text = p_action and c.detail is not distinct from p_detail then 'done'
              else 'other' end
    from tuma.operator_actions c where c.request_id = p_request
$$;
