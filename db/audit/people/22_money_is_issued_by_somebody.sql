-- A row is money that was issued or taken back without a person and the bank's reference for it, or a signature under a payment
-- that does not exist. (An account may have been opened with a balance: then who opened it has signed.)
create view tuma.audit_22_money_is_issued_by_somebody as
select 'payment ' || coalesce(p.id, c.payment_id) subject,
       coalesce(p.state::text, 'no payment') || ' by ' || coalesce(c.made_by, 'nobody') detail
  from (select * from tuma.payments where type in ('funding', 'redemption') and state = 'completed') p
  full join (select * from tuma.operator_actions
              where action in ('fund', 'defund') or (action = 'open' and payment_id is not null)) c on c.payment_id = p.id
 where not coalesce(
         c.made_by <> ''
         and case c.action when 'defund' then p.type = 'redemption' and c.account_id = p.payer
                           else p.type = 'funding' and c.account_id = p.payee end
         and (c.action = 'open' or (c.bank <> '' and c.bank_reference = p.account_reference)), false);
comment on view tuma.audit_22_money_is_issued_by_somebody is '22 money is issued by somebody';
