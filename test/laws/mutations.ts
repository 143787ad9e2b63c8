/** Mistakes that the functions of the books could have, and the law that each of them breaks. */
import { type Mutation, of } from './mutation.ts';
import { reserveMutations } from './reserve-mutations.ts';
import { settleMutations } from './settle-mutations.ts';

export const mutations: readonly Mutation[] = [
  ...reserveMutations,
  ...settleMutations,
  ...of('functions/ledger/release.sql', [
    [
      'the state that a payment is released from',
      'p_from => p_from,',
      `p_from => 'reserved',`,
      'what is open past its time is ended, and not before',
    ],
    [
      'how it ends',
      'array_fill(p_state, array[p.n])',
      `array_fill('failed'::text, array[p.n])`,
      'what is open past its time is ended, and not before',
    ],
  ]),
  ...of('functions/ledger/void_payment.sql', [
    [
      'the lock before the mark',
      'perform from tuma.accounts a where a.id = p_payer for no key update;',
      '',
      'void_payment holds the payer’s account before it leaves its mark',
    ],
    [
      'the mark',
      'on conflict on constraint payments_pkey do nothing;',
      ';',
      'an outcome that is not known is made one',
    ],
    [
      'the timer',
      'perform tuma.schedule_timer(array[p_id], p_now);',
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
      `p_from => 'reserved',`,
      `p_from => 'review',`,
      'an outcome that is not known is made one',
    ],
  ]),
  ...of('functions/ledger/post_payment.sql', [
    [
      'the origin',
      'update tuma.payments set linked_payment = p_linked where id = p_id;',
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
  ...of('functions/timers/schedule_timer.sql', [
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
  ...of('functions/timers/expire.sql', [
    [
      'what nobody decided about',
      'p_ids => p_in_review,',
      'p_ids => null,',
      'what is open past its time is ended, and not before',
    ],
    [
      'that the review is over',
      'where r.payment_id = any (p_in_review)',
      'where false',
      'what is open past its time is ended, and not before',
    ],
  ]),
  ...of('functions/timers/run_due_timers.sql', [
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
      'that it rings again',
      'perform tuma.schedule_timer(unnotified, p_now + c_ring_again);',
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
  ...of('functions/receipts/claim_receipts.sql', [
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
      'perform tuma.mark_receipts_sending(p_payments, p_claim, p_now, p_gateway);',
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
      `else p.state = 'completed' and r.notifies_payee end`,
      'else r.notifies_payee end',
      'each party that is told has one receipt, and one claim of it',
    ],
    [
      'that each type has its rule of who is told',
      `when 'payer' then r.notifies_payer else`,
      `when 'payer' then true else`,
      'ends that nobody tells of are rung for, until somebody does',
    ],
  ]),
];
