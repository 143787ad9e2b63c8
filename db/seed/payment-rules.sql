-- Writes the rules of every payment type (core/payments/types.ts), so that SQL and TypeScript read the same ones.
-- Every migration runs it; running it again changes nothing.
insert into tuma.payment_rules (type, payers, payees, fee_by, counts_toward_limits, allowed_when_frozen, reversible, notifies_payer,
                                notifies_payee)
select r.type, array(select json_array_elements_text(r.payers))::tuma.account_kind[],
       array(select json_array_elements_text(r.payees))::tuma.account_kind[], r.fee_by, r.counts_toward_limits, r.allowed_when_frozen,
       r.reversible, r.notifies_payer, r.notifies_payee
  from json_to_recordset(:payment_rules) r (
    type tuma.payment_type, payers json, payees json, fee_by tuma.fee_payer, counts_toward_limits boolean, allowed_when_frozen boolean,
    reversible boolean, notifies_payer boolean, notifies_payee boolean
  )
on conflict (type) do update
   set (payers, payees, fee_by, counts_toward_limits, allowed_when_frozen, reversible, notifies_payer, notifies_payee)
     = (excluded.payers, excluded.payees, excluded.fee_by, excluded.counts_toward_limits, excluded.allowed_when_frozen, excluded.reversible,
        excluded.notifies_payer, excluded.notifies_payee);
