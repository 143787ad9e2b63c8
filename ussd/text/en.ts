/** English, and the model: a sentence that stands here and is missing in another language does not compile. */
import type { Refusal } from '../../core/refusal.ts';
import type { Complaint } from '../inputs.ts';

export type Texts = typeof en;

export const en = {
  languageName: 'English',

  welcome: 'Welcome to Tuma',
  sendMoney: 'Send money',
  myAccount: 'My account',
  balance: 'Balance',
  language: 'Language',

  askRecipient: 'Enter phone number:',
  askAmount: 'Enter amount:',
  confirm: ({ amount, to, fee }: { amount: string; to: string; fee: string }) =>
    `Send ${amount} to ${to}? Fee ${fee}.`,
  sent: (paid: { reference: string; amount: string; to: string; balance: string }) =>
    `${paid.reference} Confirmed. ${paid.amount} sent to ${paid.to}. New balance ${paid.balance}.`,
  notSent: (reason: string) => `No money was sent. ${reason}`,
  paymentPending: 'Your payment is being processed. You will get an SMS.',

  balanceIs: (balance: string) => `Your balance is ${balance}.`,
  chooseLanguage: 'Choose a language',
  languageChanged: 'Your language is now English.',

  enterPin: 'Enter PIN:',
  wrongPin: (left: number) => `Wrong PIN. ${left} ${left === 1 ? 'try' : 'tries'} left. Enter PIN:`,
  pinLocked: 'Your PIN is locked. Please contact customer care.',

  notRegistered: 'This number is not registered with Tuma.',
  unavailable: 'Sorry, the service is not available now. Please try again later.',
  tooManyTries: 'Sorry, we could not read your answers. Please dial again.',
  tooLong: 'This session is too long. Please dial again.',
  sessionOver: 'This session is over. Please dial again.',
  noAnswer: 'This took too long. If a payment was made, you will get an SMS.',
  menuChanged: 'The menu has just changed. Please dial again.',

  complaints: {
    not_an_option: 'Choose a number from the list.',
    not_a_mobile_number: 'That is not a mobile number.',
    not_an_amount: 'Use figures only, like 500.',
    amount_not_positive: 'The amount must be more than 0.',
    amount_too_fine: 'The amount has too many decimals.',
    amount_too_long: 'That amount is too large.',
    not_a_pin: 'A PIN has 4 digits.',
  } satisfies Record<Complaint, string>,

  refusals: {
    idempotency_conflict: 'This request was already used. Please dial again.',
    invalid_amount: 'That amount cannot be sent.',
    currency_mismatch: 'That account uses another currency.',
    same_party: 'You cannot send money to your own number.',
    payer_not_found: 'Your number is not registered with Tuma.',
    recipient_not_found: 'That number is not registered with Tuma.',
    payer_unavailable: 'Your account is not active. Please contact customer care.',
    recipient_unavailable: 'That account cannot receive money.',
    pin_locked: 'Your PIN is locked. Please contact customer care.',
    wrong_pin: 'The PIN is wrong.',
    amount_too_small: 'That is less than you can send.',
    amount_too_large: 'That is more than you can send at once.',
    daily_limit_exceeded: 'That is more than your daily limit allows.',
    insufficient_funds: 'You do not have enough money for this amount and its fee.',
    fraud_declined: 'It was declined to keep you safe. Please contact customer care.',
    timeout: 'It took too long. Please try again.',
    unavailable: 'The service is not available now. Please try again later.',
  } satisfies Record<Refusal, string>,
};
