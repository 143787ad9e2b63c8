/**
 * `npm run demo`: one transfer through the real callback, on real parts, shown step by step and checked against what it
 * must be. Exits 0 only if all of it is right.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { kenya as market } from '../../../core/markets/ke.ts';
import { type LocalSystem, startSystem } from '../system.ts';
import { readTransfer, type Transfer } from './books.ts';
import { drawMessage, drawScreen, drawTable, heading } from './drawing.ts';

const payer = { msisdn: '254700123456', pin: '4821' };
const payee = '254711987654';

/** What is typed after dialling, and what the screen before it must say, above the line of its keys. */
const dialogue: readonly (readonly [expected: RegExp, typed: string])[] = [
  [/^CON Welcome to Tuma\n1\. Send money\n(.*\n)*\d+\. My account/, '1'],
  [/^CON Enter phone number:\n0 Back 00 Home$/, '0711987654'],
  [/^CON Enter amount:\n00 Home$/, '5000'],
  [
    /^CON Send Ksh5,000\.00 to JANE W\. 0711987654\? Fee Ksh15\.00\.\nEnter PIN:\n0 Back 00 Home$/,
    payer.pin,
  ],
];

const failures: string[] = [];

process.exitCode = await main();

async function main(): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tuma-demo-'));
  let system: LocalSystem | undefined;
  try {
    const step = (what: string) => console.log(`… ${what}`);
    system = await startSystem({ dataDir, port: 0, onStep: step, log: () => {} });
    await play(system);
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  } finally {
    await system?.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  for (const failure of failures) console.error(`not right: ${failure}`);
  console.log(failures.length === 0 ? '\nAll of it is right.' : '\nThe demonstration failed.');
  return failures.length === 0 ? 0 : 1;
}

async function play(system: LocalSystem): Promise<void> {
  heading('The phone of 0700 123456 dials *334#');
  const reference = await dial(system);

  const owner = new pg.Client({ connectionString: system.ownerUrl });
  await owner.connect();
  try {
    const transfer = await readTransfer(owner, payer.msisdn, payee);
    showChecks(transfer);
    showBooks(transfer);
    await showReceipts(system, reference);

    heading('The audit of the books');
    const violations = (await owner.query('select * from tuma.audit()')).rows;
    console.log(`${violations.length} violations`);
    expect('the books are in order', violations, []);
  } finally {
    await owner.end();
  }
}

/** Plays the dialogue; returns the reference that the last screen names. */
async function dial({ url }: LocalSystem): Promise<string> {
  const inputs: string[] = [];
  for (const [expected, typed] of dialogue) {
    const screen = await turn(url, inputs);
    expectMatch('the screen', screen, expected);
    drawScreen(screen, typed === payer.pin ? '••••' : typed);
    inputs.push(typed);
  }
  const last = await turn(url, inputs);
  drawScreen(last);
  const confirmed =
    /^END ([0-9A-Z]{10}) Confirmed\. Ksh5,000\.00 sent to JANE W\. 0711987654\. New balance Ksh19,985\.00\.$/;
  expectMatch('the last screen', last, confirmed);
  return confirmed.exec(last)?.[1] ?? '';
}

async function turn(url: string, inputs: readonly string[]): Promise<string> {
  const response = await fetch(`${url}/ussd/africastalking/demo`, {
    method: 'POST',
    body: new URLSearchParams({
      sessionId: 'ATUid_demo',
      phoneNumber: `+${payer.msisdn}`,
      networkCode: '63902',
      serviceCode: '*334#',
      text: inputs.join('*'),
    }),
  });
  return response.text();
}

function showChecks({ state, checks, sentToday, entries }: Transfer): void {
  const { score, fraudModel, checksMs, evidence } = checks;
  const limit = market.tiers[1]?.sending.daily.amount ?? 0n;
  heading('The three checks, side by side, and the decision');
  drawTable([
    ['check', 'answer', 'what it saw'],
    ['fraud', 'approved', `score ${score} of 100, by ${fraudModel}`],
    ['revenue', 'approved', `sent today with this ${decimal(sentToday)} of ${decimal(limit)}`],
    [
      'core',
      'reserved',
      `the amount and the fee were held: ${decimal(-(entries[0]?.amount ?? 0n))}`,
    ],
  ]);
  console.log(`\n  decision: ${state}, after ${checksMs} ms of checks`);
  expect('what speaks against it', evidence, null);
  expect('the fraud score', [score, fraudModel], [0, `rules ${defaultRuleSet.version}`]);
  expect('what was sent today', sentToday, 17_000_00n);
}

function showBooks({ state, fee, entries, events }: Transfer): void {
  heading('The entries');
  const sum = entries.reduce((total, entry) => total + entry.amount, 0n);
  drawTable([
    ['account', 'amount', 'balance after'],
    ...entries.map((entry) => [entry.account, decimal(entry.amount), decimal(entry.balance)]),
    ['sum', decimal(sum), ''],
  ]);
  expect('the state', state, 'completed');
  expect('the fee', fee, 1500n);
  expect('the entries sum to zero', sum, 0n);
  expect(
    'the entries',
    entries.map(({ account, amount, balance }) => [account, amount, balance]),
    [
      ['payer', -501_500n, 1_998_500n],
      ['payee', 500_000n, 1_350_000n],
      ['fee revenue', 1_500n, 1_500n],
    ],
  );

  heading('The events');
  drawTable([
    ['#', 'event', 'at'],
    ...events.map((event) => [event.seq, event.type, event.at.toISOString()]),
  ]);
  expect(
    'the events',
    events.map(({ type }) => type),
    ['payment.reserved', 'payment.completed'],
  );
}

async function showReceipts({ url }: LocalSystem, reference: string): Promise<void> {
  heading('The receipts');
  const when = String.raw`on \d{1,2}/\d{1,2}/\d\d at \d{1,2}:\d\d [AP]M\.`;
  const receipts: readonly (readonly [string, string])[] = [
    [
      payer.msisdn,
      String.raw`^${reference} Confirmed\. Ksh5,000\.00 sent to ${payee} ${when} New balance is Ksh19,985\.00\. Transaction cost Ksh15\.00\.$`,
    ],
    [
      payee,
      String.raw`^${reference} Confirmed\. You have received Ksh5,000\.00 from ${payer.msisdn} ${when} New balance is Ksh13,500\.00\.$`,
    ],
  ];
  for (const [msisdn, expected] of receipts) {
    const inbox = await inboxOf(url, msisdn);
    for (const text of inbox) drawMessage(msisdn, text);
    expect(`messages to ${msisdn}`, inbox.length, 1);
    expectMatch('the receipt', inbox[0] ?? '', new RegExp(expected));
  }
}

/** What a number has received, once there is something, at most ten seconds later. */
async function inboxOf(url: string, msisdn: string): Promise<string[]> {
  for (let i = 0; i < 100; i += 1) {
    const response = await fetch(`${url}/handset/sms/${msisdn}`);
    const inbox = (await response.json()) as { text: string }[];
    if (inbox.length > 0) return inbox.map(({ text }) => text);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return [];
}

function decimal(minor: bigint): string {
  const sign = minor < 0n ? '-' : '';
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function expect(what: string, found: unknown, expected: unknown): void {
  const shown = (value: unknown) =>
    JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part));
  if (shown(found) !== shown(expected)) {
    failures.push(`${what}: ${shown(found)} where ${shown(expected)} should be`);
  }
}

function expectMatch(what: string, found: string, expected: RegExp): void {
  if (!expected.test(found)) failures.push(`${what} says ${JSON.stringify(found)}`);
}
