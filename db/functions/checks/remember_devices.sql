-- remember_devices: remembers the devices that completed payments were requested with as their payers' own; the latest
-- five are kept. Internal: called by settle, with arrays that are aligned by position.
create function tuma.remember_devices(p_payers bigint[], p_devices text[], p_completed boolean[], p_now timestamptz)
returns void
language sql set search_path = '' as $$
  insert into tuma.devices (account_id, device, first_at, last_at)
  select distinct u.payer, u.device, p_now, p_now
    from unnest(p_payers, p_devices, p_completed) u (payer, device, completed)
   where u.completed and u.device is not null
  on conflict (account_id, device) do update set last_at = excluded.last_at;

  delete from tuma.devices d
   where d.account_id = any (p_payers)
     and (select count(*) from tuma.devices other
           where other.account_id = d.account_id
             and (other.last_at, other.device) > (d.last_at, d.device)) >= 5
$$;
