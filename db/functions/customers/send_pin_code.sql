-- send_pin_code: sends a customer a code by SMS, to choose a PIN with. p_mac and p_notice are those of issue_code. Who may
-- have one: a customer without a PIN; one who has proved their identity (p_proof is the try that the Worker
-- found right, because the key of what is on file is there; null for none); and
-- one whose last code can still be used, who gets another in its place.
--
-- Returns what came of it: a word of issue_code, or
--   over         none of these is true (any more)
--   sim_changed  the number's SIM was changed in the last three days, as the network says, so whoever has the SIM may be a thief.
--                After somebody at the operator has looked and taken the PIN away, this does not count.
create function tuma.send_pin_code(p_account bigint, p_mac bytea, p_notice uuid, p_proof uuid, p_now timestamptz)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  c_new_sim constant interval := '3 days';
  v_customer tuma.customers;
  v_sim_changed_at timestamptz;
begin
  p_now := (tuma.clock(p_now)).now;
  select * into v_customer from tuma.customers where account_id = p_account for no key update;
  if v_customer.pin_mac is not null
     and (p_proof is null or v_customer.identity_last_try is distinct from p_proof)
     and not exists (select from tuma.one_time_codes o
                      where o.msisdn = v_customer.msisdn and o.purpose = 'pin' and o.used_at is null
                        and (o.expires_at > p_now or o.notice = p_notice)) then
    return 'over';
  end if;

  select a.sim_changed_at into v_sim_changed_at from tuma.accounts a where a.id = p_account;
  if v_sim_changed_at > p_now - c_new_sim and coalesce(v_customer.pin_cleared_at < v_sim_changed_at, true) then
    return 'sim_changed';
  end if;

  if p_proof is not null then
    update tuma.customers set identity_tries = 0 where account_id = p_account;
  end if;
  return tuma.issue_code(
    p_msisdn => v_customer.msisdn, p_purpose => 'pin', p_kind => 'pin_code', p_language => v_customer.language,
    p_mac => p_mac, p_notice => p_notice, p_now => p_now);
end $$;
