/**
 * Dials one transfer through the real callback of a system, and shows it step by step: the screens, the checks, the entries, the
 * events, both receipts and the audit. What is not right becomes a failed check.
 */
import pg from 'pg';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { reference } from '../../../core/ids.ts';
import { formatAmount } from '../../../core/markets/format.ts';
import { nationalNumber } from '../../../core/msisdn.ts';
import { exciseIn } from '../../../core/revenue/tariff.ts';
import { booksReport } from '../../../db/proof/proof.ts';
import { type BookedTransfer, readTransfer } from './books.ts';
import type { DemoChecks } from './checks.ts';
import { dialTransfer } from './dial.ts';
import { drawTable, heading } from './drawing.ts';
import { showReceipts } from './receipts.ts';
import { decimal, type Transfer } from './transfer.ts';

interface Demonstration {
  readonly transfer: Transfer;
  readonly checks: DemoChecks;
}

export async function demonstrate(
  { url, ownerUrl }: { readonly url: string; readonly ownerUrl: string },
  demonstration: Demonstration,
): Promise<void> {
  const { transfer, checks } = demonstration;
  const { payer, payee, amount, payerBalance, market } = transfer;
  heading(
    `The phone of ${nationalNumber(payer.msisdn, market.numbers)} dials ${market.serviceCode}`,
  );
  const lastScreen = await dialTransfer(url, transfer, checks);

  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const booked = await readTransfer(owner, payer.msisdn, payee.msisdn);
    const called = reference(booked.number);
    const shown = [called, formatAmount(amount, market), formatAmount(payerBalance, market)];
    checks.contains('the last screen', lastScreen, shown);
    showChecks(demonstration, booked);
    showEntries(demonstration, booked);
    showEvents(demonstration, booked);
    heading('The receipts');
    await showReceipts(url, transfer, called, checks);
    await showAudit(demonstration, owner);
  } finally {
    await owner.end();
  }
}

function showChecks({ transfer, checks }: Demonstration, booked: BookedTransfer): void {
  const { state, checks: results, sentToday, entries } = booked;
  const { score, fraudModel, checksMs, evidence } = results;
  const write = (minor: bigint) => decimal(transfer, minor);
  const limit = transfer.market.tiers[1]?.sending.daily.amount ?? 0n;
  const held = write(-(entries[0]?.amount ?? 0n));
  heading('The three checks, side by side, and the decision');
  drawTable([
    ['check', 'answer', 'what it saw'],
    ['fraud', 'approved', `score ${score} of 100, by ${fraudModel}`],
    ['revenue', 'approved', `sent today with this ${write(sentToday)} of ${write(limit)}`],
    ['core', 'reserved', `the amount and the fee were held: ${held}`],
  ]);
  console.log(`\n  decision: ${state}, after ${checksMs} ms of checks`);
  checks.equal('what speaks against it', evidence, null);
  checks.equal('the fraud score', [score, fraudModel], [0, `rules ${defaultRuleSet.version}`]);
  checks.equal('what was sent today', sentToday, transfer.sentToday.minor);
}

function showEntries(
  { transfer, checks }: Demonstration,
  { state, fee, entries }: BookedTransfer,
): void {
  heading('The entries');
  const write = (minor: bigint) => decimal(transfer, minor);
  const sum = entries.reduce((total, entry) => total + entry.amount, 0n);
  drawTable([
    ['account', 'amount', 'balance after'],
    ...entries.map((entry) => [entry.account, write(entry.amount), write(entry.balance)]),
    ['sum', write(sum), ''],
  ]);
  const [amount, charged] = [transfer.amount.minor, transfer.fee.minor];
  const duty = exciseIn(transfer.fee, transfer.market).minor;
  checks.equal('the state', state, 'completed');
  checks.equal('the fee', fee, charged);
  checks.equal('the entries sum to zero', sum, 0n);
  checks.equal(
    'the entries',
    entries.map((entry) => [entry.account, entry.amount, entry.balance]),
    [
      ['payer', -amount - charged, transfer.payerBalance.minor],
      ['payee', amount, transfer.payeeBalance.minor],
      ['fee revenue', charged - duty, charged - duty],
      ...(duty > 0n ? [['excise', duty, duty]] : []),
    ],
  );
}

function showEvents({ checks }: Demonstration, { events }: BookedTransfer): void {
  heading('The events');
  drawTable([
    ['#', 'event', 'at'],
    ...events.map((event) => [event.seq, event.type, event.at.toISOString()]),
  ]);
  const types = events.map(({ type }) => type);
  checks.equal('the events', types, ['payment.reserved', 'payment.completed']);
}

async function showAudit({ transfer, checks }: Demonstration, owner: pg.Client): Promise<void> {
  heading('The audit of the books');
  const sql = async <Row>(text: string, params: readonly unknown[]) =>
    (await owner.query(text, [...params])).rows as Row[];
  const { violations } = await booksReport(sql, { market: transfer.market.code });
  console.log(`${violations.length} violations`);
  checks.equal('the books are in order', violations, []);
}
