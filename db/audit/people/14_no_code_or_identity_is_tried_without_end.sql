-- A row is a customer whose identity was tried more often than three times, or a number to which more codes were sent in a day,
-- or of which more wrong codes were typed, than may be: somebody may have guessed their way to a new PIN.
create view tuma.audit_14_no_code_or_identity_is_tried_without_end as
select 'customer ' || c.id subject, c.identity_tries || ' tries of the identity' detail
  from tuma.customers c where c.identity_tries not between 0 and 3
union all
select 'code of ' || o.purpose, o.failures || ' wrong, ' || o.sends || ' sent'
  from tuma.one_time_codes o
 where o.failures not between 0 and 5 or o.sends not between 1 and 5 or (o.used_at is not null and o.proof is not null)
    or not exists (select from tuma.notices n where n.id = o.notice and n.msisdn = o.msisdn);
comment on view tuma.audit_14_no_code_or_identity_is_tried_without_end is '14 no code and no identity is tried without end';
