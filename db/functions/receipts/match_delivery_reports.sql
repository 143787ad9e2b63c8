-- match_delivery_reports: ends those receipts of these messages that a report was kept for, because it came before its message's
-- id was known. Internal: for finish_receipts, which has just written ids down, and for keep_early_reports.
create function tuma.match_delivery_reports(p_message_ids text[]) returns void
language plpgsql set search_path = '' as $$
declare
  v_report tuma.delivery_reports;
begin
  -- One by one: a receipt is looked up by its message's id, however large the planner believes this young table to be.
  for v_report in
    select d.* from tuma.delivery_reports d where d.message_id = any (p_message_ids)
     order by d.message_id for update skip locked
  loop
    update tuma.receipts r set state = v_report.state, claim = null
     where r.message_id = v_report.message_id and r.gateway = v_report.gateway and r.state in ('sending', 'sent');
    if found then
      delete from tuma.delivery_reports d
       where d.message_id = v_report.message_id and d.gateway = v_report.gateway;
    end if;
  end loop;
end $$;
