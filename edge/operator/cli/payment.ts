/** The command that shows everything the books have on one payment. */
import { reference } from '../../../core/ids.ts';
import { type Currency, formatDigits, money } from '../../../core/money.ts';
import { publicState } from '../../../core/payments/outcome.ts';
import type { Evidence } from '../../../core/pipeline/check-results.ts';
import type { DescribedPayment } from '../../../db/operator/payments.ts';
import { describePayment } from '../actions/payments.ts';
import type { Desk } from '../desk.ts';
import { airtimeLines } from './airtime.ts';
import { parsePayment } from './arguments.ts';
import type { Command } from './command.ts';
import {
  formatChange,
  formatReference,
  formatTime,
  formatWithCurrency,
  isExchange,
  labelled,
  printable,
  table,
} from './table.ts';

export const paymentCommands: readonly Command[] = [
  {
    usage: 'payment REF',
    summary:
      'all that is known of a payment: states, entries, checks, receipts, airtime, review, reversal, disputes',
    async run(desk, { positionals }) {
      const payment = await describePayment(desk, await parsePayment(desk, positionals[0]));
      const currency = payment.currency ?? desk.market.currency;
      return [
        ...summaryLines(payment, currency, desk),
        ...section('STATES', stateLines(payment, desk)),
        ...section('ENTRIES', entryLines(payment, currency)),
        ...section('CHECKS', checkLines(payment)),
        ...section('RECEIPTS', receiptLines(payment, desk)),
        ...section('AIRTIME', airtimeLines(payment, desk)),
        ...section('REVIEW', reviewLines(payment, desk)),
        ...section('REVERSAL', reversalLines(payment, currency, desk)),
        ...section('DISPUTES', disputeLines(payment, desk)),
      ];
    },
  },
];

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function summaryLines(payment: DescribedPayment, currency: Currency, desk: Desk): string[] {
  const { state, refusal, reversal, linkedPayment, act } = payment;
  const amount = money(BigInt(payment.amount), currency);
  const reversed = reversal?.number ? money(BigInt(reversal.amount), currency) : undefined;
  const excise = BigInt(payment.excise ?? 0);
  return labelled([
    ['payment', reference(BigInt(payment.number))],
    ['id', payment.id],
    [
      'state',
      `${publicState(state, amount, reversed)}, in the books ${state}${refusal ? `: ${refusal}` : ''}`,
    ],
    ['type', `${payment.type}, by ${payment.channel}`],
    ['payer', formatParty(payment.payer)],
    ['payee', formatParty(payment.payee)],
    ['for', isExchange(payment.type) ? undefined : (payment.accountReference ?? undefined)],
    ['amount', formatWithCurrency(amount)],
    ['exchanged', formatExchanged(payment)],
    [
      'fee',
      formatDigits(money(BigInt(payment.fee), currency)) +
        (payment.feeBy === 'payee' ? ', paid by the payee' : '') +
        (excise > 0n ? `, of it duty ${formatDigits(money(excise, currency))}` : ''),
    ],
    ['asked for', formatTime(payment.requestedAt, desk)],
    [
      'at most until',
      payment.endedAt || !payment.expiresAt ? undefined : formatTime(payment.expiresAt, desk),
    ],
    ['ended', payment.endedAt ? formatTime(payment.endedAt, desk) : undefined],
    [
      isExchange(payment.type) ? 'other side' : 'of payment',
      linkedPayment === null ? undefined : reference(BigInt(linkedPayment)),
    ],
    ['made by', act ? `${printable(act.by)}: ${printable(act.reason)}` : undefined],
  ]);
}

/** "for 28,550 UGX at 28.55" */
function formatExchanged({ type, exchanged: other, accountReference }: DescribedPayment) {
  if (!isExchange(type)) return undefined;
  const amount = other && money(BigInt(other.amount), other.currency);
  const otherSide = amount ? `for ${formatWithCurrency(amount)} ` : '';
  return otherSide + formatReference(type, accountReference);
}

function formatParty(party: DescribedPayment['payer']): string {
  if (!party) return 'nobody';
  const { account, kind, number, name, status } = party;
  const owner = [number, name].filter(Boolean).join(' ');
  return `${owner ? `${owner}, ` : ''}${kind} ${account}${status === 'active' ? '' : `, ${status}`}`;
}

