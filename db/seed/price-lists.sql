-- Writes the price lists of all markets' tariffs (core/revenue/tariff.ts), at whose prices reserve takes payments. Every migration
-- that finds a change runs it. A price that is no longer in the tariff stands for a quarter of an hour: customers were quoted it, and
-- Workers of the version before quote it until they are replaced, which takes up to five minutes after a deployment.
create temporary table tariff on commit drop as
select * from json_to_recordset(:price_lists) n (
  market text, type tuma.payment_type, tier smallint, fee_by tuma.fee_payer, smallest bigint, largest bigint, up_to bigint[],
  fees bigint[], excises bigint[]
);
delete from tuma.price_lists where until < now();
update tuma.price_lists l set until = now() + interval '15 minutes'
 where until = 'infinity' and not exists (
   select from tariff n
    where (n.market, n.type, n.tier, n.fee_by, n.smallest, n.largest, n.up_to, n.fees, n.excises)
        = (l.market, l.type, l.tier, l.fee_by, l.smallest, l.largest, l.up_to, l.fees, l.excises));
insert into tuma.price_lists (market, type, tier, fee_by, smallest, largest, up_to, fees, excises)
select * from tariff
on conflict do nothing;
