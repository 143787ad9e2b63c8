/**
 * `npm run demo`: dials one transfer through the real callback, on real parts, and shows it step by step: the screens, the
 * checks, the entries, the events, both receipts and the audit. Exits 0 only if all of it is right.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { reference } from '../../../core/ids.ts';
import { markets } from '../../../core/markets/index.ts';
import { formatDigits } from '../../../core/money.ts';
import { type LocalSystem, startSystem } from '../system.ts';
import { type BookedTransfer, readTransfer } from './books.ts';
import { createChecks } from './checks.ts';
import { dialTransfer } from './dial.ts';
import { drawTable, heading } from './drawing.ts';
import { showReceipts } from './receipts.ts';
import { decimal, transfer } from './transfer.ts';

const checks = createChecks();

process.exitCode = await main();

async function main(): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tuma-demo-'));
  let system: LocalSystem | undefined;
  try {
    const step = (what: string) => console.log(`… ${what}`);
    system = await startSystem({ dataDir, port: 0, onStep: step, log: () => {} });
    await demonstrate(system);
  } catch (error) {
    checks.fail(error instanceof Error ? error.message : String(error));
  } finally {
    await system?.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  const { failures } = checks;
  for (const failure of failures) console.error(`not right: ${failure}`);
  console.log(failures.length === 0 ? '\nAll of it is right.' : '\nThe demonstration failed.');
  return failures.length === 0 ? 0 : 1;
}

async function demonstrate({ url, ownerUrl }: LocalSystem): Promise<void> {
  heading('The phone of 0700 123456 dials *334#');
  const lastScreen = await dialTransfer(url, checks);

  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const booked = await readTransfer(owner, transfer.payer.msisdn, transfer.payee.msisdn);
    const called = reference(booked.number);
    const shown = [called, formatDigits(transfer.amount), formatDigits(transfer.payerBalance)];
    checks.contains('the last screen', lastScreen, shown);
    showChecks(booked);
    showEntries(booked);
    showEvents(booked);
    heading('The receipts');
    await showReceipts(url, called, checks);
    await showAudit(owner);
  } finally {
    await owner.end();
  }
}

function showChecks({ state, checks: results, sentToday, entries }: BookedTransfer): void {
  const { score, fraudModel, checksMs, evidence } = results;
  const limit = markets.KE.tiers[1]?.sending.daily.amount ?? 0n;
  const held = decimal(-(entries[0]?.amount ?? 0n));
  heading('The three checks, side by side, and the decision');
  drawTable([
    ['check', 'answer', 'what it saw'],
    ['fraud', 'approved', `score ${score} of 100, by ${fraudModel}`],
    ['revenue', 'approved', `sent today with this ${decimal(sentToday)} of ${decimal(limit)}`],
    ['core', 'reserved', `the amount and the fee were held: ${held}`],
  ]);
  console.log(`\n  decision: ${state}, after ${checksMs} ms of checks`);
  checks.equal('what speaks against it', evidence, null);
  checks.equal('the fraud score', [score, fraudModel], [0, `rules ${defaultRuleSet.version}`]);
  checks.equal('what was sent today', sentToday, transfer.sentToday.minor);
}

function showEntries({ state, fee, entries }: BookedTransfer): void {
  heading('The entries');
  const sum = entries.reduce((total, entry) => total + entry.amount, 0n);
  drawTable([
    ['account', 'amount', 'balance after'],
    ...entries.map((entry) => [entry.account, decimal(entry.amount), decimal(entry.balance)]),
    ['sum', decimal(sum), ''],
  ]);
  const [amount, charged] = [transfer.amount.minor, transfer.fee.minor];
  checks.equal('the state', state, 'completed');
  checks.equal('the fee', fee, charged);
  checks.equal('the entries sum to zero', sum, 0n);
  checks.equal(
    'the entries',
    entries.map((entry) => [entry.account, entry.amount, entry.balance]),
    [
      ['payer', -amount - charged, transfer.payerBalance.minor],
      ['payee', amount, transfer.payeeBalance.minor],
      ['fee revenue', charged, charged],
    ],
  );
}

function showEvents({ events }: BookedTransfer): void {
  heading('The events');
  drawTable([
    ['#', 'event', 'at'],
    ...events.map((event) => [event.seq, event.type, event.at.toISOString()]),
  ]);
  const types = events.map(({ type }) => type);
  checks.equal('the events', types, ['payment.reserved', 'payment.completed']);
}

async function showAudit(owner: pg.Client): Promise<void> {
  heading('The audit of the books');
  const violations = (await owner.query('select * from tuma.audit()')).rows;
  console.log(`${violations.length} violations`);
  checks.equal('the books are in order', violations, []);
}
