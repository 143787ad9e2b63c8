-- open_customer: registers a customer with an empty wallet. Returns the wallet's account id; null where somebody with the same
-- document has one, and nothing is written; where the number is
-- registered already, the id that it has, and nothing is written. p_pin_mac is null where no
-- PIN was chosen yet. p_sealed is the proof of identity, encrypted.
-- p_welcome is the id of the notice that welcomes the customer by SMS; null for none. p_check_sim true asks the
-- network about the number's SIM. p_identity is the keyed token of the document's number, by which the customer is found.
-- p_proved true: the number's own network vouches for who registers. Then money that waited for the number is due now; else it waits
-- until the number was proved (prove_number, choose_pin).
create function tuma.open_customer(
  p_msisdn text, p_given_name text, p_family_name text, p_language text, p_tier smallint, p_pin_mac bytea,
  p_currency text, p_sealed bytea, p_welcome uuid, p_check_sim boolean, p_now timestamptz,
  p_identity text default null, p_proved boolean default false
) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  v_account bigint;
begin
  p_now := (tuma.clock(p_now)).now;
  if session_user = 'tuma_app' and (p_tier, p_currency) is distinct from (1, (select m.currency from tuma.home h join tuma.markets m using (market))) then
    raise exception 'open_customer: a customer registers in the first tier, in the market''s money' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_msisdn, 0));
  select c.account_id into v_account from tuma.customers c where c.msisdn = p_msisdn;
  if found then
    return v_account;
  end if;
  if tuma.has_other_wallet(p_identity, p_currency, null) then
    return null;
  end if;
  insert into tuma.accounts (kind, currency, tier) values ('wallet', p_currency, p_tier)
  returning id into v_account;
  insert into tuma.customers (msisdn, account_id, given_name, family_name, language, pin_mac, sealed)
  values (p_msisdn, v_account, p_given_name, p_family_name, p_language::tuma.language, p_pin_mac, p_sealed);

  if p_identity is not null then
    insert into tuma.identity_tokens (token, account_id, at) values (p_identity, v_account, p_now);
  end if;
  if p_check_sim then
    insert into tuma.sim_checks (account_id, due_at) values (v_account, p_now);
  end if;

  if p_proved then
    perform tuma.prove_possession(v_account, p_now);
  end if;

  if p_welcome is not null then
    insert into tuma.notices (id, kind, msisdn, language, at)
    values (p_welcome, 'welcome', p_msisdn, p_language::tuma.language, p_now);
    insert into tuma.receipts (about, party, at) values (p_welcome, 'subscriber', p_now);
  end if;
  return v_account;
end $$;
