-- record_sim_request: records that the network accepted the question about this customer's SIM, and will name
-- p_request_id in its answer. The answer to an earlier request is not waited for any more.
create function tuma.record_sim_request(p_account bigint, p_request_id text) returns void
language sql security definer set search_path = '' as $$
  update tuma.sim_checks s set request_id = p_request_id, answered_at = null where s.account_id = p_account
$$;
