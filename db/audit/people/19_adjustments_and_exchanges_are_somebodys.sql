-- A row is an adjustment or a desk exchange that nobody signed, or a signature under a payment that does not exist.
create view tuma.audit_19_adjustments_and_exchanges_are_somebodys as
select 'payment ' || coalesce(p.id, c.payment_id) subject,
       coalesce(p.state::text, 'no payment') || ' by ' || coalesce(c.made_by, 'nobody') detail
  from (select * from tuma.payments
         where type = 'adjustment'
            or (type in ('exchange_out', 'exchange_in') and channel = 'desk' and state = 'completed')) p
  full join (select * from tuma.operator_actions where action in ('adjust', 'exchange')) c on c.payment_id = p.id
 where not coalesce(p.state = 'completed' and c.account_id in (p.payer, p.payee) and c.made_by <> '', false);
comment on view tuma.audit_19_adjustments_and_exchanges_are_somebodys is '19 adjustments and exchanges at the desk are somebody''s';
