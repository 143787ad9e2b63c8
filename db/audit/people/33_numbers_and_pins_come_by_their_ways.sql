-- A row is a customer whose number or PIN is another than the last one that was written down, or came by no way that gives one: by
-- registering, by a code or the PIN before, of which an SMS tells, or by somebody at the operator.
create view tuma.audit_33_numbers_and_pins_come_by_their_ways as
select 'account ' || c.account_id subject,
       case when h.id is null then 'nothing was written down'
            when h.msisdn is distinct from c.msisdn then 'another number than at ' || h.at
            else 'another PIN than at ' || h.at end detail
  from tuma.customers c
  left join lateral (select * from tuma.customer_changes w where w.account_id = c.account_id order by w.id desc limit 1) h on true
 where h.id is null or h.msisdn is distinct from c.msisdn or h.pin is distinct from sha256(c.pin_mac)
union all
select 'account ' || h.account_id, 'by no way, at ' || h.at
  from tuma.customer_changes h where h.way is null;
comment on view tuma.audit_33_numbers_and_pins_come_by_their_ways is '33 numbers and PINs come by their ways';
