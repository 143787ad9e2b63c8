-- A row is an entry that is neither its payment's payer's nor its payee's, and does not put the fee (without duty)
-- into fee revenue or the duty into its account.
create view tuma.audit_02_fees_go_to_fee_revenue as
select 'payment ' || e.payment_id subject, 'account ' || e.account_id detail
  from tuma.entries e
  join tuma.payments p on p.id = e.payment_id
  left join tuma.accounts a on a.id = e.account_id
 where (e.account_id = p.payer and e.seq = p.payer_entry) is not true
   and (e.account_id = p.payee and e.seq = p.payee_entry) is not true
   and e.amount is distinct from
       case a.kind when 'fee_revenue' then p.fee - coalesce(p.excise, 0) when 'excise' then p.excise end;
comment on view tuma.audit_02_fees_go_to_fee_revenue is '2 fees go to fee revenue, and the duty on them to its account';
