/** One payment, and all that is known of it. */
import { reference } from '../../../core/ids.ts';
import { type Currency, money } from '../../../core/money.ts';
import { publicState } from '../../../core/payments/outcome.ts';
import type { Evidence } from '../../../core/pipeline/check-results.ts';
import type { DescribedPayment } from '../../../db/operator/payments.ts';
import { paymentOf } from './arguments.ts';
import { type Command, DeskRefusal } from './command.ts';
import { about, change, facts, figures, isExchange, plain, table, time } from './table.ts';

export const paymentCommands: readonly Command[] = [
  {
    usage: 'payment REF',
    does: 'all that is known of a payment: states, entries, checks, receipts, review, reversal, disputes',
    async run(desk, { words }) {
      const found = await desk.payments.describe(await paymentOf(desk, words[0]));
      if (!found) throw new DeskRefusal(`there is no payment ${words[0]}`);
      const currency = found.currency ?? desk.market.currency;
      return [
        ...summary(found, currency),
        ...section(
          'STATES',
          table(
            ['TIME', 'EVENT'],
            found.events.map(({ type, at }) => [time(at), type]),
          ),
        ),
        ...section('ENTRIES', entries(found, currency)),
        ...section('CHECKS', checks(found)),
        ...section('RECEIPTS', receipts(found)),
        ...section('REVIEW', review(found)),
        ...section('REVERSAL', reversal(found, currency)),
        ...section('DISPUTES', disputes(found)),
      ];
    },
  },
];

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function summary(payment: DescribedPayment, currency: Currency): string[] {
  const { state, refusal, reversal, linkedPayment: origin, act } = payment;
  const amount = money(BigInt(payment.amount), currency);
  const back = reversal?.number ? money(BigInt(reversal.amount), currency) : undefined;
  const excise = BigInt(payment.excise ?? 0);
  return facts([
    ['payment', reference(BigInt(payment.number))],
    ['id', payment.id],
    [
      'state',
      `${publicState(state, amount, back)}, in the books ${state}${refusal ? `: ${refusal}` : ''}`,
    ],
    ['type', `${payment.type}, by ${payment.channel}`],
    ['payer', party(payment.payer)],
    ['payee', party(payment.payee)],
    ['for', isExchange(payment.type) ? undefined : (payment.accountReference ?? undefined)],
    ['amount', `${figures(amount)} ${currency}`],
    ['exchanged', exchanged(payment)],
    [
      'fee',
      figures(money(BigInt(payment.fee), currency)) +
        (payment.feeBy === 'payee' ? ', paid by the payee' : '') +
        (excise > 0n ? `, of it duty ${figures(money(excise, currency))}` : ''),
    ],
    ['asked for', time(payment.requestedAt)],
    ['at most until', payment.endedAt || !payment.expiresAt ? undefined : time(payment.expiresAt)],
    ['ended', payment.endedAt ? time(payment.endedAt) : undefined],
    [
      isExchange(payment.type) ? 'other side' : 'of payment',
      origin === null ? undefined : reference(BigInt(origin)),
    ],
    ['made by', act ? `${plain(act.by)}: ${plain(act.reason)}` : undefined],
  ]);
}

/** "for 28,550 UGX at 28.55" */
function exchanged({ type, exchanged: other, accountReference }: DescribedPayment) {
  if (!isExchange(type)) return undefined;
  const amount = other && money(BigInt(other.amount), other.currency);
  const what = amount ? `for ${figures(amount)} ${amount.currency} ` : '';
  return what + about(type, accountReference);
}

function party(of: DescribedPayment['payer']): string {
  if (!of) return 'nobody';
  const { account, kind, number, name, status } = of;
  const whose = [number, name].filter(Boolean).join(' ');
  return `${whose ? `${whose}, ` : ''}${kind} ${account}${status === 'active' ? '' : `, ${status}`}`;
}

function entries(payment: DescribedPayment, currency: Currency): string[] {
  if (payment.entries.length === 0) return [];
  const sum = payment.entries.reduce((all, { amount }) => all + BigInt(amount), 0n);
  return [
    ...table(
      ['ACCOUNT', '>SEQ', `>AMOUNT ${currency}`, '>BALANCE'],
      payment.entries.map(({ of, seq, amount, balance }) => [
        of,
        seq,
        change(money(BigInt(amount), currency)),
        figures(money(BigInt(balance), currency)),
      ]),
    ),
    // The house's are looked for around the time of its end.
    ...(sum === 0n ? [] : ['not all of its entries were found: npm run audit']),
  ];
}

function checks({
  score,
  fraudModel,
  checksMs,
  evidence,
  lateAnswers,
}: DescribedPayment): string[] {
  const late = lateAnswers.map(
    ({ check, answer, ms }) => `${check}, too late, in ${ms} ms: ${plain(JSON.stringify(answer))}`,
  );
  if (fraudModel === null) return late;
  const found = evidence ? shown(evidence) : ['all approved'];
  return [`score ${score} by ${fraudModel}, in ${checksMs} ms`, ...found, ...late];
}

function shown({ fraud, revenue, core }: Evidence): string[] {
  return [
    `fraud: ${fraud.status} in ${fraud.ms} ms, ${fraud.decision} by ${fraud.by} ${fraud.version}`,
    ...(fraud.factors ?? []).map(
      ({ code, weight, why }) =>
        `  ${[code, weight, why].filter((p) => p !== undefined).join(' ')}`,
    ),
    `revenue: ${revenue.status} in ${revenue.ms} ms${said(revenue.decision, revenue.refusal)}`,
    `core: ${core.status} in ${core.ms} ms${said(core.state, core.refusal)}`,
  ];
}

function said(...words: readonly (string | undefined)[]): string {
  return words.map((word) => (word === undefined ? '' : `, ${word}`)).join('');
}

function receipts(payment: DescribedPayment): string[] {
  if (payment.receipts.length === 0) return [];
  return table(
    ['TO', 'STATE', '>TRIES', 'SINCE'],
    payment.receipts.map(({ party: to, state, attempts, at }) => [
      to,
      state,
      String(attempts),
      time(at),
    ]),
  );
}

function review({ review: found }: DescribedPayment): string[] {
  if (!found) return [];
  const { openedAt, at, approved, by, note } = found;
  return facts([
    ['opened', time(openedAt)],
    [
      'verdict',
      at === null
        ? 'none yet'
        : `${approved ? 'approved' : 'declined'} by ${plain(by ?? '')} at ${time(at)}`,
    ],
    ['note', plain(note ?? '')],
  ]);
}

function reversal({ reversal: found }: DescribedPayment, currency: Currency): string[] {
  if (!found) return [];
  const { amount, reason, by, at, until, refusal, refusedAt, number } = found;
  return facts([
    ['amount', `${figures(money(BigInt(amount), currency))} ${currency}`],
    ['asked for', `by ${plain(by)} at ${time(at)}: ${plain(reason)}`],
    ['done', number === null ? undefined : reference(BigInt(number))],
    ['waits until', number === null && !refusedAt && until ? time(until) : undefined],
    ['refused', refusedAt ? `${refusal} at ${time(refusedAt)}` : undefined],
  ]);
}

function disputes(payment: DescribedPayment): string[] {
  return payment.disputes.map(({ of, reason, openedAt, closedAt, by, outcome }) => {
    const end =
      closedAt === null
        ? 'open'
        : `closed ${time(closedAt)} by ${plain(by ?? '')}: ${plain(outcome ?? '')}`;
    return `${of} at ${time(openedAt)}: ${reason}; ${end}`;
  });
}
