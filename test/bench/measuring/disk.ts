/**
 * Measures the disk space that a payment takes for good. It begins with nearly empty tables and uses few accounts: a B-tree
 * grows in waves, when all its leaves are full at once, and a short look at a large one sees the top of a wave or none of it.
 */
import { systemClock } from '../../../edge/clock.ts';
import type { Bench } from '../bench.ts';
import { numbers, openAccounts } from './accounts.ts';
import { auditClean, openBooks } from './books.ts';
import { costOf } from './costs.ts';
import { directSql } from './direct-sql.ts';
import { requests, throughPipeline } from './payments.ts';

const accounts = 2_000;
const payments = 40_000;
const callers = 256;
/** How many times faster than real time the clock runs, so that no payer makes thirty payments in a minute. */
const haste = 60;

/** Returns the bytes that tables and indexes grow by for a payment. */
export async function storedByPayment({ environment, complaints, say }: Bench): Promise<number> {
  say(`storing ${payments} payments`);
  const { owner, app } = await environment.database('disk');
  const books = await openBooks(owner, new Date());
  const direct = directSql(app);
  try {
    const people = await openAccounts(books.owner, numbers(accounts));
    const began = systemClock.now();
    const now = () => began + haste * (systemClock.now() - began);
    const clock = { ...systemClock, now };
    const trial = {
      ...{ name: 'storing', callers, next: requests(people, people, clock) },
      road: throughPipeline(clock),
    };
    const postmaster = environment.pids.postgres;
    const costs = await costOf({ trial, direct, books, postmaster, payments }, complaints);
    await auditClean('disk', books, complaints);
    return costs.storedBytes;
  } finally {
    await direct.close();
    await books.close();
  }
}
