-- wake_owed: what is owed to an account and could not be paid is looked at now, because the account has been opened or may have more.
-- Internal: called in the commit that changes the account.
create function tuma.wake_owed(p_account bigint, p_now timestamptz) returns void
language sql set search_path = '' as $$
  update tuma.unclaimed u set due_at = p_now
   where u.ended_by is null and u.stuck_since is not null and u.due_at > p_now
     and (u.payer = p_account
          or u.msisdn = (select c.msisdn from tuma.customers c where c.account_id = p_account));
  update tuma.airtime t set refund_due_at = p_now where t.payer = p_account and t.refund_due_at > p_now;
$$;
