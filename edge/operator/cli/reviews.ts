/** Payments that wait for a verdict. */
import { reference } from '../../../core/ids.ts';
import type { DecidedReview, OpenReview, Party } from '../../../db/operator/reviews.ts';
import { paymentOf } from './arguments.ts';
import { type Command, type Desk, DeskRefusal, type Given } from './command.ts';
import { figures, span, table, time } from './table.ts';

/** What one look at the list shows; what is decided makes room for what comes after. */
const listed = 100;

export const reviewCommands: readonly Command[] = [
  {
    usage: 'reviews',
    does: 'payments that wait for a verdict, the most urgent first, and what speaks against them',
    async run({ reviews, market, now }) {
      const open = await reviews.open(listed);
      if (open.length === 0) return ['nothing waits for a verdict'];
      const amount = `>AMOUNT ${market.currency}`;
      const [heading = '', ...rows] = table(
        [
          'REFERENCE',
          'AGE',
          'TIME LEFT',
          'TYPE',
          amount,
          '>FEE',
          'FROM',
          'TO',
          '>SCORE',
          'JUDGED BY',
        ],
        open.map((review) => row(review, now)),
      );
      return [heading, ...open.flatMap((review, i) => [rows[i] ?? '', ...factors(review)])];
    },
  },
  {
    usage: 'approve REF --by NAME [--note TEXT]',
    does: 'completes a payment that waits for a verdict',
    run: (desk, given) => judge(desk, given, true),
  },
  {
    usage: 'decline REF --by NAME [--note TEXT]',
    does: 'declines it, and gives back what it holds',
    run: (desk, given) => judge(desk, given, false),
  },
];

function row(review: OpenReview, now: number): string[] {
  const { number, type, openedAt, expiresAt, amount, fee, payer, payee, accountReference } = review;
  const left = expiresAt.getTime() - now;
  return [
    reference(number),
    span(now - openedAt.getTime()),
    left > 0 ? span(left) : 'over',
    type,
    figures(amount),
    figures(fee),
    who(payer),
    [who(payee), accountReference && `for ${accountReference}`].filter(Boolean).join(' '),
    String(review.score),
    review.fraudModel,
  ];
}

function who({ number, name }: Party): string {
  return [number, name].filter(Boolean).join(' ');
}

function factors({ evidence }: OpenReview): string[] {
  const found = evidence?.fraud.factors ?? [];
  return found.map(({ code, weight, why }) =>
    ['   ', code, weight === undefined ? undefined : `+${Math.round(weight * 100)}`, why]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

async function judge(desk: Desk, { words, options }: Given, approve: boolean): Promise<string[]> {
  const id = await paymentOf(desk, words[0]);
  const { by = '', note } = options;
  const judged = await desk.reviews.decide(id, { approve, by, note }, desk.now);
  const called = words[0]?.toUpperCase() ?? '';
  if (!judged)
    throw new DeskRefusal(`${called} is no payment that waits, or waited, for a verdict`);
  if (!judged.isFirst)
    throw new DeskRefusal(`${called} was ${verdict(judged)}; its verdict stands`);
  return [`${called} is ${verdict(judged)}`, 'its SMS goes within a minute'];
}

function verdict({ approved, by, at, state, refusal }: DecidedReview): string {
  const said = `${approved ? 'approved' : 'declined'} by ${by} at ${time(at)}`;
  return `${said}: ${state}${refusal ? ` (${refusal})` : ''}`;
}
