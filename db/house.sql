-- The house's own accounts of kinds that came later than the first ones. Run at every migration; running it again
-- changes nothing. (A migration cannot use a kind that another one adds in the same transaction.)
insert into tuma.accounts (id, kind, currency) overriding system value
values (102, 'airtime', 'KES'), (103, 'unclaimed', 'KES')
on conflict do nothing;
