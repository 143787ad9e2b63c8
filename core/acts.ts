/** What people at the operator do to an account by hand. */
export const acts = [
  'freeze', // no money leaves it
  'unfreeze',
  'close', // no money comes either; it must be empty
  'reopen',
  'unlock_pin', // three wrong tries are forgotten
  'adjust', // a payment sets right what went wrong
] as const;

export type Act = (typeof acts)[number];
