-- block_account: no money leaves this account any more, until customer care opens it again. What is reserved already
-- still ends. True where the account is blocked now.
create function tuma.block_account(p_account bigint) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update tuma.accounts set status = 'frozen' where id = p_account and status <> 'closed';
  return found;
end $$;
