-- use_code: uses up the one-time code of a number for a purpose, for the try that was right (p_proof). False where another try
-- has taken its place, the code was used, or fifteen minutes have passed since it was sent. Internal: called in the commit that
-- does what the code is for, under the lock of whom it is for.
create function tuma.use_code(p_msisdn text, p_purpose tuma.code_purpose, p_proof uuid, p_now timestamptz)
returns boolean
language plpgsql set search_path = '' as $$
begin
  update tuma.one_time_codes o
     set used_at = p_now, failures = 0, failed_at = null, proof = null
   where o.msisdn = p_msisdn and o.purpose = p_purpose and o.proof = p_proof and o.used_at is null
     and o.failures < 5 and o.sent_at > p_now - interval '15 minutes';
  return found;
end $$;
