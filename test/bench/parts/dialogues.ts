/**
 * Measures whole dialogues through the running system: customers send money to each other, five turns each. Every screen is
 * checked, and every payment that a phone saw confirmed must be in the books with that payer, payee and amount.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { reference } from '../../../core/ids.ts';
import { money, toDecimal } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { pinMac } from '../../../edge/crypto.ts';
import type { Bench } from '../bench.ts';
import { numbers, openAccounts } from '../measuring/accounts.ts';
import { auditClean, type Books, openBooks } from '../measuring/books.ts';
import { figures, type Load, load } from '../measuring/load.ts';
import type { Complaints } from '../measuring/measurement.ts';
import { type Dialogue, phones, turnsOfDialogue } from '../measuring/phone.ts';

export interface Dialogues {
  /** How many phones are in a dialogue at the same time. */
  readonly phones: number;
  /** How many dialogues ended; each makes one payment. */
  readonly dialogues: Load;
  readonly turns: Load;
  readonly wrongReplies: number;
}

/** Enough customers that each one's pace stays far below the limit of the fraud rules. */
const atOnce = 32;
const customers = 50 * atOnce;
const pin = '7391';

export async function measureDialogues(bench: Bench): Promise<Dialogues> {
  const { environment, seconds, complaints, say } = bench;
  say('dialogues through the running system');
  const { url, ownerUrl } = await environment.startSystem();
  const books = await openBooks(ownerUrl);
  const phone = phones(url, atOnce);
  try {
    const pins = pinMac(environment.secrets);
    const people = numbers(customers);
    await openAccounts(books.owner, people, { pinMac: (number) => pins.pin(number, pin) });

    const confirmed = new Map<string, Dialogue>();
    let waits: number[] = [];
    let wrongReplies = 0;
    let dials = 0;
    const talk = async (caller: number) => {
      const dialogue = planned(people, caller, dials++);
      const { turns, reference, wrong } = await phone.dial(dialogue);
      waits.push(...turns);
      if (reference) confirmed.set(reference, dialogue);
      else if (wrongReplies++ < 3) complaints.push(`dialogues: a phone was shown: ${wrong}`);
    };
    await load(atOnce, seconds / 3, talk);
    waits = [];
    const dialogues = await load(atOnce, seconds, talk);
    await receiptsSent(books);
    await compare(books, confirmed, complaints);
    const turns = { ...figures(waits, seconds), perSecond: dialogues.perSecond * turnsOfDialogue };
    return { phones: atOnce, dialogues, turns, wrongReplies };
  } finally {
    phone.close();
    await books.close();
  }
}

/** Each caller has phones of its own. Dialogues that run at the same time never have the same recipient and amount. */
function planned(people: readonly Msisdn[], caller: number, dial: number): Dialogue {
  const round = Math.floor(dial / atOnce);
  const own = (caller + atOnce * round) % people.length;
  const other = (own + 1 + (dial % (people.length - 1))) % people.length;
  return {
    ...{ sessionId: `bench-${dial}`, pin },
    from: people[own] as Msisdn,
    to: people[other] as Msisdn,
    amount: toDecimal(money(40_00n + BigInt(dial % 6_000), 'KES')),
  };
}

/** Waits some seconds for the queues to catch up; it does not wait for what is left after that. */
async function receiptsSent({ owner }: Books): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const { rowCount } = await owner.query(
      `select from tuma.payments p
        where p.channel = 'ussd'
          and (select count(*) from tuma.receipts r where r.about = p.id and r.state = 'sent') < 2
        limit 1`,
    );
    if (rowCount === 0) return;
    await sleep(500);
  }
}

async function compare(
  books: Books,
  confirmed: ReadonlyMap<string, Dialogue>,
  complaints: Complaints,
): Promise<void> {
  const { rows } = await books.owner.query(
    `select p.number, p.state, a.msisdn payer, b.msisdn payee, p.amount
       from tuma.payments p
       join tuma.customers a on a.account_id = p.payer
       join tuma.customers b on b.account_id = p.payee
      where p.channel = 'ussd'`,
  );
  const wrong = rows.filter(({ number, state, payer, payee, amount }) => {
    const dialogue = confirmed.get(reference(BigInt(number)));
    const much = toDecimal(money(BigInt(amount), 'KES'));
    const same = dialogue?.from === payer && dialogue?.to === payee && dialogue?.amount === much;
    return state !== 'completed' || !same;
  });
  if (wrong.length > 0 || rows.length !== confirmed.size) {
    complaints.push(
      `dialogues: told of ${confirmed.size} payments; the books have ${rows.length}, ${wrong.length} otherwise`,
    );
  }
  await auditClean('dialogues', books, complaints);
}
