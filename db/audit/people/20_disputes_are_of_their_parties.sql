-- A row is a dispute by an account that is told nothing of its payment.
create view tuma.audit_20_disputes_are_of_their_parties as
select 'payment ' || d.payment_id subject, 'account ' || d.account_id detail
  from tuma.disputes d
 where (select count(*) from tuma.dispute_parties v where v.payment_id = d.payment_id and v.account_id = d.account_id) = 0;
comment on view tuma.audit_20_disputes_are_of_their_parties is '20 disputes are of their payments'' parties';
