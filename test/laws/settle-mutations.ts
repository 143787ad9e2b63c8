/** Mistakes in how payments end, and what moves then. */
import { type Mutation, of } from './mutation.ts';

export const settleMutations: readonly Mutation[] = [
  ...of('functions/ledger/lock_accounts.sql', [
    [
      'the order of the locks',
      `where accounts.id = any (p_accounts)
           order by accounts.id for no key update) a`,
      `where accounts.id in (
             select l.id from (select accounts.id from tuma.accounts
                                where accounts.id = any (p_accounts)
                                  for no key update) l)
           order by accounts.id) a`,
      'settle locks accounts in the order of their ids',
    ],
    [
      'the locks',
      'order by accounts.id for no key update',
      'order by accounts.id',
      'settle decides by what whoever was before it has left',
    ],
    [
      'a lock that keeps out who only refers to the account',
      'for no key update',
      'for update',
      'payments go on while somebody refers to their accounts',
    ],
    [
      'that what is received begins at nothing each day',
      'v_daily[a.tier] - case when a.received_day >= p_day then a.received_today else 0 end',
      'v_daily[a.tier] - a.received_today',
      'a new day begins at nothing',
    ],
  ]),
  ...of('functions/ledger/decide_settlements.sql', [
    [
      'the fee',
      'balances[v_payer] := balances[v_payer] - p_debits[i]',
      'balances[v_payer] := balances[v_payer] - p_amounts[i]',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'who is paid the fee',
      'balances[v_fees_to] := balances[v_fees_to] + p_fees[i] - p_excises[i]',
      'balances[v_fees_to] := balances[v_fees_to] + p_fees[i]',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'the duty',
      'if p_excises[i] > 0 then',
      'if false then',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'a fee’s entry where all of it is duty',
      'if p_fees[i] > p_excises[i] then',
      'if p_fees[i] >= p_excises[i] then',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'credit twice',
      'balances[v_payee] := balances[v_payee] + p_credits[i]',
      'balances[v_payee] := balances[v_payee] + 2 * p_credits[i]',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'no credit',
      'balances[v_payee] := balances[v_payee] + p_credits[i];',
      '',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'the number of the payer’s entry',
      'payer_entries[i] := entries[v_payer];',
      'payer_entries[i] := entries[v_payer] + 1;',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'what the same batch left the payer',
      'payer_balances[i] := balances[v_payer];',
      'payer_balances[i] := balances[v_payer] - 1;',
      'a batch ends as its payments would, one after the other',
    ],
    [
      'what is given back of what was held',
      'released[v_payer] := released[v_payer] + p_debits[i]',
      'released[v_payer] := released[v_payer] + p_amounts[i]',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'what is given back of a payer’s others in the batch',
      'released[v_payer] := released[v_payer] + p_debits[i]',
      'released[v_payer] := p_debits[i]',
      'a batch ends as its payments would, one after the other',
    ],
    [
      'who may be paid by a type',
      `or coalesce(strpos(v_allowed[v_rule], ' ' || p_kinds[v_payee] || ' '), 0) = 0`,
      '',
      'nobody is paid who may not be, and what was held is given back',
    ],
    [
      'that payer and payee have one currency',
      `when p_currencies[v_payee] <> p_currencies[v_payer] or`,
      'when',
      'nobody is paid who may not be, and what was held is given back',
    ],
    [
      'that what is closed is not paid',
      `p_statuses[v_payee] = 'closed'`,
      'false',
      'nobody is paid who may not be, and what was held is given back',
    ],
    [
      'that a frozen business is not paid',
      `p_statuses[v_payee] = 'frozen'`,
      'false',
      'a frozen business is not paid, and a frozen wallet is',
    ],
    [
      'that a frozen wallet is paid',
      `and p_kinds[v_payee] <> 'wallet'`,
      '',
      'a frozen business is not paid, and a frozen wallet is',
    ],
    [
      'that a cap holds for what arrives',
      'balances[v_payee] + p_credits[i] > p_caps[v_payee]',
      'balances[v_payee] + p_amounts[i] > p_caps[v_payee]',
      'a payee pays the fee where the rules say so, out of what arrives',
    ],
    [
      'that what is received counts without fees',
      'received[v_payee] := received[v_payee] + p_amounts[i]',
      'received[v_payee] := received[v_payee] + p_credits[i]',
      'a payee pays the fee where the rules say so, out of what arrives',
    ],
    [
      'the payee’s cap',
      'balances[v_payee] + p_credits[i] > p_caps[v_payee]',
      'false',
      'a payee holds what its tier lets it',
    ],
    [
      '>= for > at the payee’s cap',
      'balances[v_payee] + p_credits[i] > p_caps[v_payee]',
      'balances[v_payee] + p_credits[i] >= p_caps[v_payee]',
      'a payee holds what its tier lets it',
    ],
    [
      '>= for > at what the payee may receive',
      'received[v_payee] + p_amounts[i] > p_room[v_payee]',
      'received[v_payee] + p_amounts[i] >= p_room[v_payee]',
      'a payee receives what its day takes',
    ],
    [
      'one payment too many received',
      'received_counts[v_payee] >= p_times[v_payee]',
      'received_counts[v_payee] > p_times[v_payee]',
      'a payee receives what its week takes',
    ],
    [
      'that what limits do not hold for is neither received nor a habit',
      `if v_counted[v_rule] then
      received`,
      `if true then
      received`,
      'what limits do not hold for is counted on neither side',
    ],
    [
      'what the same batch received',
      'received[v_payee] + p_amounts[i] > p_room[v_payee]',
      'p_amounts[i] > p_room[v_payee]',
      'a payee receives what its month takes',
    ],
    [
      'how many the same batch received',
      'received_counts[v_payee] >= p_times[v_payee]',
      'p_times[v_payee] < 1',
      'a payee receives what its day takes',
    ],
  ]),
  ...of('functions/ledger/post_to_accounts.sql', [
    [
      'that what is received begins at nothing each week',
      'when u.times = 0 or a.received_day >= v_week then a.received_week else 0 end',
      'when true then a.received_week else 0 end',
      'a new week begins at nothing',
    ],
    [
      'that the day of what is received never goes back',
      'then a.received_day else greatest(a.received_day, p_day) end',
      'then a.received_day else p_day end',
      'a day never goes back',
    ],
  ]),
  ...of('functions/ledger/settle_payments.sql', [
    [
      'the payee’s entry',
      'u (id, payee, credit, entry, balance) where u.entry is not null',
      'u (id, payee, credit, entry, balance) where false',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'the state that a payment ends from',
      ' and payments.state = p_from::tuma.payment_state',
      '',
      'an end is for ever, and whoever comes later learns it',
    ],
    [
      'that a payment in review is a person’s',
      'and payments.state = p_from::tuma.payment_state',
      'and payments.ended_at is null',
      'an end is for ever, and whoever comes later learns it',
    ],
    [
      'the limit that a release gives back',
      'perform tuma.release_sent_limits(p_ids => v_open.ids, p_completed => v_ends.completed);',
      '',
      'what is released is taken off what was sent, where it was counted',
    ],
    [
      'that a payer does not pay the payee’s fee',
      'p.amount + p.payer_fee',
      'p.amount + p.fee',
      'a payee pays the fee where the rules say so, out of what arrives',
    ],
    [
      'that a payee pays its own fee',
      'p.amount - p.payee_fee',
      'p.amount',
      'a payee pays the fee where the rules say so, out of what arrives',
    ],
    [
      'what was not open any more',
      'if cardinality(v_open.ids) is distinct from cardinality(p_ids) then',
      'if false then',
      'an end is for ever, and whoever comes later learns it',
    ],
  ]),
  ...of('functions/ledger/release_sent_limits.sql', [
    [
      'that what was not counted is not taken off',
      'and l.counts_toward_limits',
      '',
      'what limits do not hold for is counted on neither side',
    ],
  ]),
];
