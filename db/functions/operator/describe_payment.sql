-- describe_payment: returns everything about a payment as JSON, with amounts as text; null where there is no such payment.
create function tuma.describe_payment(p_payment uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'id', p.id, 'number', p.number::text, 'type', p.type, 'channel', p.channel, 'state', p.state, 'refusal', p.refusal,
    'currency', (select a.currency from tuma.accounts a where a.id = p.payer), 'amount', p.amount::text,
    'fee', p.fee::text, 'excise', p.excise::text, 'feeBy', case when p.fee_by_payee then 'payee' else 'payer' end,
    'accountReference', p.account_reference,
    'payer', (select to_jsonb(a) from (select t.account_id::text account, t.kind, t.number, t.name, t.status
                from tuma.parties t where t.account_id = p.payer) a),
    'payee', (select to_jsonb(b) from (select t.account_id::text account, t.kind, t.number, t.name, t.status
                from tuma.parties t where t.account_id = p.payee) b),
    'requestedAt', p.requested_at, 'expiresAt', p.expires_at, 'endedAt', p.ended_at,
    'linkedPayment', (select o.number::text from tuma.payments o where o.id = p.linked_payment),
    'exchanged', (select jsonb_build_object('amount', o.amount::text, 'currency', a.currency)
                    from tuma.payments o join tuma.accounts a on a.id = o.payer
                    join tuma.payment_rules r on r.type = p.type and r.other_side = 'pair'
                   where o.id = p.linked_payment),
    'score', p.fraud_score, 'fraudModel', p.fraud_model, 'checksMs', p.checks_ms, 'evidence', p.evidence,
    'lateAnswers', (
      select coalesce(jsonb_agg(jsonb_build_object('check', l.who, 'answer', l.answer, 'ms', l.took_ms) order by l.who),
                      '[]')
        from tuma.late_answers l where l.payment_id = p.id),
    'events', (select coalesce(jsonb_agg(jsonb_build_object('type', e.type, 'at', e.at) order by e.seq), '[]')
                 from tuma.events e where e.payment_id = p.id),
    'entries', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'account', t.account_id::text, 'of', coalesce(t.number, t.kind::text), 'amount', e.amount::text,
               'balance', e.balance::text, 'seq', e.seq::text) order by e.amount), '[]')
        from tuma.read_legs(p.id) e join tuma.parties t on t.account_id = e.account_id),
    'receipts', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'party', r.party, 'state', r.state, 'attempts', r.attempts, 'gateway', r.gateway, 'at', r.at) order by r.party), '[]')
        from tuma.receipts r where r.about = p.id),
    'review', (select jsonb_build_object('openedAt', r.opened_at, 'approved', r.approved, 'by', r.decided_by,
                                         'note', r.note, 'at', r.decided_at)
                 from tuma.reviews r where r.payment_id = p.id),
    'airtime', (select jsonb_build_object('state', t.state, 'attempts', t.attempts, 'at', t.at, 'request', t.request_id,
                                          'answer', t.answer, 'refund', f.number::text, 'by', c.made_by, 'reason', c.reason)
                  from tuma.airtime t
                  left join tuma.payments f on f.id = t.refunded_by
                  left join tuma.operator_actions c on c.payment_id = t.payment_id and c.action = 'end_airtime'
                 where t.payment_id = p.id),
    'reversal', (select jsonb_build_object('amount', r.amount::text, 'reason', r.reason, 'by', r.asked_by,
                                           'at', r.asked_at, 'until', r.until, 'refusal', r.refusal,
                                           'refusedAt', r.refused_at, 'number', e.number::text)
                   from tuma.reversals r left join tuma.payments e on e.id = r.ended_by where r.payment_id = p.id),
    'act', (select jsonb_build_object('by', c.made_by, 'reason', c.reason) from tuma.operator_actions c
             where c.payment_id = p.id and c.action <> 'end_airtime'),
    'disputes', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'of', t.number, 'reason', d.reason, 'openedAt', d.opened_at, 'closedAt', d.closed_at, 'by', d.closed_by,
               'outcome', d.outcome) order by d.opened_at), '[]')
        from tuma.disputes d join tuma.parties t on t.account_id = d.account_id where d.payment_id = p.id)
  )
    from tuma.payments p where p.id = p_payment
$$;
