-- A row is a wallet without a customer, a business' account without a business of its kind, an account of the house that somebody
-- has, or an account of a party that may be below zero.
create view tuma.audit_26_accounts_are_somebodys as
select 'account ' || a.id subject,
       a.kind || case when c.id is not null then ' of a customer' when b.code is not null then ' of a ' || b.kind else ' of nobody' end
         || case when a.may_be_negative then ', may be negative' else '' end detail
  from tuma.accounts a
  left join tuma.customers c on c.account_id = a.id
  left join tuma.businesses b on b.account_id = a.id
 where case when a.kind = 'wallet' then c.id is null or b.code is not null or a.may_be_negative
            when a.kind in ('agent', 'biller', 'till')
              then c.id is not null or b.kind::text is distinct from a.kind::text or a.may_be_negative
            else c.id is not null or b.code is not null end;
comment on view tuma.audit_26_accounts_are_somebodys is '26 accounts are somebody''s, or the house''s';
