/** An account's history: what its entries say, one after the other. */

/** One leg of a payment on the account, in minor units. */
export interface PostedEntry {
  /** The account's entries are numbered from 1, without a gap. */
  readonly seq: bigint;
  readonly amount: bigint;
  /** What the books say that it left. */
  readonly balance: bigint;
}

/**
 * The first entry that does not lead from the balance before it to the one that it says it left, or that is not the next
 * one; undefined where every balance is explained. `entries` are in the order of posting, from `opening` on.
 */
export function firstUnexplained(
  opening: bigint,
  entries: readonly PostedEntry[],
): PostedEntry | undefined {
  let balance = opening;
  return entries.find((entry, i) => {
    balance += entry.amount;
    const next = i === 0 || entry.seq === (entries[i - 1]?.seq ?? 0n) + 1n;
    return !next || entry.balance !== balance;
  });
}
