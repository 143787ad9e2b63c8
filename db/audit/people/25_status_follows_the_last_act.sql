-- A row is an account that is closed, open or in use against the last that somebody at the operator did to it. (A customer may freeze
-- the own wallet by phone.)
create view tuma.audit_25_status_follows_the_last_act as
select 'account ' || a.id subject, a.status || ' after ' || coalesce(l.action::text, 'no act') detail
  from tuma.accounts a
  left join (select distinct on (o.account_id) o.account_id, o.action from tuma.operator_actions o
              where o.action in ('freeze', 'unfreeze', 'close', 'reopen') order by o.account_id, o.id desc) l on l.account_id = a.id
 where (a.status = 'closed') <> coalesce(l.action = 'close', false) or (a.status = 'active' and l.action = 'freeze')
    or (a.status = 'frozen' and a.kind <> 'wallet' and l.action is distinct from 'freeze');
comment on view tuma.audit_25_status_follows_the_last_act is '25 an account''s status follows the last act';
