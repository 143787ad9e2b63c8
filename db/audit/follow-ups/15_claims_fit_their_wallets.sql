-- A row is money that waited and was paid to its number, or back to its sender, in the last day, although the wallet may not have so
-- much. (What a tier allows may change later.)
create view tuma.audit_15_claims_fit_their_wallets as
select 'payment ' || p.id subject, p.type || ' left ' || e.balance || ' of at most ' || t.balance_cap detail,
       tstzrange(p.ended_at, p.ended_at + interval '1 day') during
  from tuma.unclaimed u
  join tuma.payments p on p.id = u.ended_by
  join tuma.entries e on e.account_id = p.payee and e.seq = p.payee_entry
  join tuma.accounts a on a.id = p.payee
  join tuma.home h on true
  join tuma.tiers t on t.market = h.market and t.tier = a.tier
 where u.payer is not null and e.balance > t.balance_cap;
comment on view tuma.audit_15_claims_fit_their_wallets is '15 claims and returns fit their wallets';
