/**
 * Whole dialogues through the running system: customers who send money to each other, five turns each. Every screen
 * is read, and every payment that a phone was told of must be in the books with that payer, payee and amount.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { reference } from '../../core/ids.ts';
import { formatMoney, money } from '../../core/money.ts';
import { keys } from '../../edge/keys.ts';
import { numbers, openAccounts } from './accounts.ts';
import { type Books, openBooks } from './books.ts';
import { figures, type Load, load } from './load.ts';
import type { Complaints } from './measurement.ts';
import { type Dialogue, phones } from './phone.ts';
import type { Stand } from './stand.ts';

export interface Dialogues {
  readonly callers: number;
  readonly dialogues: Load;
  readonly turns: Load;
  readonly paymentsPerSecond: number;
  readonly wrongReplies: number;
}

/** Enough that nobody pays as often as the fraud rules allow to nobody. */
const customers = 2_000;
const callers = 128;
const pin = '7391';

export async function measureDialogues(
  stand: Stand,
  seconds: number,
  complaints: Complaints,
): Promise<Dialogues> {
  const { url, ownerUrl } = await stand.startSystem();
  const books = await openBooks(ownerUrl);
  try {
    const secret = keys(stand.secrets);
    const people = numbers(customers);
    await openAccounts(books.owner, people, (number) => secret.pin(number, pin));

    const phone = phones(url, callers);
    const told = new Map<string, Dialogue>();
    const waits: number[] = [];
    const wrong: string[] = [];
    let dials = 0;
    const talk = async (caller: number) => {
      const dialogue = planned(people, caller, dials++);
      const dialled = await phone.dial(dialogue);
      waits.push(...dialled.turns);
      if (dialled.reference) told.set(dialled.reference, dialogue);
      else wrong.push(dialled.wrong ?? '');
    };
    const dialogues = await load(callers, seconds, talk);
    phone.close();

    for (const reply of wrong.slice(0, 3)) complaints.push(`a wrong reply: ${reply}`);
    await settleDown(books);
    await compare(books, told, complaints);
    const turns = { ...figures(waits, seconds), perSecond: dialogues.perSecond * turnsOfDialogue };
    return { callers, dialogues, turns, wrongReplies: wrong.length };
  } finally {
    await books.close();
  }
}
