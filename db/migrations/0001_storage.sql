-- The storage decisions that drizzle's schema cannot express: fill factors, virtual columns, and keys that are declared but
-- not enforced.

-- Pages keep room for rows that every payment updates, so that an update stays on its page and touches no index (HOT). A tenth
-- is enough for accounts: the next update prunes what the last one left, and more room would only mean pruning at every touch
-- (measured: a tenth less work per payment than with one half). A payment is written twice, so its second version needs the
-- room of the first.
alter table tuma.accounts set (fillfactor = 90);
--> statement-breakpoint
alter table tuma.payments set (fillfactor = 45);
--> statement-breakpoint
-- What the payer and the payee pay of a payment's fee is worked out here and nowhere else. The columns are virtual (PostgreSQL
-- 18): the planner puts the expression in place of the column, so a payment stores no byte of them, logs none, and computes
-- one only where a statement reads it.
alter table tuma.payments
  add column payer_fee bigint generated always as (case when fee_by_payee then 0 else fee end) virtual,
  add column payee_fee bigint generated always as (case when fee_by_payee then fee else 0 end) virtual;
--> statement-breakpoint
-- Keys to accounts are declared and not enforced (PostgreSQL 18). PostgreSQL looks at each enforced key in every update of an
-- account, and a payment makes three updates: six keys cost 3 % of its time (measured). Instead, triggers forbid to delete an
-- account (db/guards.sql), one function writes each of these rows with its account at hand, and audit invariant 21 proves the
-- links.
alter table tuma.operator_actions alter constraint operator_actions_account_id_accounts_id_fk not enforced;
--> statement-breakpoint
alter table tuma.businesses alter constraint businesses_account_id_accounts_id_fk not enforced;
--> statement-breakpoint
alter table tuma.customers alter constraint customers_account_id_accounts_id_fk not enforced;
--> statement-breakpoint
alter table tuma.devices alter constraint devices_account_id_accounts_id_fk not enforced;
--> statement-breakpoint
alter table tuma.disputes alter constraint disputes_account_id_accounts_id_fk not enforced;
--> statement-breakpoint
alter table tuma.sim_checks alter constraint sim_checks_account_id_accounts_id_fk not enforced;
