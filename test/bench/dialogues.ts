/**
 * Whole dialogues through the running system: phones that send money to each other over the carrier's callback, five
 * turns each. Every reply is read: it must be the screen of that turn, with that phone's recipient and amount in it.
 */
import { Agent, request } from 'node:http';
import { reference } from '../../core/ids.ts';
import { kenya as market } from '../../core/market.ts';
import { groupMoney, money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { Books } from './books.ts';
import { type Load, load } from './load.ts';

export interface Dialogues {
  readonly dialogue: Load;
  /** Per turn; what a person waits for. */
  readonly turn: Load;
  readonly completed: number;
  readonly wrongReplies: string[];
}

interface Dialogue {
  readonly from: Msisdn;
  readonly to: Msisdn;
  /** "45.10" */
  readonly amount: string;
}

export const turns = 5;

/** `phones` are the customers, `atOnce` of them talk at the same time; each has `pin`. */
export async function playDialogues(
  url: string,
  phones: readonly Msisdn[],
  atOnce: number,
  seconds: number,
  pin: string,
): Promise<Dialogues> {
  const post = poster(`${url}/ussd/africastalking/demo`, atOnce);
  const wrongReplies: string[] = [];
  const told = new Map<string, Dialogue>();
  const waits: number[] = [];
  let dials = 0;

  const dialogue = await load(atOnce, seconds, async () => {
    const n = dials++;
    const plan = planned(phones, n);
    const sessionId = `bench-${process.pid}-${n}`;
    let transcript = '';
    for (const { answer, screen } of script(plan, pin)) {
      const began = performance.now();
      const reply = await post({ sessionId, phoneNumber: `+${plan.from}`, text: transcript });
      waits.push(performance.now() - began);
      const seen = screen.exec(reply);
      if (!seen) return void wrongReplies.push(reply);
      const typed = answer(seen);
      if (typed === undefined) told.set(seen[1] ?? '', plan);
      else transcript = transcript === '' ? typed : `${transcript}*${typed}`;
    }
  });
  return { ...summary(dialogue, waits), completed: told.size, wrongReplies, told };
}
