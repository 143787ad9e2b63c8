-- A row is a notice that nobody will send, or a receipt of a notice that does not exist.
create view tuma.audit_10_notices_have_exactly_their_receipts as
select 'notice ' || coalesce(n.id, r.about) subject, 'not one' detail
  from tuma.notices n
  full join (select about from tuma.receipts where party = 'subscriber') r on r.about = n.id
 where n.id is null or r.about is null;
comment on view tuma.audit_10_notices_have_exactly_their_receipts is '10 notices have exactly their receipts';
