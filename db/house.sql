-- What the house has beside its first accounts. Run at every migration; running it again changes nothing. (A migration
-- cannot use a value that another one adds to a type in the same transaction.)

insert into tuma.accounts (id, kind, currency) overriding system value
values (102, 'airtime', 'KES'), (103, 'unclaimed', 'KES')
on conflict do nothing;

-- The rows of core/payment-rules.ts.
insert into tuma.payment_rules (type, payer, payee, tells_payer, tells_payee)
select r.* from json_to_recordset(:payment_rules) r (
  type tuma.payment_type, payer tuma.account_kind, payee tuma.account_kind, tells_payer boolean, tells_payee boolean
)
on conflict (type) do update
   set (payer, payee, tells_payer, tells_payee)
     = (excluded.payer, excluded.payee, excluded.tells_payer, excluded.tells_payee);
