-- A row is money that waits although its number has registered and was proved: it must be due at once. (A minute is left for clocks
-- that differ, and what does not fit the wallet waits for room.)
create view tuma.audit_15_money_for_a_customer_does_not_wait as
select 'payment ' || u.payment_id subject, 'until ' || u.due_at detail,
       tstzrange(null, u.due_at - interval '1 minute', '()') during
  from tuma.unclaimed u join tuma.customers c on c.msisdn = u.msisdn and c.possession_proved_at is not null
 where u.ended_by is null and u.stuck_since is null;
comment on view tuma.audit_15_money_for_a_customer_does_not_wait is '15 money for a customer does not wait';
