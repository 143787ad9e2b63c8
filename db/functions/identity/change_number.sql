-- change_number: gives a wallet another number (p_msisdn), or none (null: somebody else has its number by now), for a person at the
-- operator (p_by) who says why. p_before is the number that it had, and p_sealed_before what was on file; p_sealed is the same,
-- encrypted for the number that it has now. Returns what came of it; the same p_request again is `done` and changes nothing.
--   done     it has this number
--   same     it had it before
--   taken    the number is another wallet's
--   changed  the wallet's number or file has changed meanwhile: ask again
--   closed   the wallet is closed
--   arrives  money for the old number is about to arrive in this wallet: ask again in a minute
--   other    the id is another act's
--
-- What belongs to the person stays: the wallet, its payments and limits, and its history. What belongs to the SIM does not:
--   - The PIN's MAC has the number in it, so there is no PIN any more, and no open conversation on the old number can pay. The next
--     dial from the new number brings a code by SMS to choose one.
--   - Receipts are sent to the number that the customer has when they are sent; notices that nobody has begun to send move too.
--   - That it was proved who has the number. Money that waits for the new number stays until that is proved again, by the code
--     for the PIN. Money sent to the old number from now on waits for whoever registers it.
--   - For the fraud rules the SIM was changed now, and an answer about the old one does not count.
create function tuma.change_number(
  p_account bigint, p_before text, p_msisdn text, p_sealed_before bytea, p_sealed bytea, p_request uuid, p_detail text,
  p_reason text, p_by text, p_now timestamptz
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_action constant text := case when p_msisdn is null then 'release_number' else 'change_number' end;
  v_customer tuma.customers;
  v_known text;
begin
  -- 1. Lock both numbers, as registrations and waiting money do, and then the customer.
  perform pg_advisory_xact_lock(hashtextextended(n.msisdn, 0))
     from (select unnest(array[p_before, p_msisdn]) msisdn order by 1) n where n.msisdn is not null;
  select * into strict v_customer from tuma.customers c where c.account_id = p_account for no key update;

  -- 2. Refuse what cannot be done.
  v_known := tuma.known_request(p_request, p_account, v_action, p_detail);
  if v_known is not null then
    return v_known;
  elsif v_customer.msisdn is not distinct from p_msisdn then
    return 'same';
  elsif exists (select from tuma.customers c where c.msisdn = p_msisdn) then
    return 'taken';
  elsif v_customer.msisdn is distinct from p_before or v_customer.sealed is distinct from p_sealed_before then
    return 'changed';
  elsif exists (select from tuma.accounts a where a.id = p_account and a.status = 'closed') then
    return 'closed';
  elsif exists (select from tuma.unclaimed u where u.msisdn = p_before and u.ended_by is null) then
    return 'arrives';
  end if;

  -- 3. The number, and what belongs to the SIM.
  update tuma.customers c
     set msisdn = p_msisdn, sealed = p_sealed, pin_last_try = null, pin_last_right = null, pin_attempts = 0, pin_wrongs = 0,
         pin_mac = null, possession_proved_at = null,
         pin_former = coalesce(c.pin_mac, c.pin_former), pin_cleared_at = p_now
   where c.account_id = p_account;
  delete from tuma.one_time_codes o where o.msisdn = p_before;
  insert into tuma.former_numbers (msisdn, account_id, until) select p_before, p_account, p_now where p_before is not null;
  update tuma.accounts a set sim_changed_at = p_now where a.id = p_account;
  delete from tuma.sim_checks s where s.account_id = p_account;

  -- 4. What is to be told.
  if p_msisdn is not null then
    update tuma.notices n set msisdn = p_msisdn
     where n.msisdn = p_before and exists (select from tuma.receipts r where r.about = n.id and r.state = 'intended');
  end if;

  insert into tuma.operator_actions (account_id, action, made_by, reason, made_at, request_id, detail)
  values (p_account, v_action::tuma.operator_action, p_by, p_reason, p_now, p_request, p_detail);
  return 'done';
end $$;