function stateLines({ events }: DescribedPayment, desk: Desk): string[] {
  const rows = events.map(({ type, at }) => [formatTime(at, desk), type]);
  return table(['TIME', 'EVENT'], rows);
}

function entryLines(payment: DescribedPayment, currency: Currency): string[] {
  if (payment.entries.length === 0) return [];
  const sum = payment.entries.reduce((total, { amount }) => total + BigInt(amount), 0n);
  return [
    ...table(
      ['ACCOUNT', '>SEQ', `>AMOUNT ${currency}`, '>BALANCE'],
      payment.entries.map(({ of: owner, seq, amount, balance }) => [
        owner,
        seq,
        formatChange(money(BigInt(amount), currency)),
        formatDigits(money(BigInt(balance), currency)),
      ]),
    ),
    // The system accounts' entries are searched only around the time at which the payment ended.
    ...(sum === 0n ? [] : ['not all of its entries were found: npm run audit']),
  ];
}

function checkLines({
  score,
  fraudModel,
  checksMs,
  evidence,
  lateAnswers,
}: DescribedPayment): string[] {
  const late = lateAnswers.map(
    ({ check, answer, ms }) =>
      `${check}, too late, in ${ms} ms: ${printable(JSON.stringify(answer))}`,
  );
  if (fraudModel === null) return late;
  const answers = evidence ? evidenceLines(evidence) : ['all approved'];
  return [`score ${score} by ${fraudModel}, in ${checksMs} ms`, ...answers, ...late];
}

function evidenceLines({ fraud, revenue, core }: Evidence): string[] {
  return [
    `fraud: ${fraud.status} in ${fraud.ms} ms, ${fraud.decision} by ${fraud.by} ${fraud.version}`,
    ...(fraud.factors ?? []).map(
      ({ code, weight, why }) =>
        `  ${[code, weight, why].filter((part) => part !== undefined).join(' ')}`,
    ),
    `revenue: ${revenue.status} in ${revenue.ms} ms${commaList(revenue.decision, revenue.refusal)}`,
    `core: ${core.status} in ${core.ms} ms${commaList(core.state, core.refusal)}`,
  ];
}

/** ", review, fraud_declined": what there is of it, each behind a comma. */
function commaList(...parts: readonly (string | undefined)[]): string {
  return parts.map((part) => (part === undefined ? '' : `, ${part}`)).join('');
}

function receiptLines(payment: DescribedPayment, desk: Desk): string[] {
  if (payment.receipts.length === 0) return [];
  return table(
    ['TO', 'STATE', '>TRIES', 'SINCE', 'GATEWAY'],
    payment.receipts.map(({ party, state, attempts, at, gateway }) => [
      party,
      state,
      String(attempts),
      formatTime(at, desk),
      gateway ?? '',
    ]),
  );
}

function reviewLines({ review }: DescribedPayment, desk: Desk): string[] {
  if (!review) return [];
  const { openedAt, at, approved, by, note } = review;
  return labelled([
    ['opened', formatTime(openedAt, desk)],
    [
      'decision',
      at === null
        ? 'none yet'
        : `${approved ? 'approved' : 'declined'} by ${printable(by ?? '')} at ${formatTime(at, desk)}`,
    ],
    ['note', printable(note ?? '')],
  ]);
}

function reversalLines({ reversal }: DescribedPayment, currency: Currency, desk: Desk): string[] {
  if (!reversal) return [];
  const { amount, reason, by, at, until, refusal, refusedAt, number } = reversal;
  return labelled([
    ['amount', formatWithCurrency(money(BigInt(amount), currency))],
    ['asked for', `by ${printable(by)} at ${formatTime(at, desk)}: ${printable(reason)}`],
    ['done', number === null ? undefined : reference(BigInt(number))],
    ['waits until', number === null && !refusedAt && until ? formatTime(until, desk) : undefined],
    ['refused', refusedAt ? `${refusal} at ${formatTime(refusedAt, desk)}` : undefined],
  ]);
}

function disputeLines(payment: DescribedPayment, desk: Desk): string[] {
  return payment.disputes.map(({ of: reporter, reason, openedAt, closedAt, by, outcome }) => {
    const end =
      closedAt === null
        ? 'open'
        : `closed ${formatTime(closedAt, desk)} by ${printable(by ?? '')}: ${printable(outcome ?? '')}`;
    return `${reporter} at ${formatTime(openedAt, desk)}: ${reason}; ${end}`;
  });
}
