-- read_statement: returns the last p_count entries of the account that the customer with this number has with a number (seq) below p_before (null: the newest), newest first, each
-- with its payment and the part of the fee that the account paid. `incoming` tells which way the money went, and `reversed` how much
-- of it was taken back since, if any; the other side's names are null where it is not a customer. A page costs the same however
-- long the history is.
create function tuma.read_statement(p_account bigint, p_msisdn text, p_count integer, p_before bigint default null)
returns table (
  ended_at timestamptz, incoming boolean, type tuma.payment_type, number bigint, amount bigint, fee bigint,
  balance bigint, account_reference text, other_msisdn text, other_given_name text, other_family_name text,
  business_name text, reversed bigint, seq bigint
)
language sql stable security definer set search_path = '' as $$
  select p.ended_at, e.amount > 0, p.type, p.number, p.amount,
         case when e.amount > 0 then p.payee_fee else p.payer_fee end,
         e.balance, p.account_reference, o.msisdn, o.given_name, o.family_name, b.name,
         case when r.ended_by is not null then r.amount end, e.seq
    from (select * from tuma.entries
           where entries.account_id = p_account and tuma.owns(p_account, p_msisdn) and tuma.called_alone()
             and entries.seq < coalesce(p_before, 9223372036854775807)
           order by entries.seq desc limit p_count) e
    join tuma.payments p on p.id = e.payment_id
    left join tuma.reversals r on r.payment_id = p.id
    join tuma.payment_rules rule on rule.type = p.type
    -- The other side of a claim is its sender, and the other side of an exchange is the customer there.
    left join tuma.payments origin on origin.id = p.linked_payment and rule.other_side in ('origin', 'pair')
    cross join lateral (
      select case when e.amount > 0 then coalesce(origin.payer, p.payer) else coalesce(origin.payee, p.payee) end id
    ) other
    left join tuma.customers o on o.account_id = other.id
    left join tuma.businesses b on b.account_id = other.id
   order by e.seq desc
$$;
