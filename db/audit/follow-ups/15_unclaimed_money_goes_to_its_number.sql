-- A row is money that waits for another number than it was sent to, or that a stranger claimed: who has the number
-- neither now nor had it before.
create view tuma.audit_15_unclaimed_money_goes_to_its_number as
select 'payment ' || p.id subject, 'for customer ' || coalesce(c.id::text, 'none') detail
  from tuma.unclaimed u
  join tuma.payments p on p.id = u.payment_id
  left join tuma.payments e on e.id = u.ended_by and e.type = 'claim'
  left join tuma.customers c on c.msisdn = p.account_reference
 where u.msisdn is distinct from p.account_reference
    or (e.id is not null and e.payee is distinct from c.account_id
        and not exists (select from tuma.former_numbers f where f.msisdn = u.msisdn and f.account_id = e.payee));
comment on view tuma.audit_15_unclaimed_money_goes_to_its_number is '15 money waits for, and is claimed by, the number it was sent to';
