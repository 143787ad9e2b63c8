-- A row is a dispute by an account that neither paid nor was paid.
create view tuma.audit_20_disputes_are_of_their_parties as
select 'payment ' || d.payment_id subject, 'account ' || d.account_id detail
  from tuma.disputes d left join tuma.payments p on p.id = d.payment_id
 where not coalesce(d.account_id in (p.payer, p.payee), false);
comment on view tuma.audit_20_disputes_are_of_their_parties is '20 disputes are of their payments'' parties';
