-- verify_pin: tries a PIN of an account. p_mac is the keyed MAC of what was typed; p_try names the try, and the same
-- try again gets the same answer and counts once. p_carrier brought it (null: none did). p_notice is the id of the notice by which the
-- customer hears of the second wrong PIN or of the lock (null for none).
--
-- Three wrong PINs in a row lock the PIN, and so do ten of late, of which one is forgotten each day: a right PIN between them takes
-- back only the former, so whoever guesses beside the owner gets no further. A lock ends by time: after 30 minutes, and later each
-- time that it comes again within a month, up to a week. So nobody is locked out for good by a stranger, and a stranger has
-- three tries of 10,000 a week.
--
-- Returns a row; no row where there is no such customer.
--   is_right      whether it was right
--   tries_left    0 where the PIN is locked, and no PIN is right until locked_until. Null where there is no PIN yet, or where is_late
--   is_notified   the notice was written by this try
--   is_late       the carrier is slowed down: nothing was tried, and nothing counted
--   is_slowed     the carrier was slowed down by this try
create function tuma.verify_pin(
  p_account bigint, p_mac bytea, p_try uuid, p_carrier text default null, p_notice uuid default null,
  p_now timestamptz default now()
) returns table (
  is_right boolean, tries_left smallint, locked_until timestamptz, is_notified boolean, is_late boolean, is_slowed boolean
)
language plpgsql security definer set search_path = '' as $$
declare
  v_customer tuma.customers;
begin
  p_now := (tuma.clock(p_now)).now;
  is_right := false;
  is_notified := false;
  is_late := false;
  is_slowed := false;

  -- 1. Lock the customer's row, so that tries come one after the other.
  select * into v_customer from tuma.customers where account_id = p_account for no key update;
  if not found then
    return;
  elsif v_customer.pin_mac is null then
    return next;
    return;
  elsif v_customer.pin_last_try is not distinct from p_try then
    is_right := v_customer.pin_last_right;
    select l.tries_left, l.locked_until into tries_left, locked_until from tuma.pin_lock(v_customer, p_now) l;
    return next;
    return;
  end if;

  -- 2. Nothing is tried through a carrier that is slowed down, nor while the PIN is locked.
  is_late := exists (select from tuma.carrier_watch w where w.carrier = p_carrier and w.pins_slowed_until > p_now);
  select l.tries_left, l.locked_until into tries_left, locked_until from tuma.pin_lock(v_customer, p_now) l;
  if is_late then
    tries_left := null;
  end if;
  if is_late or tries_left = 0 then
    return next;
    return;
  end if;

  -- 3. Count before comparing.
  v_customer := tuma.count_pin_try(v_customer, v_customer.pin_mac = p_mac, p_now);
  v_customer.pin_last_try := p_try;
  is_right := v_customer.pin_last_right;
  select l.tries_left, l.locked_until into tries_left, locked_until from tuma.pin_lock(v_customer, p_now) l;

  -- 4. Tell the customer, and watch the carrier: one wrong number in an hour is one, however often it is tried. Of right ones one in
  -- four counts fourfold, and none waits for another, so that few payments cost a write more.
  if not is_right and p_notice is not null and (tries_left <= 1 or v_customer.pin_wrongs >= 5) then
    insert into tuma.notices (id, kind, msisdn, language, at)
    values (p_notice, case when tries_left = 0 then 'pin_locked' else 'pin_wrong' end::tuma.notice_kind,
            v_customer.msisdn, v_customer.language, p_now);
    insert into tuma.receipts (about, party, at) values (p_notice, 'subscriber', p_now);
    is_notified := true;
  end if;
  if not is_right and p_carrier is not null
     and coalesce(v_customer.pin_wrong_seen_at <= p_now - interval '1 hour', true) then
    v_customer.pin_wrong_seen_at := p_now;
    is_slowed := tuma.watch_carrier(p_carrier, 1, 0, 0, p_now) is not distinct from 'pins';
  elsif is_right and coalesce(v_customer.pin_right_seen_at <= p_now - interval '1 hour', true) then
    v_customer.pin_right_seen_at := p_now;
    update tuma.carrier_watch w set right_pins = w.right_pins + 4
     where random() < 0.25
       and w.carrier = (select k.carrier from tuma.carrier_watch k where k.carrier = p_carrier for no key update skip locked);
  end if;

  update tuma.customers c
     set pin_attempts = v_customer.pin_attempts, pin_last_try = v_customer.pin_last_try,
         pin_last_right = v_customer.pin_last_right, pin_wrongs = v_customer.pin_wrongs,
         pin_wrongs_since = v_customer.pin_wrongs_since, pin_locks = v_customer.pin_locks,
         pin_locked_until = v_customer.pin_locked_until, pin_wrong_seen_at = v_customer.pin_wrong_seen_at,
         pin_right_seen_at = v_customer.pin_right_seen_at
   where c.account_id = p_account;
  return next;
end $$;
