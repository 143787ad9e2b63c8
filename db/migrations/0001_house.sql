-- The house's own accounts, and room in the pages of rows that are updated for each payment, so that an
-- update stays on its page and touches no index (HOT).
alter table tuma.accounts set (fillfactor = 50);
--> statement-breakpoint
alter table tuma.profiles set (fillfactor = 50);
--> statement-breakpoint
alter table tuma.payments set (fillfactor = 80);
--> statement-breakpoint
alter table tuma.receipts set (fillfactor = 80);
--> statement-breakpoint
insert into tuma.accounts (id, kind, currency) overriding system value
select stripe, 'fee_revenue', 'KES' from generate_series(1, 64) stripe;
--> statement-breakpoint
insert into tuma.accounts (id, kind, currency, may_be_negative) overriding system value
values (100, 'funding', 'KES', true);
