/** The actions that the operator's staff take on an account. */
export const operatorActions = [
  'freeze', // no money leaves it
  'unfreeze',
  'close', // no money enters it either; it must be empty
  'reopen',
  'unlock_pin', // the wrong tries are reset
  'reset_pin', // the PIN is taken away, and the next dial brings a code to choose another
  'adjust', // a payment corrects the balance
  'open', // opens a customer's wallet or a business' account
  'exchange', // pays between two accounts of different currencies
  'rename', // writes a customer's name as their document has it
  'upgrade', // gives a customer the limits of a higher tier, on a document
  'change_number', // gives a wallet another number
  'release_number', // takes the number of a wallet, because somebody else has it now
  'end_airtime', // tells what became of airtime that nobody knew of
  'fund', // issues e-money for money that came to the operator's bank
  'defund', // takes e-money back for money that the bank pays out
  'change', // changes a business' name, phone, language or rule for account numbers
] as const;

export type OperatorAction = (typeof operatorActions)[number];

/** The actions that change an existing account and move no money. */
export type AccountChange = Extract<
  OperatorAction,
  'freeze' | 'unfreeze' | 'close' | 'reopen' | 'unlock_pin' | 'reset_pin'
>;

/** The person who does something to an account by hand, and why. */
export interface Reason {
  readonly by: string;
  readonly reason: string;
}
