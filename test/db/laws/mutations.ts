/** Mistakes that the functions of the books could have, and the law that each of them breaks. */
import type { LawName } from './laws.ts';

export interface Mutation {
  /** What is missing or is not so, in a few words. */
  readonly what: string;
  /** In db. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly replace: string;
  readonly by: string;
  readonly breaks: LawName;
}

type Rows = readonly (readonly [what: string, replace: string, by: string, breaks: LawName])[];

export const mutations: readonly Mutation[] = [
  ...of('functions/reserve.sql', [
    [
      'the order of the locks',
      `(select * from tuma.accounts where accounts.id = any (p_payers)
           order by accounts.id for no key update) a`,
      `(select * from (select * from tuma.accounts where accounts.id = any (p_payers) for no key update) l
         order by l.id) a`,
      'reserve locks accounts in the order of their ids',
    ],
    [
      'the locks',
      'order by accounts.id for no key update',
      'order by accounts.id',
      'reserve decides by what whoever was before it has left',
    ],
    [
      'a lock that keeps out who only refers to the account',
      'for no key update',
      'for update',
      'payments go on while somebody refers to their accounts',
    ],
    [
      'the balance condition',
      `when p_amounts[i] + p_fees[i] > v_available[v_payer] then 'insufficient_funds'`,
      '',
      'a payer holds what there is, with its fee, and no more',
    ],
    [
      '>= for > at the balance',
      'p_amounts[i] + p_fees[i] > v_available',
      'p_amounts[i] + p_fees[i] >= v_available',
      'a payer holds what there is, with its fee, and no more',
    ],
    [
      'the fee in the balance condition',
      'when p_amounts[i] + p_fees[i] >',
      'when p_amounts[i] >',
      'a payer holds what there is, with its fee, and no more',
    ],
    [
      'what is held already',
      'a.balance - a.held end',
      'a.balance end',
      'a payer holds what there is, with its fee, and no more',
    ],
    [
      'what is held already in the same batch',
      'v_available[v_payer] := v_available[v_payer] - p_amounts[i] - p_fees[i];',
      '',
      'a batch holds for each payment what those before it have left',
    ],
    [
      'the fee of what is held',
      'v_held[v_payer] := v_held[v_payer] + p_amounts[i] + p_fees[i]',
      'v_held[v_payer] := v_held[v_payer] + p_amounts[i]',
      'a payer holds what there is, with its fee, and no more',
    ],
    [
      'all but the last that a payer holds in a batch',
      'v_held[v_payer] := v_held[v_payer] + p_amounts[i] + p_fees[i]',
      'v_held[v_payer] := p_amounts[i] + p_fees[i]',
      'a batch holds for each payment what those before it have left',
    ],
    [
      '>= for > at the day’s limit',
      'p_amounts[i] > v_today[v_payer]',
      'p_amounts[i] >= v_today[v_payer]',
      'a payer sends what its day takes',
    ],
    [
      '>= for > at the week’s limit',
      'p_amounts[i] > v_this_week[v_payer]',
      'p_amounts[i] >= v_this_week[v_payer]',
      'a payer sends what its week takes',
    ],
    [
      '>= for > at the month’s limit',
      'p_amounts[i] > v_this_month[v_payer]',
      'p_amounts[i] >= v_this_month[v_payer]',
      'a payer sends what its month takes',
    ],
    [
      'one payment too many',
      'v_times[v_payer] < 1',
      'v_times[v_payer] < 0',
      'a payer sends what its day takes',
    ],
    [
      'the account’s own limit',
      'least(a.daily_limit, v_daily[a.tier])',
      'v_daily[a.tier]',
      'an account’s own limit holds below its tier’s',
    ],
    [
      'what the same batch sends of the day',
      'v_today[v_payer] := v_today[v_payer] - p_amounts[i];',
      '',
      'a payer sends what its day takes',
    ],
    [
      'how many the same batch sends',
      'v_times[v_payer] := v_times[v_payer] - 1;',
      '',
      'a payer sends what its month takes',
    ],
    [
      'that a day begins at nothing',
      '- case when a.sent_day >= p_day then a.sent_today else 0 end',
      '- a.sent_today',
      'a new day begins at nothing',
    ],
    [
      'that a week begins at nothing',
      'v_weekly[a.tier] - case when a.sent_day >= v_week then a.sent_week else 0 end',
      'v_weekly[a.tier] - a.sent_week',
      'a new week begins at nothing',
    ],
    [
      'that a month is counted from nothing',
      'sent_month = u.sent + case when a.sent_day >= v_month then a.sent_month else 0 end',
      'sent_month = u.sent + a.sent_month',
      'a new month begins at nothing',
    ],
    [
      'that a day never goes back',
      'sent_day = greatest(a.sent_day, p_day)',
      'sent_day = p_day',
      'a day never goes back',
    ],
    [
      'what counts on the account’s day and not on the clock’s',
      'array_agg(greatest(a.sent_day, p_day))',
      'array_agg(p_day)',
      'a day never goes back',
    ],
    [
      'which ids are known',
      'where p.id = any (p_ids);',
      'where false;',
      'an id is one payment, whatever is asked for under it',
    ],
    [
      'whether what is known was the same request',
      'and p.account_reference is not distinct from p_references[u.n] same',
      'same',
      'an id is one payment, whatever is asked for under it',
    ],
    [
      'who may pay by a type',
      `or p_types[i] || ' by ' || v_kinds[v_payer] <> all (coalesce(v_allowed, '{}'))`,
      '',
      'nobody pays who may not',
    ],
    [
      'that what is frozen does not pay',
      `(v_statuses[v_payer] = 'frozen' and not v_from_frozen[v_rule])`,
      'false',
      'nobody pays who may not',
    ],
    [
      'that what is closed does not pay',
      `v_statuses[v_payer] = 'closed' or`,
      '',
      'nobody pays who may not',
    ],
    [
      'the order in which payments are logged',
      'order by u.id;',
      ';',
      'reserve logs payments in the order of their ids',
    ],
    [
      'the agenda',
      `where n.ids <> '{}'`,
      'where false',
      'what is open past its time is ended, and not before',
    ],
  ]),
  ...of('functions/settle.sql', [
    [
      'the order of the locks',
      `where accounts.id = any (p_payers || p_payees || array[p_fees_to, p_excise_to])
           order by accounts.id for no key update) a`,
      `where accounts.id in (
             select l.id from (select accounts.id from tuma.accounts
                                where accounts.id = any (p_payers || p_payees || array[p_fees_to, p_excise_to])
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
      'the state that a payment ends from',
      'where p.state = p_from::tuma.payment_state;',
      ';',
      'an end is for ever, and whoever comes later learns it',
    ],
    [
      'that a payment in review is a person’s',
      'where p.state = p_from::tuma.payment_state;',
      'where p.ended_at is null;',
      'an end is for ever, and whoever comes later learns it',
    ],
    [
      'the fee',
      'v_balances[v_payer] := v_balances[v_payer] - v_amounts[i] - v_fees[i]',
      'v_balances[v_payer] := v_balances[v_payer] - v_amounts[i]',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'who is paid the fee',
      'v_balances[v_fees_to] := v_balances[v_fees_to] + v_fees[i] - v_excises[i]',
      'v_balances[v_fees_to] := v_balances[v_fees_to] + v_fees[i]',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'the duty',
      'if v_excises[i] > 0 then',
      'if false then',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'a fee’s entry where all of it is duty',
      'if v_fees[i] > v_excises[i] then',
      'if v_fees[i] >= v_excises[i] then',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'credit twice',
      'v_balances[v_payee] := v_balances[v_payee] + v_amounts[i]',
      'v_balances[v_payee] := v_balances[v_payee] + 2 * v_amounts[i]',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'no credit',
      'v_balances[v_payee] := v_balances[v_payee] + v_amounts[i];',
      '',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'the payee’s entry',
      'u (id, payee, amount, entry, balance) where u.entry is not null',
      'u (id, payee, amount, entry, balance) where false',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'the number of the payer’s entry',
      'v_payer_entries[i] := v_entries[v_payer];',
      'v_payer_entries[i] := v_entries[v_payer] + 1;',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'what the same batch left the payer',
      'v_payer_balances[i] := v_balances[v_payer];',
      'v_payer_balances[i] := v_balances[v_payer] - 1;',
      'a batch ends as its payments would, one after the other',
    ],
    [
      'what is given back of what was held',
      'v_released[v_payer] := v_released[v_payer] + v_amounts[i] + v_fees[i]',
      'v_released[v_payer] := v_released[v_payer] + v_amounts[i]',
      'a completed payment moves its amount, its fee and the duty on it, once',
    ],
    [
      'what is given back of a payer’s others in the batch',
      'v_released[v_payer] := v_released[v_payer] + v_amounts[i] + v_fees[i]',
      'v_released[v_payer] := v_amounts[i] + v_fees[i]',
      'a batch ends as its payments would, one after the other',
    ],
    [
      'the limit that a release gives back',
      'perform tuma.unsend(v_ids, v_completed);',
      '',
      'what is released is taken off what was sent, where it was counted',
    ],
    [
      'who may be paid by a type',
      `or v_types[i] || ' to ' || v_kinds[v_payee] <> all (v_allowed)`,
      '',
      'nobody is paid who may not be, and what was held is given back',
    ],
    [
      'that payer and payee have one currency',
      `when v_currencies[v_payee] <> v_currencies[v_payer] then 'currency_mismatch'`,
      '',
      'nobody is paid who may not be, and what was held is given back',
    ],
    [
      'that what is closed is not paid',
      `when v_statuses[v_payee] = 'closed' then 'recipient_unavailable'`,
      '',
      'nobody is paid who may not be, and what was held is given back',
    ],
    [
      'the payee’s cap',
      'v_balances[v_payee] + v_amounts[i] > v_caps[v_payee] or',
      '',
      'a payee holds what its tier lets it',
    ],
    [
      '>= for > at the payee’s cap',
      'v_balances[v_payee] + v_amounts[i] > v_caps[v_payee]',
      'v_balances[v_payee] + v_amounts[i] >= v_caps[v_payee]',
      'a payee holds what its tier lets it',
    ],
    [
      '>= for > at what the payee may receive',
      'v_amounts[i] > v_room[v_payee]',
      'v_amounts[i] >= v_room[v_payee]',
      'a payee receives what its day takes',
    ],
    [
      'one payment too many received',
      'v_times[v_payee] < 1',
      'v_times[v_payee] < 0',
      'a payee receives what its week takes',
    ],
    [
      'what the same batch received',
      'v_room[v_payee] := v_room[v_payee] - v_amounts[i];',
      '',
      'a payee receives what its month takes',
    ],
    [
      'how many the same batch received',
      'v_times[v_payee] := v_times[v_payee] - 1;',
      '',
      'a payee receives what its day takes',
    ],
    [
      'that what is received begins at nothing each day',
      'v_daily[a.tier] - case when a.received_day >= p_day then a.received_today else 0 end',
      'v_daily[a.tier] - a.received_today',
      'a new day begins at nothing',
    ],
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
    [
      'what was not open any more',
      'if cardinality(v_ids) is distinct from cardinality(p_ids) then',
      'if false then',
      'an end is for ever, and whoever comes later learns it',
    ],
  ]),
  ...of('functions/release.sql', [
    [
      'the state that a payment is released from',
      'p.evidence, p_from,',
      `p.evidence, 'reserved',`,
      'what is open past its time is ended, and not before',
    ],
    [
      'how it ends',
      'array_fill(p_state, array[p.n])',
      `array_fill('failed'::text, array[p.n])`,
      'what is open past its time is ended, and not before',
    ],
  ]),
  ...of('functions/abandon.sql', [
    [
      'the lock before the mark',
      'perform from tuma.accounts a where a.id = p_payer for no key update;',
      '',
      'abandon holds the payer’s account before it leaves its mark',
    ],
    [
      'the mark',
      'on conflict on constraint payments_pkey do nothing;',
      ';',
      'an outcome that is not known is made one',
    ],
    [
      'the agenda',
      'perform tuma.put_on_agenda(array[p_id], p_now);',
      '',
      'an outcome that is not known is made one',
    ],
    [
      'whose payment it is',
      'and p.account_reference is not distinct from p_reference',
      'and p.account_reference is not distinct from p_reference or true',
      'an outcome that is not known is made one',
    ],
    [
      'for what it was',
      'and p.account_reference is not distinct from p_reference',
      '',
      'an outcome that is not known is made one',
    ],
    [
      'the release',
      `tuma.release(array[p_id], 'reserved',`,
      `tuma.release(array[p_id], 'review',`,
      'an outcome that is not known is made one',
    ],
  ]),
  ...of('functions/pay_at_once.sql', [
    [
      'the origin',
      'update tuma.payments set origin = p_origin where id = p_id;',
      '',
      'what the books pay of themselves is named after its origin, and done or refused',
    ],
    [
      'a refusal by settle',
      `select s.state = 'completed'`,
      'select true',
      'what the books pay of themselves is named after its origin, and done or refused',
    ],
    [
      'a refusal by reserve',
      'return false;',
      'return true;',
      'what the books pay of themselves is named after its origin, and done or refused',
    ],
  ]),
  ...of('functions/put_on_agenda.sql', [
    [
      'the time',
      'select p_payments, p_due_at',
      `select p_payments, p_due_at + interval '1 second'`,
      'ends that nobody tells of are rung for, until somebody does',
    ],
    [
      'that nothing needs no row',
      'where cardinality(p_payments) > 0',
      '',
      'what is open past its time is ended, and not before',
    ],
  ]),
  ...of('functions/see_to_agenda.sql', [
    [
      'the locks of all payers together',
      'order by a.id for no key update;',
      'order by a.id;',
      'the sweep locks payers in the order of their ids',
    ],
    [
      'that others look as well',
      'for update skip locked',
      'for update',
      'the oldest are seen to first, no more than are asked for, and what others see to is left',
    ],
    [
      'the order',
      'order by a.due_at limit',
      'order by a.due_at desc limit',
      'the oldest are seen to first, no more than are asked for, and what others see to is left',
    ],
    [
      'the limit',
      'limit p_limit',
      'limit 1000',
      'the oldest are seen to first, no more than are asked for, and what others see to is left',
    ],
    [
      '< for <= at its time',
      'a.due_at <= p_now',
      'a.due_at < p_now',
      'what is open past its time is ended, and not before',
    ],
    [
      'that a payment in review has a time of its own',
      'and p.expires_at <= p_now',
      '',
      'what is open past its time is ended, and not before',
    ],
    [
      'what nobody decided about',
      `perform tuma.release(v_undecided, 'review', 'rejected', 'fraud_declined', null, p_day, p_now);`,
      '',
      'what is open past its time is ended, and not before',
    ],
    [
      'that the review is over',
      'where r.payment_id = any (v_undecided)',
      'where false',
      'what is open past its time is ended, and not before',
    ],
    [
      'that it rings again',
      'perform tuma.put_on_agenda(untold, p_now + c_ring_again);',
      '',
      'ends that nobody tells of are rung for, until somebody does',
    ],
    [
      'who was told',
      'and not exists (select from tuma.receipts t where t.about = o.payment_id)',
      '',
      'ends that nobody tells of are rung for, until somebody does',
    ],
  ]),
  ...of('functions/claim_receipts.sql', [
    [
      'what is there already',
      'on conflict do nothing',
      '',
      'each party that is told has one receipt, and one claim of it',
    ],
    [
      'whose claim it is',
      'and r.claim = p_claim',
      '',
      'each party that is told has one receipt, and one claim of it',
    ],
    [
      'what is due again',
      'perform tuma.try_receipts(p_payments, p_claim, p_tries, p_retry_seconds, p_now);',
      '',
      'each party that is told has one receipt, and one claim of it',
    ],
  ]),
  ...of('views.sql', [
    [
      'that nobody is told of what the house does',
      `and p.channel <> 'system'`,
      '',
      'ends that nobody tells of are rung for, until somebody does',
    ],
    [
      'that it ended',
      `where p.ended_at is not null and p.channel`,
      `where p.channel`,
      'each party that is told has one receipt, and one claim of it',
    ],
    [
      'that a payee hears of what arrived only',
      `else p.state = 'completed' and r.tells_payee end`,
      'else r.tells_payee end',
      'each party that is told has one receipt, and one claim of it',
    ],
    [
      'that each type has its rule of who is told',
      `when 'payer' then r.tells_payer else`,
      `when 'payer' then true else`,
      'ends that nobody tells of are rung for, until somebody does',
    ],
  ]),
];

function of(file: string, rows: Rows): Mutation[] {
  return rows.map(([what, replace, by, breaks]) => ({ file, what, replace, by, breaks }));
}
