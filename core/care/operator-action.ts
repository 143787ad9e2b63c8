/** The actions that the operator's staff take on an account. */
export const operatorActions = [
  'freeze', // no money leaves it
  'unfreeze',
  'close', // no money enters it either; it must be empty
  'reopen',
  'unlock_pin', // the wrong tries are reset
  'adjust', // a payment corrects the balance
  'open', // opens a customer's wallet or a business' account
  'exchange', // pays between two accounts of different currencies
  'end_airtime', // tells what became of airtime that nobody knew of
  'fund', // issues e-money for money that came to the operator's bank
  'defund', // takes e-money back for money that the bank pays out
  'change', // changes a business' name, phone, language or rule for account numbers
] as const;

export type OperatorAction = (typeof operatorActions)[number];

/** The actions that change an existing account and move no money. */
export type AccountChange = Extract<
  OperatorAction,
  'freeze' | 'unfreeze' | 'close' | 'reopen' | 'unlock_pin'
>;

/** The person who does something to an account by hand, and why. */
export interface Reason {
  readonly by: string;
  readonly reason: string;
}
