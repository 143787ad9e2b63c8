-- A row is a reversal that still waits for money ten minutes after its time was over, or waits for ever.
create view tuma.audit_17_reversals_wait_no_longer_than_their_time as
select 'payment ' || r.payment_id subject, coalesce('until ' || r.until, 'for ever') detail,
       case when r.until is null then '(,)' else tstzrange(r.until + interval '10 minutes', null, '()') end during
  from tuma.reversals r where r.ended_by is null and r.refused_at is null;
comment on view tuma.audit_17_reversals_wait_no_longer_than_their_time is '17 reversals wait no longer than their time';
