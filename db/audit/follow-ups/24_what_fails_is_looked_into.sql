-- A row is something that the books try to end and that has failed again and again for ten minutes: a bug, or rows that should not
-- be.
create view tuma.audit_24_what_fails_is_looked_into as
select 'payment ' || f.item subject, f.job || ' failed ' || f.times || ' times: ' || f.sqlstate detail,
       tstzrange(f.since + interval '10 minutes', f.at + interval '2 hours', '()') during
  from tuma.failures f where f.at > f.since + interval '30 seconds';
comment on view tuma.audit_24_what_fails_is_looked_into is '24 what fails again is looked into';
