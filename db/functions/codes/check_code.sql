-- check_code: tries a one-time code of a number for a purpose. p_mac is the keyed MAC of what was typed; p_try names the try,
-- and the same try again gets the same answer and counts once. A right code may be typed again until it is used. Returns a row:
--   right    the try may now do what the code is for (use_code)
--   wrong    with how many tries are left, over all codes
--   over     there is no code, or it was used, or its time is over
--   blocked  five wrong codes were typed: the code is of no use, and no other is sent for a day
-- Internal: called by the functions that know what the code is for.
create function tuma.check_code(
  p_msisdn text, p_purpose tuma.code_purpose, p_mac bytea, p_try uuid, p_now timestamptz
) returns table (verdict text, tries_left smallint)
language plpgsql set search_path = '' as $$
declare
  c_failures constant smallint := 5;
  v_code tuma.one_time_codes;
begin
  select * into v_code from tuma.one_time_codes o
   where o.msisdn = p_msisdn and o.purpose = p_purpose for no key update;
  if v_code.last_try is distinct from p_try and v_code.failures < c_failures
     and v_code.used_at is null and v_code.expires_at > p_now then
    -- Count before comparing.
    v_code.last_try := p_try;
    v_code.last_right := v_code.code_mac = p_mac;
    update tuma.one_time_codes o
       set last_try = p_try, last_right = v_code.last_right,
           failures = o.failures + (not v_code.last_right)::integer,
           failed_at = case when v_code.last_right then o.failed_at else p_now end,
           proof = case when v_code.last_right then p_try else o.proof end
     where o.msisdn = p_msisdn and o.purpose = p_purpose
    returning * into v_code;
  end if;

  tries_left := c_failures - v_code.failures;
  verdict := case
    when v_code.failures >= c_failures then 'blocked'
    when v_code.last_try is distinct from p_try then 'over'
    when v_code.last_right then 'right'
    else 'wrong'
  end;
  return next;
end $$;
