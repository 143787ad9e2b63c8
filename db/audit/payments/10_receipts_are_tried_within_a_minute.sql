-- A row is a receipt that was intended more than a minute ago and never tried: the queue is not served.
create view tuma.audit_10_receipts_are_tried_within_a_minute as
select 'payment ' || r.about || ' ' || r.party subject, 'since ' || r.at detail,
       tstzrange(r.at + interval '1 minute', null, '()') during
  from tuma.receipts r where r.state = 'intended';
comment on view tuma.audit_10_receipts_are_tried_within_a_minute is '10 receipts are tried within a minute';
