/**
 * What a payment takes on disk for good. From nearly empty tables on, and among few accounts: B-trees grow in waves, when
 * their leaves are full all at once, and a short look at large ones sees the top of a wave or none of it.
 */
import { systemClock } from '../../edge/clock.ts';
import { numbers, openAccounts } from './accounts.ts';
import type { Bench } from './bench.ts';
import { auditClean, openBooks } from './books.ts';
import { costOf } from './costs.ts';
import { directSql } from './direct-sql.ts';
import { requests, throughPipeline } from './payments.ts';

const accounts = 2_000;
const payments = 40_000;
const callers = 256;
/** As many times as fast as the clock on the wall, so that nobody pays thirty times in a minute. */
const haste = 60;

/** Bytes per payment that tables and indexes grow by. */
export async function storedByPayment({ stand, complaints, say }: Bench): Promise<number> {
  say(`storing ${payments} payments`);
  const { owner, app } = await stand.database('disk');
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
    const postmaster = stand.pids.postgres;
    const costs = await costOf({ trial, direct, books, postmaster, payments }, complaints);
    await auditClean('disk', books, complaints);
    return costs.storedBytes;
  } finally {
    await direct.close();
    await books.close();
  }
}
