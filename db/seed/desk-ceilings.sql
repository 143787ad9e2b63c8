-- Writes the most that one act at the desk moves in each currency (core/care/desk-ceilings.ts). Every migration that finds a
-- change runs it.
insert into tuma.desk_ceilings
select c.* from json_to_recordset(:desk_ceilings) c (currency text, amount bigint)
on conflict (currency) do update set amount = excluded.amount;
