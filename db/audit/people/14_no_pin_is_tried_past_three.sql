-- A row is a customer whose PIN was tried more often than three times in a row or ten times of late, or is locked without an end, or
-- who has no PIN and still has tries of one.
create view tuma.audit_14_no_pin_is_tried_past_three as
select 'customer ' || c.id subject, c.pin_attempts::text detail
  from tuma.customers c where c.pin_attempts not between 0 and 3 or c.pin_wrongs not between 0 and 9 or c.pin_locks not between 0 and 5
    or (c.pin_attempts = 3 and c.pin_locked_until is null) or (c.pin_mac is null and c.pin_attempts > 0);
comment on view tuma.audit_14_no_pin_is_tried_past_three is '14 no PIN is tried past three';
