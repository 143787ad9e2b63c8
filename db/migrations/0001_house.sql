-- The house's own accounts, and room in the pages of rows that are updated for each payment, so that an update stays
-- on its page and touches no index (HOT). A tenth is enough: what an update leaves behind is pruned by the next, and
-- more room would only mean pruning at every touch (measured: a tenth less work per payment than with one half).
alter table tuma.accounts set (fillfactor = 90);
--> statement-breakpoint
alter table tuma.profiles set (fillfactor = 90);
--> statement-breakpoint
insert into tuma.accounts (id, kind, currency) overriding system value
select stripe, 'fee_revenue', 'KES' from generate_series(1, 64) stripe;
--> statement-breakpoint
insert into tuma.accounts (id, kind, currency, may_be_negative) overriding system value
values (100, 'funding', 'KES', true);
