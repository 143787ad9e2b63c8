-- post_entries: writes the entries of completed payments: the payer's, the payee's, the fee's to p_fees_to, and the duty's to
-- p_excise_to. Arrays are aligned by payment; each entry has its number in its account and the balance that it leaves, and
-- where the number is null there is no such entry. Internal: called by settle, which holds the accounts.
create function tuma.post_entries(
  p_ids uuid[], p_payers bigint[], p_debits bigint[], p_payer_entries bigint[], p_payer_balances bigint[],
  p_payees bigint[], p_credits bigint[], p_payee_entries bigint[], p_payee_balances bigint[],
  p_fees_to bigint, p_fees bigint[], p_fee_entries bigint[], p_fee_balances bigint[],
  p_excise_to bigint, p_excises bigint[], p_excise_entries bigint[], p_excise_balances bigint[]
) returns void
language plpgsql set search_path = '' as $$
begin
  insert into tuma.entries (account_id, seq, payment_id, amount, balance)
  select u.payer, u.entry, u.id, -u.debit, u.balance
    from unnest(p_ids, p_payers, p_debits, p_payer_entries, p_payer_balances)
         u (id, payer, debit, entry, balance) where u.entry is not null
  union all
  select u.payee, u.entry, u.id, u.credit, u.balance
    from unnest(p_ids, p_payees, p_credits, p_payee_entries, p_payee_balances)
         u (id, payee, credit, entry, balance) where u.entry is not null
  union all
  select p_fees_to, u.entry, u.id, u.fee - u.excise, u.balance
    from unnest(p_ids, p_fees, p_excises, p_fee_entries, p_fee_balances)
         u (id, fee, excise, entry, balance) where u.entry is not null
  union all
  select p_excise_to, u.entry, u.id, u.excise, u.balance
    from unnest(p_ids, p_excises, p_excise_entries, p_excise_balances)
         u (id, excise, entry, balance) where u.entry is not null;
end $$;
