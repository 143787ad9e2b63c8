-- A row is a payment that still holds money a minute after its time was over.
create view tuma.audit_09_no_reservation_outlives_its_time as
select 'payment ' || p.id subject, p.state || ', expired at ' || p.expires_at detail,
       tstzrange(p.expires_at + interval '1 minute', null, '()') during
  from tuma.payments p where p.ended_at is null;
comment on view tuma.audit_09_no_reservation_outlives_its_time is '9 no reservation outlives its time';
