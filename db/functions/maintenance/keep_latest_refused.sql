-- keep_latest_refused: keeps the latest fifty refused payments of each payer in their list, so that nobody makes it long; the payments
-- themselves stay. It reads fifty entries of an index. Internal: a trigger of tuma.refused_payments, whose writer holds the
-- payers' accounts.
create function tuma.keep_latest_refused() returns trigger
language plpgsql set search_path = '' as $$
begin
  delete from tuma.refused_payments r
   using (select distinct a.account_id from added a) n
   where r.account_id = n.account_id
     and r.payment_id <= (select l.payment_id from tuma.refused_payments l
                           where l.account_id = n.account_id order by l.payment_id desc offset 50 limit 1);
  return null;
end $$;
