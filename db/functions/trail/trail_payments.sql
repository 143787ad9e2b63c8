-- trail_payments: returns the payments with a number above p_after and up to p_to, and those with an id of p_ids, each with the
-- digest of all that is posted of it: its row, its payer's and its payee's entry, the decision of its review, and what it
-- reverses. While the payment is open it has its id instead, to ask for it again. A digest is the SHA-256 of the row as PostgreSQL sends it: each value
-- behind its type and length, so that no two rows have one text. Types are built-in ones: the digest is the same after a restore.
create function tuma.trail_payments(p_after bigint, p_to bigint, p_ids uuid[])
returns table (number bigint, id uuid, digest text)
language sql stable security definer set search_path = '' as $$
  select p.number, case when p.ended_at is null then p.id end,
         case when p.ended_at is not null then encode(sha256(record_send(row(
           p.number, p.id, p.type::text, p.channel::text, p.state::text, p.payer, p.payee, p.amount, p.fee, p.excise,
           p.fee_by_payee, p.account_reference, p.linked_payment, p.day, p.received_day, p.requested_at, p.reserved_at,
           p.expires_at, p.ended_at, p.refusal::text, p.device, p.payer_entry, p.payee_entry, p.fraud_score, p.fraud_model,
           p.checks_ms, p.evidence, d.amount, d.balance, c.amount, c.balance,
           w.opened_at, w.approved, w.decided_by, w.note, w.decided_at,
           v.amount, v.reason, v.asked_by, v.asked_at, v.until))), 'hex') end
    from (select n.* from tuma.payments n where n.number > p_after and n.number <= p_to
          union all
          select i.* from tuma.payments i where i.id = any (p_ids) and not (i.number > p_after and i.number <= p_to)) p
    left join tuma.entries d on d.account_id = p.payer and d.seq = p.payer_entry
    left join tuma.entries c on c.account_id = p.payee and c.seq = p.payee_entry
    left join tuma.reviews w on w.payment_id = p.id
    left join tuma.reversals v on v.payment_id = p.linked_payment and v.ended_by = p.id
$$;
