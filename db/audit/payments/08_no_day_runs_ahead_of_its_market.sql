-- A row is a day that has not come yet in the market, and that payments of an account were counted on: whoever moves the day
-- moves more than a daily limit allows.
create view tuma.audit_08_no_day_runs_ahead_of_its_market as
select 'account ' || min(d.id) subject, count(*) || ' of ' || d.currency || ' on ' || d.day detail,
       tstzrange(null, (
         select min(d.day::timestamp at time zone m.time_zone) from tuma.markets m
          where m.currency = d.currency or m.market = (select h.market from tuma.home h)) - interval '1 minute') during
  from (select a.id, a.currency, greatest(a.sent_day, a.received_day) "day" from tuma.accounts a) d
 where d.day > '1970-01-01'
 group by d.currency, d.day;
comment on view tuma.audit_08_no_day_runs_ahead_of_its_market is '8 no day runs ahead of its market''s';
