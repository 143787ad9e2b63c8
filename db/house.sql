-- What the house has beside its first accounts. Run at every migration; running it again changes nothing. (A migration
-- cannot use a value that another one adds to a type in the same transaction.)

-- What is paid back for airtime is more than was paid into 102 where there was a fee, and nobody waits for it until the
-- house has put money there.
insert into tuma.accounts (id, kind, currency, may_be_negative) overriding system value
values (102, 'airtime', 'KES', true), (103, 'unclaimed', 'KES', false)
on conflict (id) do update set may_be_negative = excluded.may_be_negative;

-- The rows of core/payment-rules.ts.
insert into tuma.payment_rules (type, payer, payee, tells_payer, tells_payee)
select r.* from json_to_recordset(:payment_rules) r (
  type tuma.payment_type, payer tuma.account_kind, payee tuma.account_kind, tells_payer boolean, tells_payee boolean
)
on conflict (type) do update
   set (payer, payee, tells_payer, tells_payee)
     = (excluded.payer, excluded.payee, excluded.tells_payer, excluded.tells_payee);
