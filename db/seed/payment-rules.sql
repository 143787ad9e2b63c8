-- Writes the descriptors of all payment types (core/payments/types.ts), so that SQL and TypeScript read the same rows.
-- Every migration that finds a change runs it. Readers see the old rows until it commits.
delete from tuma.payment_rules;
insert into tuma.payment_rules
select r.* from json_populate_recordset(null::tuma.payment_rules, (:payment_rules)) r;
