-- change_account: freezes, unfreezes, closes or reopens an account, or unlocks its PIN or takes it away, for a person at
-- the operator who says why. Whose PIN is taken away hears of it by SMS, and chooses another at the next dial by a code.
-- Returns whether it was changed, the account's status now, and how much may still come to it; no row where there is none.
-- Nothing changes where the account is not in the state that the action starts from. Only an empty account, with nothing held, is
-- closed; and where something may still come to it or is open about it (tuma.owed), only with p_anyway: what comes then waits
-- until the account is reopened, which brings it.
create function tuma.change_account(
  p_account bigint, p_action text, p_reason text, p_by text, p_now timestamptz, p_anyway boolean default false
) returns table (changed boolean, status tuma.account_status, balance bigint, held bigint, owed integer)
language plpgsql security definer set search_path = '' as $$
begin
  -- From here on nothing is paid out of the account, so nothing more can come back.
  perform from tuma.accounts a where a.id = p_account for no key update;
  select count(*) into owed from tuma.owed o where o.account_id = p_account;
  if p_action = 'unlock_pin' then
    update tuma.customers c set pin_attempts = 0, pin_wrongs = 0 where c.account_id = p_account and c.pin_attempts > 0;
  elsif p_action = 'reset_pin' then
    changed := tuma.clear_pin(p_account => p_account, p_now => p_now);
  else
    update tuma.accounts a
       set status = case p_action when 'freeze' then 'frozen' when 'close' then 'closed' else 'active' end::tuma.account_status
     where a.id = p_account
       and case p_action
             when 'freeze' then a.status = 'active'
             when 'unfreeze' then a.status = 'frozen'
             when 'close' then a.status <> 'closed' and a.balance = 0 and a.held = 0 and (owed = 0 or p_anyway)
             when 'reopen' then a.status = 'closed' and not exists (
               select from tuma.identity_tokens t
                where t.account_id = a.id and tuma.has_other_wallet(t.token, a.currency, a.id))
             else false
           end;
  end if;
  changed := coalesce(changed, found);
  if changed then
    insert into tuma.operator_actions (account_id, action, made_by, reason, made_at)
    values (p_account, p_action::tuma.operator_action, p_by, p_reason, p_now);
    if p_action = 'reopen' then
      perform tuma.wake_owed(p_account, p_now);
    end if;
  end if;
  return query
  select change_account.changed, a.status, a.balance, a.held, change_account.owed from tuma.accounts a where a.id = p_account;
end $$;
