/**
 * After whatever went wrong: is the payment at its end, did each party get exactly what is due, and was the phone told
 * the truth?
 */
import { expect } from 'vitest';
import { until } from '../clock/until.ts';

type Person = { msisdn: string };

/** One dialogue that meant to send an amount, and what the phone saw last. */
export interface Attempt {
  readonly name: string;
  readonly payer: Person;
  readonly payee: Person;
  /** In minor units. */
  readonly amount: bigint;
  readonly fee: bigint;
  /** Empty where the phone was shown nothing. */
  readonly screen: string;
}

/** Who looks at the books and at the phones. */
export interface Witness {
  /** What a payer asked for, oldest first. */
  payments(payer: Person): Promise<readonly { readonly state: string }[]>;
  /** In minor units. */
  balance(person: Person): Promise<{ balance: bigint; held: bigint }>;
  /** The messages of a number once there are this many; fewer when that takes too long. */
  messages(person: Person, count: number): Promise<readonly string[]>;
}

/** In minor units, of everybody before they pay or are paid. */
export const opening = 10_000_00n;

const ends = ['completed', 'rejected', 'failed', 'none'] as const;

export type End = (typeof ends)[number];

function isEnd(state: string): state is End {
  return ends.some((end) => end === state);
}

const pending = 'END Your payment is being processed. You will get an SMS.';

/**
 * How it ended; throws where something is untrue. Each party gets one message: where the mark that it was sent was lost it is
 * handed over again, under the same name, and the simulated network delivers a name once.
 */
export async function truthOf(here: Witness, attempt: Attempt): Promise<End> {
  const { name, payer, payee, amount, fee, screen } = attempt;
  const isOver = async () =>
    (await here.payments(payer)).every(({ state }) => isEnd(state)) &&
    (screen !== pending || (await here.payments(payer)).length > 0);
  await until(isOver);
  const payments = await here.payments(payer);
  expect(payments.length, `${name}: payments`).toBeLessThanOrEqual(1);
  const end = payments[0]?.state ?? 'none';
  if (!isEnd(end)) throw new Error(`${name}: a payment has no end: ${end}`);

  const moved = end === 'completed';
  const taken = moved ? amount + fee : 0n;
  expect(await here.balance(payer), name).toEqual({ balance: opening - taken, held: 0n });
  const given = moved ? amount : 0n;
  expect(await here.balance(payee), name).toEqual({ balance: opening + given, held: 0n });

  toldTruly(attempt, end);
  await gotReceipts(here, attempt, payments[0]);
  return end;
}

function toldTruly({ name, screen }: Attempt, end: End): void {
  if (screen === '') return;
  expect(screen, name).toMatch(/^(CON|END) /);
  if (/ Confirmed\. /.test(screen)) expect(end, `${name}: ${screen}`).toBe('completed');
  else if (/If a payment was made/.test(screen)) return;
  else if (screen === pending) expect(end, `${name}: ${screen}`).not.toBe('none');
  else expect(end, `${name}: ${screen}`).not.toBe('completed');
}

async function gotReceipts(
  here: Witness,
  { name, payer, payee }: Attempt,
  payment: { readonly state: string } | undefined,
): Promise<void> {
  const completed = payment?.state === 'completed';
  const toPayer = await here.messages(payer, payment ? 1 : 0);
  const toPayee = await here.messages(payee, completed ? 1 : 0);
  const due = completed ? / Confirmed\. .* sent to / : / Failed\. .* was not sent to /;
  for (const text of toPayer) expect(text, name).toMatch(due);
  for (const text of toPayee) expect(text, name).toMatch(/ You have received /);
  expect(toPayer, `${name}: messages to the payer`).toHaveLength(payment ? 1 : 0);
  expect(toPayee, `${name}: messages to the payee`).toHaveLength(completed ? 1 : 0);
}

/** Counts, for the end of a run. */
export function tally(title: string, counts: Readonly<Record<string, number>>): void {
  const fields = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  console.log(`${title}: ${fields.join(', ')}`);
}

/** The same with the share that each has of all. */
export function shares(title: string, counts: Readonly<Record<string, number>>): void {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const share = (count: number) => Math.round((100 * count) / all);
  const fields = Object.entries(counts).map(([name, n]) => `${name} ${n} (${share(n)} %)`);
  console.log(`${title}: ${fields.join(', ')}`);
}
