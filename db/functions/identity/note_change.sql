-- note_change: writes down the number and the PIN (a digest of its MAC) that a customer has now, with how they came: opened, or the
-- notice or the operator's act that this transaction has written for them, or null. Internal: a trigger on tuma.customers, which
-- runs when the transaction ends, because these are written after the customer.
create function tuma.note_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and (old.msisdn, old.pin_mac) is not distinct from (new.msisdn, new.pin_mac) then
    return null;
  end if;
  insert into tuma.customer_changes (account_id, msisdn, pin, way)
  values (new.account_id, new.msisdn, sha256(new.pin_mac), coalesce(
    case when tg_op = 'INSERT' then 'opened' end,
    (select a.action::text from tuma.operator_actions a
      where a.account_id = new.account_id and a.xmin = pg_current_xact_id()::xid order by a.id desc limit 1),
    case when old.msisdn is not distinct from new.msisdn then
      (select n.kind::text from tuma.notices n
        where n.msisdn = new.msisdn and n.kind in ('pin_changed', 'pin_reset', 'pin_cleared')
          and n.xmin = pg_current_xact_id()::xid limit 1) end));
  return null;
end $$;
