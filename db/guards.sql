-- Triggers that forbid to change what must stay as it is. Every migration makes them anew.

-- What is posted stays: not even the owner changes a posted row without taking the guard down first.
create or replace trigger entries_stay before update or delete or truncate on tuma.entries
  for each statement execute function tuma.forbid_change();
create or replace trigger payments_stay before delete or truncate on tuma.payments
  for each statement execute function tuma.forbid_change();
-- After the row, where it is refused as well: a trigger before it would have every payment's row locked once more.
create or replace trigger payments_end_once after update on tuma.payments
  for each row when (old.ended_at is not null) execute function tuma.forbid_change();

-- Nor is an account taken away, which all that was posted on it speaks of, and what belongs to it.
create or replace trigger accounts_stay before delete or truncate on tuma.accounts
  for each statement execute function tuma.forbid_change();

-- So does what people did: acts and rule sets as they are, a verdict once it is given, a reversal once it is made or given
-- up. (What was given up may be asked for anew, which takes its refusal away.)
create or replace trigger operator_actions_stay before update or delete or truncate on tuma.operator_actions
  for each statement execute function tuma.forbid_change();
create or replace trigger rule_sets_stay before update or delete or truncate on tuma.rule_sets
  for each statement execute function tuma.forbid_change();
create or replace trigger reviews_stay before delete or truncate on tuma.reviews
  for each statement execute function tuma.forbid_change();
create or replace trigger reviews_end_once before update on tuma.reviews
  for each row when (
    old.decided_at is not null or new.decided_at is null
    or (new.payment_id, new.opened_at) is distinct from (old.payment_id, old.opened_at)
  ) execute function tuma.forbid_change();
create or replace trigger reversals_stay before delete or truncate on tuma.reversals
  for each statement execute function tuma.forbid_change();
create or replace trigger reversals_end_once before update on tuma.reversals
  for each row when (
    old.ended_by is not null or (old.refused_at is not null and new.refused_at is not null)
    or new.payment_id is distinct from old.payment_id
    or ((new.ended_by is not null or new.refused_at is not null)
        and (new.amount, new.reason, new.asked_by, new.asked_at)
              is distinct from (old.amount, old.reason, old.asked_by, old.asked_at))
  ) execute function tuma.forbid_change();
