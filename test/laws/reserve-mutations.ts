/** Mistakes in how money is held. */
import { type Mutation, of } from './mutation.ts';

export const reserveMutations: readonly Mutation[] = [
  ...of('functions/ledger/lock_payers.sql', [
    [
      'the order of the locks',
      `(select *, accounts.ctid place from tuma.accounts where accounts.id = any (p_payers)
           order by accounts.id for no key update) a`,
      `(select * from (select *, accounts.ctid place from tuma.accounts where accounts.id = any (p_payers) for no key update) l
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
      'what is held already',
      'a.balance - a.held end',
      'a.balance end',
      'a payer holds what there is, with its fee, and no more',
    ],
    [
      'the account’s own limit',
      'least(a.daily_limit, v_daily[a.tier],',
      'least(v_daily[a.tier],',
      'an account’s own limit holds below its tier’s',
    ],
    [
      'the lower limit after a forgotten PIN',
      'case when a.restricted_until >= p_day then a.restricted_limit end',
      'null',
      'a lowered limit holds until its last day is over',
    ],
    [
      '> for >= on its last day',
      'a.restricted_until >= p_day',
      'a.restricted_until > p_day',
      'a lowered limit holds until its last day is over',
    ],
    [
      'that the lower limit ends',
      'case when a.restricted_until >= p_day then a.restricted_limit end',
      'a.restricted_limit',
      'a lowered limit holds until its last day is over',
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
      'what counts on the account’s day and not on the clock’s',
      'array_agg(greatest(a.sent_day, p_day))',
      'array_agg(p_day)',
      'a day never goes back',
    ],
  ]),
  ...of('functions/ledger/decide_reservations.sql', [
    [
      'the balance condition',
      `when v_total > p_available[v_payer] - held[v_payer] then 'insufficient_funds'`,
      '',
      'a payer holds what there is, with its fee, and no more',
    ],
    [
      '>= for > at the balance',
      'when v_total > p_available',
      'when v_total >= p_available',
      'a payer holds what there is, with its fee, and no more',
    ],
    [
      'the fee in the balance condition',
      'when v_total >',
      'when p_amounts[i] >',
      'a payer holds what there is, with its fee, and no more',
    ],
    [
      'what is held already in the same batch',
      'p_available[v_payer] - held[v_payer] then',
      'p_available[v_payer] then',
      'a batch holds for each payment what those before it have left',
    ],
    [
      'the fee of what is held',
      'held[v_payer] := held[v_payer] + v_total',
      'held[v_payer] := held[v_payer] + p_amounts[i]',
      'a payer holds what there is, with its fee, and no more',
    ],
    [
      'all but the last that a payer holds in a batch',
      'held[v_payer] := held[v_payer] + v_total',
      'held[v_payer] := v_total',
      'a batch holds for each payment what those before it have left',
    ],
    [
      'that a payee’s fee is not the payer’s',
      'p_amounts[i] + case when fee_by_payee[i] then 0 else p_fees[i] end',
      'p_amounts[i] + p_fees[i]',
      'a payee pays the fee where the rules say so, out of what arrives',
    ],
    [
      'that something is left for who pays the fee',
      `when p_fees[i] >= p_amounts[i] and fee_by_payee[i] then 'amount_too_small'`,
      '',
      'a payee pays the fee where the rules say so, out of what arrives',
    ],
    [
      '> for >= at what is left for who pays the fee',
      'when p_fees[i] >= p_amounts[i]',
      'when p_fees[i] > p_amounts[i]',
      'a payee pays the fee where the rules say so, out of what arrives',
    ],
    [
      'who pays a fee that is larger than the amount',
      'and fee_by_payee[i] then',
      'then',
      'a payee pays the fee where the rules say so, out of what arrives',
    ],
    [
      '>= for > at the day’s limit',
      'sent[v_payer] + p_amounts[i] > p_today[v_payer]',
      'sent[v_payer] + p_amounts[i] >= p_today[v_payer]',
      'a payer sends what its day takes',
    ],
    [
      '>= for > at the week’s limit',
      'sent[v_payer] + p_amounts[i] > p_this_week[v_payer]',
      'sent[v_payer] + p_amounts[i] >= p_this_week[v_payer]',
      'a payer sends what its week takes',
    ],
    [
      '>= for > at the month’s limit',
      'sent[v_payer] + p_amounts[i] > p_this_month[v_payer]',
      'sent[v_payer] + p_amounts[i] >= p_this_month[v_payer]',
      'a payer sends what its month takes',
    ],
    [
      'one payment too many',
      'counts[v_payer] >= p_times[v_payer]',
      'counts[v_payer] > p_times[v_payer]',
      'a payer sends what its day takes',
    ],
    [
      'that what limits do not hold for is not sent',
      `if v_counted[v_rule] then
        sent`,
      `if true then
        sent`,
      'what limits do not hold for is counted on neither side',
    ],
    [
      'what the same batch sends of the day',
      'sent[v_payer] + p_amounts[i] > p_today[v_payer]',
      'p_amounts[i] > p_today[v_payer]',
      'a payer sends what its day takes',
    ],
    [
      'how many the same batch sends',
      'counts[v_payer] >= p_times[v_payer]',
      'p_times[v_payer] < 1',
      'a payer sends what its month takes',
    ],
    [
      'who may pay by a type',
      `or coalesce(strpos(v_allowed[v_rule], ' ' || p_kinds[v_payer] || ' '), 0) = 0`,
      '',
      'nobody pays who may not',
    ],
    [
      'that what is frozen does not pay',
      `(p_statuses[v_payer] = 'frozen' and not v_allowed_when_frozen[v_rule])`,
      'false',
      'nobody pays who may not',
    ],
    [
      'that what is closed does not pay',
      `p_statuses[v_payer] = 'closed' or`,
      '',
      'nobody pays who may not',
    ],
  ]),
  ...of('functions/ledger/reserve_payments.sql', [
    [
      'that the payment keeps who pays its fee',
      'u.excise, u.fee_by_payee, u.reference',
      'u.excise, null::boolean, u.reference',
      'a payee pays the fee where the rules say so, out of what arrives',
    ],
    [
      'that what limits do not hold for is held',
      'where a.ctid = u.place and u.held > 0',
      'where a.ctid = u.place and u.count > 0',
      'what limits do not hold for is counted on neither side',
    ],
    [
      'that a month is counted from nothing',
      'sent_month = u.sent + case when a.sent_day >= v_month then a.sent_month else 0 end',
      'sent_month = u.sent + a.sent_month',
      'a new month begins at nothing',
    ],
    [
      'that a day never goes back',
      'sent_day = greatest(a.sent_day, v_clock.day)',
      'sent_day = v_clock.day',
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
      'the order in which payments are logged',
      'order by u.id;',
      ';',
      'reserve logs payments in the order of their ids',
    ],
    [
      'the timer',
      `where n.ids <> '{}'`,
      'where false',
      'what is open past its time is ended, and not before',
    ],
  ]),
];
