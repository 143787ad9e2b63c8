-- choose_pin: sets a customer's PIN, by its keyed MAC (p_mac), for the code that was right (p_proof), which is used up. The
-- customer hears of it by the notice p_notice. Where there was a PIN before, it was forgotten or taken away: until the next day
-- of the market has ended, only a tenth of what the tier allows in a day may leave. The code has proved
-- who has the number, so money that waits for it is due now.
--
-- Returns what came of it; the same notice again gives the same answer, and writes nothing.
--   chosen
--   same    that is the PIN from before. It counts as a wrong code, so that nobody finds out a PIN in this way
--   over    the code was used or replaced meanwhile, or its time is over
create function tuma.choose_pin(
  p_account bigint, p_mac bytea, p_proof uuid, p_notice uuid, p_now timestamptz
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_customer tuma.customers := tuma.lock_customer(p_account);
  v_before bytea;
begin
  p_now := (tuma.clock(p_now)).now;
  if exists (select from tuma.notices n where n.id = p_notice) then
    return 'chosen';
  end if;

  v_before := coalesce(v_customer.pin_mac, v_customer.pin_former);
  if v_before = p_mac then
    update tuma.one_time_codes o set failures = o.failures + 1, failed_at = p_now
     where o.msisdn = v_customer.msisdn and o.purpose = 'pin' and o.proof = p_proof and o.failures < 5;
    return case when found then 'same' else 'over' end;
  end if;
  if not tuma.use_code(p_msisdn => v_customer.msisdn, p_purpose => 'pin', p_proof => p_proof, p_now => p_now) then
    return 'over';
  end if;

  update tuma.customers
     set pin_mac = p_mac, pin_former = null, pin_attempts = 0, pin_wrongs = 0, pin_last_try = null, pin_last_right = null,
         identity_tries = 0
   where account_id = p_account;
  perform tuma.prove_possession(p_account, p_now);
  if v_before is not null then
    update tuma.accounts a
       set restricted_limit = (select t.send_daily / 10 from tuma.tiers t where t.market = (tuma.clock(p_now)).market and t.tier = a.tier),
           restricted_until = (tuma.clock(p_now)).day + 1
     where a.id = p_account;
  end if;
  insert into tuma.notices (id, kind, msisdn, language, at)
  values (p_notice, case when v_before is null then 'pin_changed' else 'pin_reset' end::tuma.notice_kind,
          v_customer.msisdn, v_customer.language, p_now);
  insert into tuma.receipts (about, party, at) values (p_notice, 'subscriber', p_now);
  return 'chosen';
end $$;
