/** Commands that list the payments in review, and approve or decline one. */
import { reference } from '../../../core/ids.ts';
import { formatDigits } from '../../../core/money.ts';
import type { DecidedReview, OpenReview, Party } from '../../../db/operator/reviews.ts';
import { decideReview } from '../actions/payments.ts';
import { DeskRefusal } from '../actions/refusal.ts';
import type { Desk } from '../desk.ts';
import { parsePayment } from './arguments.ts';
import type { Arguments, Command } from './command.ts';
import { formatSpan, formatTime, table } from './table.ts';

/** Reviews of one list. Deciding them makes room for the next ones. */
const maxListed = 100;

export const reviewCommands: readonly Command[] = [
  {
    usage: 'reviews',
    summary:
      'payments that wait for a decision, the most urgent first, and what speaks against them',
    run: listReviews,
  },
  {
    usage: 'approve REF --by NAME [--note TEXT]',
    summary: 'completes a payment that waits for a decision',
    run: (desk, args) => decide(desk, args, true),
  },
  {
    usage: 'decline REF --by NAME [--note TEXT]',
    summary: 'declines it, and gives back what it holds',
    run: (desk, args) => decide(desk, args, false),
  },
];

async function listReviews({ reviews, market, now }: Desk): Promise<string[]> {
  const open = await reviews.open(maxListed);
  if (open.length === 0) return ['nothing waits for a decision'];
  const amount = `>AMOUNT ${market.currency}`;
  const headings = ['REFERENCE', 'AGE', 'TIME LEFT', 'TYPE', amount, '>FEE', 'FROM', 'TO'];
  const [heading = '', ...rows] = table(
    [...headings, '>SCORE', 'JUDGED BY'],
    open.map((review) => reviewRow(review, now)),
  );
  return [heading, ...open.flatMap((review, i) => [rows[i] ?? '', ...factorLines(review)])];
}

function reviewRow(review: OpenReview, now: number): string[] {
  const { number, type, openedAt, expiresAt, amount, fee, payer, payee, accountReference } = review;
  const timeLeft = expiresAt.getTime() - now;
  const forReference = accountReference && `for ${accountReference}`;
  return [
    reference(number),
    formatSpan(now - openedAt.getTime()),
    timeLeft > 0 ? formatSpan(timeLeft) : 'over',
    type,
    formatDigits(amount),
    formatDigits(fee),
    formatParty(payer),
    [formatParty(payee), forReference].filter(Boolean).join(' '),
    String(review.score),
    review.fraudModel,
  ];
}

function formatParty({ number, name }: Party): string {
  return [number, name].filter(Boolean).join(' ');
}

/** A line for each factor of the fraud check, with its weight in points of 100. */
function factorLines({ evidence }: OpenReview): string[] {
  const factors = evidence?.fraud.factors ?? [];
  return factors.map(({ code, weight, why }) =>
    ['   ', code, weight === undefined ? undefined : `+${Math.round(weight * 100)}`, why]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

async function decide(
  desk: Desk,
  { positionals, options }: Arguments,
  approve: boolean,
): Promise<string[]> {
  const { by = '', note } = options;
  const payment = await parsePayment(desk, positionals[0]);
  const decided = await decideReview(desk, payment, { approve, by, note });
  const called = positionals[0]?.toUpperCase() ?? '';
  if (!decided)
    throw new DeskRefusal(`${called} is no payment that waits, or waited, for a decision`);
  if (!decided.isFirst)
    throw new DeskRefusal(`${called} was ${formatDecision(decided, desk)}; that decision stands`);
  return [`${called} is ${formatDecision(decided, desk)}`, 'its SMS goes within a minute'];
}

function formatDecision({ approved, by, at, state, refusal }: DecidedReview, desk: Desk): string {
  const decision = `${approved ? 'approved' : 'declined'} by ${by} at ${formatTime(at, desk)}`;
  return `${decision}: ${state}${refusal ? ` (${refusal})` : ''}`;
}
