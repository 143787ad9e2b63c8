/** Replays an account's entries, to prove that they explain its balance. */

/** One posted entry of a payment on the account, in minor units. */
export interface PostedEntry {
  /** The entry's number on its account: 1, 2, 3 and so on, without a gap. */
  readonly seq: bigint;
  readonly amount: bigint;
  /** The balance after the entry, as the database stored it. */
  readonly balance: bigint;
}

/**
 * The first entry whose stored balance is not the balance before it plus its amount, or whose number does not follow the
 * one before; undefined if all are right. `entries` are in the order of posting, starting from the balance `opening`.
 */
export function firstUnexplained(
  opening: bigint,
  entries: readonly PostedEntry[],
): PostedEntry | undefined {
  let balance = opening;
  return entries.find((entry, i) => {
    balance += entry.amount;
    const isNext = i === 0 || entry.seq === (entries[i - 1]?.seq ?? 0n) + 1n;
    return !isNext || entry.balance !== balance;
  });
}
