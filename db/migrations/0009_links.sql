-- What belongs to an account. A key that is enforced has every update of an account checked for it, and a payment makes three:
-- six keys were a thirtieth of it (measured). No account is ever taken away (db/security.sql), each of these rows is written by
-- one function that has its account at hand, and the audit proves the links.
alter table tuma.acts alter constraint acts_account_id_accounts_id_fk not enforced;
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
