-- Writes the system accounts that core/ledger/system-accounts.ts lists, a set for each currency. Every migration runs it;
-- running it again changes nothing.
insert into tuma.accounts (id, kind, currency, may_be_negative) overriding system value
select h.* from json_to_recordset(:system_accounts) h (
  id bigint, kind tuma.account_kind, currency text, may_be_negative boolean
)
on conflict (id) do update set may_be_negative = excluded.may_be_negative
 where accounts.may_be_negative <> excluded.may_be_negative;
