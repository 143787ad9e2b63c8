-- vouch_for_number: notes that a number's own network vouches for who dials, so that money which waits for it is due now. Called for
-- carriers whose settings say that they are a private line to the network.
create function tuma.vouch_for_number(p_account bigint, p_now timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  p_now := (tuma.clock(p_now)).now;
  perform tuma.lock_customer(p_account);
  perform tuma.prove_possession(p_account, p_now);
end $$;
