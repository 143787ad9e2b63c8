-- block_account: freezes the account that the customer with this number has, so that no money leaves it until customer care opens it
-- again. Open reservations still end. True where the account is blocked now.
create function tuma.block_account(p_account bigint, p_msisdn text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update tuma.accounts set status = 'frozen' where id = p_account and tuma.owns(p_account, p_msisdn) and status <> 'closed';
  return found;
end $$;
