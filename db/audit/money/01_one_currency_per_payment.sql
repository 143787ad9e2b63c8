-- A row is a payment whose entries lie in accounts of different currencies, so that its sum of zero means nothing.
create view tuma.audit_01_one_currency_per_payment as
select 'payment ' || e.payment_id subject, count(distinct a.currency)::text detail
  from tuma.entries e join tuma.accounts a on a.id = e.account_id
 group by e.payment_id having min(a.currency) <> max(a.currency);
comment on view tuma.audit_01_one_currency_per_payment is '1 one currency per payment';
