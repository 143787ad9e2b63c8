/** Commands that reverse payments, and that list and close what customers have reported. */
import { reference } from '../../../core/ids.ts';
import { formatDigits, money } from '../../../core/money.ts';
import type { OpenDispute } from '../../../db/operator/disputes.ts';
import type { Reversal } from '../../../db/operator/reversals.ts';
import { closeDisputes, reversePayment } from '../actions/payments.ts';
import { DeskRefusal } from '../actions/refusal.ts';
import type { Desk } from '../desk.ts';
import { parseAmount, parseHours, parsePayment } from './arguments.ts';
import type { Arguments, Command } from './command.ts';
import { formatSpan, formatTime, printable, table } from './table.ts';

/** Rows of one list. */
const maxListed = 100;

export const reversalCommands: readonly Command[] = [
  {
    usage: 'reverse REF --reason TEXT --by NAME [--amount AMOUNT] [--wait HOURS]',
    summary:
      'takes a payment back, or a part of it, once; its fee stays. With --wait it waits for money that was spent',
    run: reverse,
  },
  {
    usage: 'reversals',
    summary: 'the latest reversals that were asked for, newest first, and what became of them',
    run: listReversals,
  },
  {
    usage: 'disputes',
    summary: 'what customers have reported and nobody has ended, oldest first',
    run: listDisputes,
  },
  {
    usage: 'close REF --by NAME --note TEXT [--message TEXT]',
    summary:
      'ends the disputes of a payment without a reversal. The note says what came of them and stays here; the reporter is told by SMS, with the message if there is one',
    run: close,
  },
];

async function reverse(desk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const { reason = '', by = '', amount, wait } = options;
  const payment = await parsePayment(desk, positionals[0]);
  const { waitsUntil, number } = await reversePayment(desk, payment, {
    ...{ reason, by },
    amount: amount === undefined ? undefined : parseAmount(desk, amount),
    waitMs: wait === undefined ? undefined : parseHours(wait),
  });
  const called = positionals[0]?.toUpperCase();
  if (waitsUntil) return [`${called} waits for money until ${formatTime(waitsUntil, desk)}`];
  return [
    `${called} is reversed by ${reference(number ?? 0n)}`,
    'both receipts go within a minute; reports of the payment are closed',
  ];
}

async function listReversals(desk: Desk): Promise<string[]> {
  const { reversals, market } = desk;
  const latest = await reversals.latest(maxListed);
  if (latest.length === 0) return ['nobody has asked for a reversal'];
  const amount = `>AMOUNT ${market.currency}`;
  return table(
    ['PAYMENT', amount, '>OF', 'FROM', 'TO', 'ASKED', 'BY', 'STATE', 'REASON'],
    latest.map((reversal) => [
      reference(reversal.origin),
      formatDigits(reversal.amount),
      formatDigits(reversal.originAmount),
      reversal.from ?? '',
      reversal.to ?? '',
      formatTime(reversal.askedAt, desk),
      printable(reversal.askedBy),
      stateOf(reversal, desk),
      printable(reversal.reason),
    ]),
  );
}

function stateOf({ number, refusal, refusedAt, until }: Reversal, desk: Desk): string {
  if (number !== undefined) return `done: ${reference(number)}`;
  if (refusedAt) return `refused: ${refusal}`;
  return until ? `waits until ${formatTime(until, desk)}` : '';
}

async function listDisputes(desk: Desk): Promise<string[]> {
  const { disputes, market, now } = desk;
  const open = await disputes.listOpen(maxListed);
  if (open.length === 0) return ['nothing is disputed'];
  const amount = `>AMOUNT ${market.currency}`;
  const headings = ['REFERENCE', 'AGE', 'REPORTED BY', 'REASON', 'TYPE', amount];
  const disputeRow = (dispute: OpenDispute) => [
    reference(dispute.number),
    formatSpan(now - dispute.openedAt.getTime()),
    `${dispute.byNumber} ${dispute.byName}`,
    dispute.reason,
    dispute.type,
    formatDigits(money(dispute.amount, market.currency)),
    dispute.payer,
    dispute.payee,
    dispute.state,
    formatTime(dispute.endedAt, desk),
    printable(dispute.outcome ?? ''),
  ];
  return table([...headings, 'FROM', 'TO', 'STATE', 'ENDED', 'BEFORE'], open.map(disputeRow));
}

async function close(desk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const { by = '', note = '', message } = options;
  const payment = await parsePayment(desk, positionals[0]);
  const closed = await closeDisputes(desk, payment, { by, outcome: note, message });
  const called = positionals[0]?.toUpperCase();
  if (closed === 0) throw new DeskRefusal(`${called} has no open dispute`);
  return [
    `${called}: ${closed} ${closed === 1 ? 'dispute' : 'disputes'} closed`,
    'who reported it is told by SMS within a minute',
  ];
}
