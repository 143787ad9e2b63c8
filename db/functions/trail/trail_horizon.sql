-- trail_horizon: tells how far the books have come, for the audit trail (db/proof/trail.ts): the last numbers that were given to
-- payments and to operators' acts, the latest rule set, the entries of each system account that has any, and which transactions
-- there are. A number up to these is of a transaction before `newest`, which is this call's own; once `oldest`, the oldest that
-- has not ended, has reached it, each of them was committed or never will be.
create function tuma.trail_horizon() returns table (
  payment bigint, act bigint, rule_set bigint, entries jsonb, newest bigint, oldest bigint
)
language plpgsql security definer set search_path = '' as $$
begin
  select coalesce(pg_sequence_last_value('tuma.payments_number_seq'), 0),
         coalesce(pg_sequence_last_value('tuma.operator_actions_id_seq'), 0),
         coalesce((select max(r.version) from tuma.rule_sets r), 0),
         coalesce((select jsonb_object_agg(a.id, a.entries) from tuma.accounts a
                    where a.id < 1000 and a.entries > 0 and a.kind not in ('wallet', 'agent', 'biller', 'till')), '{}')
    into payment, act, rule_set, entries;
  oldest := pg_snapshot_xmin(pg_current_snapshot())::text;
  newest := pg_current_xact_id()::text;
  return next;
end $$;
