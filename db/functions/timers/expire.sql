-- expire: ends payments whose time is over: those that are still reserved have failed, and those that are still in review are
-- declined. Ids ascend. Internal: called by run_due_timers, which holds their payers' accounts.
create function tuma.expire(p_reserved uuid[], p_in_review uuid[], p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  perform tuma.release(p_ids => p_reserved, p_from => 'reserved', p_state => 'failed', p_refusal => 'timeout',
                       p_evidence => null, p_now => p_now);
  perform tuma.release(p_ids => p_in_review, p_from => 'review', p_state => 'rejected', p_refusal => 'fraud_declined',
                       p_evidence => null, p_now => p_now);
  update tuma.reviews r set approved = false, decided_by = 'nobody in time', decided_at = p_now
    from tuma.payments p
   where r.payment_id = any (p_in_review) and r.decided_at is null and p.id = r.payment_id and p.state = 'rejected';
end $$;
