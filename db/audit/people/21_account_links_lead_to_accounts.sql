-- A row is a customer, a business, a device, a dispute, an action, a SIM check, a document, a name or a former number of an
-- account that does not exist.
-- Their keys are declared and not enforced: db/migrations/0001_storage.sql says why.
create view tuma.audit_21_account_links_lead_to_accounts as
select b.what subject, 'account ' || b.account_id detail
  from (select 'customer ' || id what, account_id from tuma.customers
        union all select 'business ' || code, account_id from tuma.businesses
        union all select 'device of ' || account_id, account_id from tuma.devices
        union all select 'dispute of ' || payment_id, account_id from tuma.disputes
        union all select 'act ' || id, account_id from tuma.operator_actions
        union all select 'document of ' || account_id, account_id from tuma.identity_tokens
        union all select 'name of ' || account_id, account_id from tuma.customer_names
        union all select 'former number of ' || account_id, account_id from tuma.former_numbers
        union all select 'SIM check of ' || account_id, account_id from tuma.sim_checks) b
 where not exists (select from tuma.accounts a where a.id = b.account_id);
comment on view tuma.audit_21_account_links_lead_to_accounts is '21 what belongs to an account has one';
