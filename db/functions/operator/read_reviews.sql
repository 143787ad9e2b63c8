-- read_reviews: lists the payments that wait for a person's decision, those with the least time left first, at most
-- p_limit. The evidence says which factors spoke against them.
create function tuma.read_reviews(p_limit integer)
returns table (
  "number" bigint, type tuma.payment_type, amount bigint, fee bigint, payer_number text, payer_name text,
  payee_number text, payee_name text, account_reference text, opened_at timestamptz, expires_at timestamptz,
  score smallint, fraud_model text, evidence jsonb
)
language sql stable security definer set search_path = '' as $$
  select p.number, p.type, p.amount, p.fee, a.number, a.name, b.number, coalesce(b.name, b.kind::text),
         p.account_reference, r.opened_at, p.expires_at, p.fraud_score, p.fraud_model, p.evidence
    from tuma.reviews r
    join tuma.payments p on p.id = r.payment_id
    join tuma.parties a on a.account_id = p.payer
    join tuma.parties b on b.account_id = p.payee
   where r.decided_at is null
   order by p.expires_at, p.number limit p_limit
$$;
