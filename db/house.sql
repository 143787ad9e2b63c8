-- What core has as data and the books look at. Run at every migration; running it again changes nothing. (A migration
-- cannot use a value that another one adds to a type in the same transaction.) Each :name is JSON.

-- The house's accounts, of core/ledger/system-accounts.ts.
insert into tuma.accounts (id, kind, currency, may_be_negative) overriding system value
select h.* from json_to_recordset(:house) h (
  id bigint, kind tuma.account_kind, currency text, may_be_negative boolean
)
on conflict (id) do update set may_be_negative = excluded.may_be_negative
 where accounts.may_be_negative <> excluded.may_be_negative;

-- The rows of core/payments/rules.ts.
insert into tuma.payment_rules (type, payers, payees, fee_by, limited, from_frozen, reversible, tells_payer,
                                tells_payee)
select r.type, array(select json_array_elements_text(r.payers))::tuma.account_kind[],
       array(select json_array_elements_text(r.payees))::tuma.account_kind[], r.fee_by, r.limited, r.from_frozen,
       r.reversible, r.tells_payer, r.tells_payee
  from json_to_recordset(:payment_rules) r (
    type tuma.payment_type, payers json, payees json, fee_by tuma.fee_payer, limited boolean, from_frozen boolean,
    reversible boolean, tells_payer boolean, tells_payee boolean
  )
on conflict (type) do update
   set (payers, payees, fee_by, limited, from_frozen, reversible, tells_payer, tells_payee)
     = (excluded.payers, excluded.payees, excluded.fee_by, excluded.limited, excluded.from_frozen, excluded.reversible,
        excluded.tells_payer, excluded.tells_payee);

-- The tiers of core/markets/market.ts.
insert into tuma.tiers
select t.* from json_to_recordset(:tiers) t (
  market text, tier smallint, balance_cap bigint,
  send_daily bigint, send_daily_count integer, send_weekly bigint, send_weekly_count integer,
  send_monthly bigint, send_monthly_count integer,
  receive_daily bigint, receive_daily_count integer, receive_weekly bigint, receive_weekly_count integer,
  receive_monthly bigint, receive_monthly_count integer
)
on conflict (market, tier) do update
   set (balance_cap, send_daily, send_daily_count, send_weekly, send_weekly_count, send_monthly, send_monthly_count,
        receive_daily, receive_daily_count, receive_weekly, receive_weekly_count, receive_monthly,
        receive_monthly_count)
     = (excluded.balance_cap, excluded.send_daily, excluded.send_daily_count, excluded.send_weekly,
        excluded.send_weekly_count, excluded.send_monthly, excluded.send_monthly_count, excluded.receive_daily,
        excluded.receive_daily_count, excluded.receive_weekly, excluded.receive_weekly_count,
        excluded.receive_monthly, excluded.receive_monthly_count);
