-- A row is a receipt that a gateway is said to have and that was never tried, or names the gateway and no message.
create view tuma.audit_10_receipts_are_as_their_tries as
select concat_ws(' ', case r.party when 'subscriber' then 'notice' else 'payment' end, r.about, r.party) subject,
       r.state || ' after ' || r.attempts || ' tries' detail
  from tuma.receipts r
 where (r.state in ('sent', 'delivered', 'undelivered') and (r.attempts = 0 or (r.gateway is not null and r.message_id is null)))
    or (r.state = 'intended' and r.attempts > 0);
comment on view tuma.audit_10_receipts_are_as_their_tries is '10 receipts are as their tries';
