/** What people at the operator do to an account by hand. */
export const operatorActions = [
  'freeze', // no money leaves it
  'unfreeze',
  'close', // no money comes either; it must be empty
  'reopen',
  'unlock_pin', // three wrong tries are forgotten
  'adjust', // a payment sets right what went wrong
  'open', // a customer's wallet, without a PIN
  'exchange', // what left it, or came to it, is of another currency on the other side
] as const;

export type OperatorAction = (typeof operatorActions)[number];

/** Those that change an account which is there, and move no money. */
export type AccountChange = Exclude<OperatorAction, 'adjust' | 'open' | 'exchange'>;
