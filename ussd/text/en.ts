/** English, and the model: a sentence that stands here and is missing in another language does not compile. */
import type { Refusal } from '../../core/refusal.ts';
import type { Complaint, WordedKey } from '../inputs.ts';

export type Texts = typeof en;

export const en = {
  languageName: 'English',
  keys: { '98': 'More', '0': 'Back', '00': 'Home' } satisfies Record<WordedKey, string>,

  welcome: 'Welcome to Tuma',
  sendMoney: 'Send money',
  myAccount: 'My account',
  balance: 'Balance',
  statement: 'Mini statement',
  changePin: 'Change PIN',
  language: 'Language',
  limits: 'Limits and tier',
  block: 'Block my account',

  unfinished: 'You did not finish last time.',
  goOn: 'Continue',
  startOver: 'Start over',
  mainMenu: 'Main menu',
  untoldPending: ({ amount, to }: { amount: string; to: string }) =>
    `${amount} to ${to}: being processed. You will get an SMS.`,
  untoldSent: (paid: { reference: string; amount: string; to: string }) =>
    `${paid.reference}: ${paid.amount} was sent to ${paid.to}.`,
  untoldNotSent: ({ amount, to, reason }: { amount: string; to: string; reason: string }) =>
    `${amount} was not sent to ${to}. ${reason}`,

  askRecipient: 'Enter phone number:',
  askRecipientOrChoose: 'Enter phone number or choose:',
  askAmount: 'Enter amount:',
  confirm: ({ amount, to, fee }: { amount: string; to: string; fee: string }) =>
    `Send ${amount} to ${to}? Fee ${fee}.`,
  sent: (paid: { reference: string; amount: string; to: string; balance: string }) =>
    `${paid.reference} Confirmed. ${paid.amount} sent to ${paid.to}. New balance ${paid.balance}.`,
  notSent: (reason: string) => `No money was sent. ${reason}`,
  paymentPending: 'Your payment is being processed. You will get an SMS.',

  balanceIs: (balance: string) => `Your balance is ${balance}.`,
  chooseLanguage: 'Choose a language',
  statementFee: (fee: string) => `fee ${fee}`,
  noPayments: 'There are no payments yet.',
  limitsAre: (most: { tier: number; perPayment: string; daily: string; usedToday: string }) =>
    `Tier ${most.tier}. One payment: up to ${most.perPayment}. A day: up to ${most.daily}. Used today: ${most.usedToday}.`,
  askBlock: 'Block your account? No money can leave it until customer care opens it again.',
  yesBlock: 'Yes, block it',
  noBlock: 'No',
  blocked: 'Your account is blocked. To open it again, please contact customer care.',

  enterPin: 'Enter PIN:',
  wrongPin: (left: number) => `Wrong PIN. ${left} ${left === 1 ? 'try' : 'tries'} left. Enter PIN:`,
  pinLocked: 'Your PIN is locked. Please contact customer care.',

  choosePin: 'Choose a PIN of 4 digits:',
  repeatPin: 'Enter the new PIN again:',
  pinsDiffer: 'The two PINs are not the same.',
  pinChanged: 'Your PIN is changed.',

  notRegistered: 'This number is not registered with Tuma.',
  register: 'Register',
  notNow: 'Not now',
  registerLater: (code: string) => `To register another time, dial ${code}.`,
  askName: 'Enter your full name, as on your ID:',
  askIdNumber: 'Enter your ID number:',
  askBirthDate: 'Enter your date of birth, like 31121990:',
  consent: ({ name, id }: { name: string; id: string }) =>
    `Register ${name}, ID ${id}? I accept the terms and the privacy notice of Tuma.`,
  accept: 'Accept',
  decline: 'Decline',
  declined: 'You are not registered.',
  registered: (code: string) => `You are registered with Tuma. Dial ${code} to begin.`,

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
    pin_too_easy: 'That PIN is too easy to guess.',
    not_a_name: 'Enter 2 to 4 names, in letters.',
    not_an_id_number: 'An ID number has 6 to 10 digits or letters.',
    not_a_birth_date: 'That is not a date. Enter day, month and year.',
    too_young: 'You must be at least 18 years old.',
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
