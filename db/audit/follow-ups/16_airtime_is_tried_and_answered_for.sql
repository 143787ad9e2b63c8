-- A row is airtime that was never tried, or whose outcome nobody has found out within a day: also where the gateway took it and has
-- not reported its end.
create view tuma.audit_16_airtime_is_tried_and_answered_for as
select 'payment ' || t.payment_id subject, t.state || ' since ' || t.at detail,
       tstzrange(t.at + case t.state when 'intended' then interval '1 minute' else interval '1 day' end, null, '()') during
  from tuma.airtime t where t.state in ('intended', 'sending', 'sent', 'unanswered');
comment on view tuma.audit_16_airtime_is_tried_and_answered_for is '16 airtime is tried within a minute, and answered for within a day';
