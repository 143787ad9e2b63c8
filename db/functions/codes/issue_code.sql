-- issue_code: makes a new one-time code of a number for a purpose, in place of the one before, and the notice that brings it
-- by SMS. p_mac is the keyed MAC of the code, which is worked out from p_notice outside the database. A code can be used for ten
-- minutes. Returns what came of it; the same notice again gives the same answer, and writes nothing.
--   sent      the SMS is on its way
--   too_soon  the last one was sent less than a minute ago
--   too_many  five were sent within a day
--   blocked   five wrong codes were typed, the last of them less than a day ago
-- Internal: called by the functions that know who may have a code.
create function tuma.issue_code(
  p_msisdn text, p_purpose tuma.code_purpose, p_kind tuma.notice_kind, p_language tuma.language, p_mac bytea,
  p_notice uuid, p_now timestamptz
) returns text
language plpgsql set search_path = '' as $$
declare
  c_life constant interval := '10 minutes';
  c_pause constant interval := '1 minute';
  c_window constant interval := '1 day';
  c_sends constant integer := 5;
  c_failures constant integer := 5;
  v_code tuma.one_time_codes;
begin
  insert into tuma.one_time_codes (msisdn, purpose, code_mac, notice, sent_at, expires_at, sends_since)
  values (p_msisdn, p_purpose, p_mac, p_notice, p_now, p_now + c_life, p_now)
  on conflict do nothing;
  if not found then
    -- 1. Lock the row, so that callers come one after the other.
    select * into v_code from tuma.one_time_codes o
     where o.msisdn = p_msisdn and o.purpose = p_purpose for no key update;
    if v_code.notice = p_notice then
      return 'sent';
    end if;

    -- 2. Failures and sends count until a day has passed.
    if v_code.failed_at <= p_now - c_window then
      v_code.failures := 0;
    end if;
    if v_code.sends_since <= p_now - c_window then
      v_code.sends := 0;
      v_code.sends_since := p_now;
    end if;
    if v_code.failures >= c_failures then
      return 'blocked';
    elsif v_code.sends >= c_sends then
      return 'too_many';
    elsif v_code.sent_at > p_now - c_pause then
      return 'too_soon';
    end if;

    -- 3. The new code replaces the old one, and what the old one proved.
    update tuma.one_time_codes o
       set code_mac = p_mac, notice = p_notice, sent_at = p_now, expires_at = p_now + c_life, used_at = null,
           sends = v_code.sends + 1, sends_since = v_code.sends_since, failures = v_code.failures, proof = null
     where o.msisdn = p_msisdn and o.purpose = p_purpose;
  end if;

  insert into tuma.notices (id, kind, msisdn, language, at) values (p_notice, p_kind, p_msisdn, p_language, p_now);
  insert into tuma.receipts (about, party, at) values (p_notice, 'subscriber', p_now);
  return 'sent';
end $$;
