-- send_number_code: sends a customer for whose number money waits a code by SMS, which proves who has the number. p_mac and p_notice
-- are those of issue_code. Returns what came of it: a word of issue_code, or
--   over         no money waits, or the number was proved
--   sim_changed  the number's SIM was changed in the last three days, as the network says, so whoever has the SIM may be a thief
create function tuma.send_number_code(p_account bigint, p_mac bytea, p_notice uuid, p_now timestamptz) returns text
language plpgsql security definer set search_path = '' as $$
declare
  c_new_sim constant interval := '3 days';
  v_customer tuma.customers := tuma.lock_customer(p_account);
begin
  p_now := (tuma.clock(p_now)).now;
  if v_customer.possession_proved_at is not null
     or not exists (select from tuma.unclaimed u where u.msisdn = v_customer.msisdn and u.ended_by is null) then
    return 'over';
  elsif exists (select from tuma.accounts a where a.id = p_account and a.sim_changed_at > p_now - c_new_sim) then
    return 'sim_changed';
  end if;
  return tuma.issue_code(
    p_msisdn => v_customer.msisdn, p_purpose => 'number', p_kind => 'number_code', p_language => v_customer.language,
    p_mac => p_mac, p_notice => p_notice, p_now => p_now);
end $$;
