/** Payments that are taken back, and what customers have reported. */
import { paymentId, reference } from '../../../core/ids.ts';
import { money } from '../../../core/money.ts';
import type { Reversal } from '../../../db/operator/reversals.ts';
import { amountOf, hoursOf, paymentOf, refused } from './arguments.ts';
import { type Command, DeskRefusal } from './command.ts';
import { figures, plain, span, table, time } from './table.ts';

const listed = 100;

export const reversalCommands: readonly Command[] = [
  {
    usage: 'reverse REF --reason TEXT --by NAME [--amount AMOUNT] [--wait HOURS]',
    does: 'takes a payment back, or a part of it, once; its fee stays. With --wait it waits for money that was spent',
    async run(desk, { words, options }) {
      const { reason = '', by = '', amount, wait } = options;
      const random = crypto.getRandomValues(new Uint8Array(10));
      const request = {
        origin: await paymentOf(desk, words[0]),
        id: paymentId(desk.now, random),
        amount: amount === undefined ? undefined : amountOf(desk, amount),
        ...{ reason, by, until: wait === undefined ? undefined : desk.now + hoursOf(wait) },
      };
      const { refusal, waitsUntil, number } = await desk.reversals.reverse(request, desk.now);
      if (refusal === 'already_reversed' && number !== undefined) {
        throw new DeskRefusal(`refused: already_reversed, by ${reference(number)}`);
      }
      if (refusal) throw refused(refusal);
      const called = words[0]?.toUpperCase();
      if (waitsUntil) return [`${called} waits for money until ${time(waitsUntil)}`];
      return [
        `${called} is reversed by ${reference(number ?? 0n)}`,
        'both receipts go within a minute; reports of the payment are closed',
      ];
    },
  },
  {
    usage: 'reversals',
    does: 'the latest reversals that were asked for, newest first, and what became of them',
    async run({ reversals, market }) {
      const latest = await reversals.latest(listed);
      if (latest.length === 0) return ['nobody has asked for a reversal'];
      return table(
        [
          'PAYMENT',
          `>AMOUNT ${market.currency}`,
          '>OF',
          'FROM',
          'TO',
          'ASKED',
          'BY',
          'STATE',
          'REASON',
        ],
        latest.map((reversal) => [
          reference(reversal.origin),
          figures(reversal.amount),
          figures(reversal.originAmount),
          reversal.from ?? '',
          reversal.to ?? '',
          time(reversal.askedAt),
          plain(reversal.askedBy),
          became(reversal),
          plain(reversal.reason),
        ]),
      );
    },
  },
  {
    usage: 'disputes',
    does: 'what customers have reported and nobody has ended, oldest first',
    async run({ disputes, market, now }) {
      const open = await disputes.listOpen(listed);
      if (open.length === 0) return ['nothing is disputed'];
      return table(
        [
          'REFERENCE',
          'AGE',
          'REPORTED BY',
          'REASON',
          'TYPE',
          `>AMOUNT ${market.currency}`,
          'FROM',
          'TO',
          'PAID',
          'BEFORE',
        ],
        open.map((dispute) => [
          reference(dispute.number),
          span(now - dispute.openedAt.getTime()),
          `${dispute.byNumber} ${dispute.byName}`,
          dispute.reason,
          dispute.type,
          figures(money(dispute.amount, market.currency)),
          dispute.payer,
          dispute.payee,
          time(dispute.paidAt),
          plain(dispute.outcome ?? ''),
        ]),
      );
    },
  },
  {
    usage: 'close REF --by NAME --note TEXT',
    does: 'ends the disputes of a payment without a reversal; the note says what came of them',
    async run(desk, { words, options }) {
      const { by = '', note = '' } = options;
      const closed = await desk.disputes.close(await paymentOf(desk, words[0]), by, note, desk.now);
      const called = words[0]?.toUpperCase();
      if (closed === 0) throw new DeskRefusal(`${called} has no open dispute`);
      return [`${called}: ${closed} ${closed === 1 ? 'dispute' : 'disputes'} closed`];
    },
  },
];

function became({ number, refusal, refusedAt, until }: Reversal): string {
  if (number !== undefined) return `done: ${reference(number)}`;
  if (refusedAt) return `refused: ${refusal}`;
  return until ? `waits until ${time(until)}` : '';
}
