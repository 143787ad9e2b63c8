/** English, the model for the other languages: a sentence that another language lacks does not compile. */

import type { DisputeReason } from '../../core/care/dispute.ts';
import type { Language } from '../../core/language.ts';
import type { CodeRefusal } from '../../core/one-time-code.ts';
import type { BusinessKind } from '../../core/parties/business.ts';
import type { CustomerPaymentType, PaymentType } from '../../core/payments/types.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { LabelledKey } from '../inputs/navigation-keys.ts';
import type { Complaint } from '../inputs/parser.ts';
import type { PaymentWords } from './payment-words.ts';

export type Texts = typeof en;

export const en = {
  code: 'en' as Language,
  languageName: 'English',
  keys: { '98': 'More', '0': 'Back', '00': 'Home' } satisfies Record<LabelledKey, string>,

  welcome: 'Welcome to Tuma',
  sendMoney: 'Send money',
  withdraw: 'Withdraw cash',
  airtime: 'Buy airtime',
  payBill: 'Pay bill',
  buyGoods: 'Buy goods',
  myAccount: 'My account',
  balance: 'Balance',
  statement: 'Mini statement',
  changePin: 'Change PIN',
  language: 'Language',
  limits: 'Limits',
  report: 'Report a problem',
  block: 'Block account',
  forgotPin: 'Lost PIN',

  unfinished: 'You did not finish last time.',
  goOn: (what: string) => (what ? `Continue: ${what}` : 'Continue'),
  startOver: 'Start over',
  mainMenu: 'Main menu',
  earlierPending: ({ amount, to }: { amount: string; to: string }) =>
    `${amount} to ${to} is being processed. You will get an SMS.`,
  earlierSent: (paid: { reference: string; amount: string; to: string }) =>
    `${paid.reference} Confirmed. ${paid.amount} to ${paid.to}.`,
  earlierNotSent: ({ amount, to, reason }: { amount: string; to: string; reason: string }) =>
    `${amount} to ${to} failed. ${reason}`,

  askRecipient: 'Enter phone number:',
  askRecipientOrChoose: 'Enter phone number or choose:',
  sendToClaim: (days: number) => `Send, to be claimed in ${days} days`,
  anotherNumber: 'Enter another number',
  myNumber: 'My number',
  businesses: {
    agent: { ask: 'Enter agent number:', unknown: 'There is no agent with that number.' },
    biller: { ask: 'Enter business number:', unknown: 'There is no business with that number.' },
    till: { ask: 'Enter till number:', unknown: 'There is no till with that number.' },
  } satisfies Record<BusinessKind, { ask: string; unknown: string }>,
  askAccountNumber: 'Enter account number:',
  askAmount: 'Enter amount:',
  confirm: ({ what, fee }: { what: string; fee: string }) => `${what}? Fee ${fee}.`,
  payments: {
    p2p: {
      what: ({ amount, to }) => `Send ${amount} to ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Confirmed. ${amount} sent to ${to}. New balance ${balance}.`,
      undone: 'No money was sent.',
    },
    p2p_unregistered: {
      what: ({ amount, to, days }) =>
        `Send ${amount} to ${to}, not registered, to be claimed in ${days} days`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Confirmed. ${amount} waits for ${to} to register. New balance ${balance}.`,
      undone: 'No money was sent.',
    },
    cash_out: {
      what: ({ amount, to }) => `Withdraw ${amount} at ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Confirmed. Take ${amount} from ${to}. New balance ${balance}.`,
      undone: 'No cash was withdrawn.',
    },
    pay_bill: {
      what: ({ amount, to, account }) => `Pay ${amount} to ${to}, account ${account}`,
      done: ({ reference, amount, to, account, balance }) =>
        `${reference} Confirmed. ${amount} paid to ${to}, account ${account}. New balance ${balance}.`,
      undone: 'The bill was not paid.',
    },
    buy_goods: {
      what: ({ amount, to }) => `Pay ${amount} to ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Confirmed. ${amount} paid to ${to}. New balance ${balance}.`,
      undone: 'Nothing was paid.',
    },
    airtime: {
      what: ({ amount, to }) => `Buy ${amount} airtime for ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Confirmed. ${amount} airtime for ${to} is on its way. New balance ${balance}.`,
      undone: 'No airtime was bought.',
    },
  } satisfies Record<CustomerPaymentType, PaymentWords>,
  paymentPending: 'Your payment is being processed. You will get an SMS.',

  balanceIs: (balance: string) => `Your balance is ${balance}.`,
  chooseLanguage: 'Choose a language',
  statementFee: (fee: string) => `fee ${fee}`,
  reversed: 'reversed',
  lines: {
    claim: 'Claimed',
    return: 'Returned',
    airtime: 'Airtime',
    airtime_refund: 'Airtime refund',
    reversal: 'Reversal',
  } satisfies Partial<Record<PaymentType, string>>,
  earlier: 'Earlier',
  noPayments: 'There are no payments yet.',
  limitsAre: (limits: { tier: number; perPayment: string; daily: string; usedToday: string }) =>
    `Tier ${limits.tier}\nOne payment: up to ${limits.perPayment}\nA day: up to ${limits.daily}\nUsed today: ${limits.usedToday}`,
  whom: { in: (other: string) => `from ${other}`, out: (other: string) => `to ${other}` },
  whichPayment: 'Which payment?',
  failed: 'failed',
  askReport: (payment: string) => `Report ${payment}. What is wrong?`,
  disputeReasons: {
    wrong_recipient: 'Wrong person',
    wrong_amount: 'Wrong amount',
    not_received: 'Not received',
    not_mine: 'Not mine',
    other: 'Other',
  } satisfies Record<DisputeReason, string>,
  noReport: 'Cancel',
  reported: (reference: string) =>
    `Your report on ${reference} is received. Customer care will contact you.`,
  askBlock: 'Block your account? No money can leave it until customer care opens it again.',
  yesBlock: 'Yes, block it',
  noBlock: 'No',
  blocked: 'Your account is blocked. To open it again, please contact customer care.',

  enterPin: 'Enter PIN:',
  wrongPin: (left: number) => `Wrong PIN. ${left} ${left === 1 ? 'try' : 'tries'} left. Enter PIN:`,
  /** `until` is a day and a time: "2/9/24 5:30 PM". Empty: customer care has to help. */
  pinLocked: (dial: string, until: string): string =>
    `Your PIN is locked.${until && ` Try again after ${until}.`} To get a new one, dial ${dial} and choose ${en.myAccount}, then ${en.forgotPin}.${until ? '' : ' Or contact customer care.'}`,
  pinsLate:
    'PINs cannot be checked over this connection now. Nothing was done. Please try again later.',

  choosePin: 'Choose a PIN of 4 digits:',
  repeatPin: 'Enter the new PIN again:',
  pinsDiffer: 'The two PINs are not the same.',
  pinChanged: 'Your PIN is changed.',

  noPin: 'You have no PIN yet.',
  pinGone: (dial: string) => `This account has no PIN now. Dial ${dial} to choose one.`,
  codeSent: (dial: string) =>
    `A code was sent to this number by SMS. Dial ${dial} again within 10 minutes and enter it.`,
  enterCode: 'Enter the 6 digits of the code from the SMS, to choose a PIN:',
  enterNumberCode:
    'Money waits for your number. To get it, enter the 6 digits of the code from the SMS:',
  numberProved: (dial: string) =>
    `Thank you. The money that waited is being paid to you: an SMS tells how much. Dial ${dial} to go on.`,
  sendAgain: 'Send a new code',
  wrongCode: (left: number) => `Wrong code. ${left} ${left === 1 ? 'try' : 'tries'} left.`,
  codeOver: (dial: string) => `That code cannot be used any more. Dial ${dial} again.`,
  codeRefusals: {
    too_soon: 'A code was sent a moment ago. Wait a minute, then dial again.',
    too_many: 'Too many codes were sent today. Try again tomorrow, or contact customer care.',
    blocked: 'Too many wrong codes. Try again tomorrow, or contact customer care.',
    sim_changed: 'The SIM of this number is new. Please contact customer care.',
    over: 'This took too long. Please dial again.',
  } satisfies Record<CodeRefusal, string>,
  pinChosen: (dial: string) => `Your PIN is set. Dial ${dial} to begin.`,
  pinIsOld: 'That is the PIN you had before. Choose another.',
  askKnownIdNumber: 'Enter the number of the ID that you registered with:',
  identityWrong: (left: number) =>
    `That is not what we have. ${left} ${left === 1 ? 'try' : 'tries'} left.`,
  identityUnproved: 'We cannot give you a new PIN here. Please contact customer care.',

  notRegistered: 'This number is not registered with Tuma.',
  register: 'Register',
  notNow: 'Not now',
  registerLater: (code: string) => `To register another time, dial ${code}.`,
  askName: 'Enter your full name, as on your ID:',
  askIdNumber: (document?: string) =>
    document ? `Enter your ${document} or other ID number:` : 'Enter your ID number:',
  checkIdNumber: (id: string) => `${id} looks mistyped. Go back if it is not right.`,
  askBirthDate: 'Enter your date of birth, like 31121990:',
  consent: ({ name, id }: { name: string; id: string }) =>
    `Register ${name}, ID ${id}? I accept the terms and the privacy notice of Tuma.`,
  accept: 'Accept',
  decline: 'Decline',
  declined: 'You are not registered.',
  registered: (code: string) => `You are registered with Tuma. Dial ${code} to begin.`,

  hasWallet:
    'Somebody has a wallet with this ID already, and one person has one. Please contact customer care.',
  registeredMoneyWaits: (code: string) =>
    `You are registered with Tuma. Money waits for you: dial ${code} and enter the code that comes by SMS.`,

  unavailable: 'Sorry, the service is not available now. Please try again later.',
  tooManyTries: 'Sorry, we could not read your answers. Please dial again.',
  tooLong: 'This session is too long. Please dial again.',
  /** `country` is its name in this language, as "Kenya", and `code` is dialled before its numbers. */
  numbersServed: ({ country, code }: { country: string; code: string }) =>
    `Only mobile numbers of ${country} (+${code}) are served here.`,
  numberNotServed: 'Your number is not served over this connection. Nothing was done.',
  sessionOver: 'This session is over. Please dial again.',
  noAnswer: 'This took too long. If a payment was made, you will get an SMS.',
  tooFast: 'Too many requests. Please wait a minute and dial again.',
  menuChanged: 'The menu has just changed. Please dial again.',

  complaints: {
    not_an_option: 'Choose a number from the list.',
    not_a_mobile_number: 'That is not a mobile number.',
    not_a_business_number: 'That number has 5 to 7 digits.',
    not_an_account_number: 'That is not one of their account numbers.',
    not_an_amount: 'Use figures only, like 500.',
    amount_not_positive: 'The amount must be more than 0.',
    amount_too_fine: 'The amount has too many decimals.',
    amount_too_long: 'That amount is too large.',
    not_a_pin: 'A PIN has 4 digits.',
    not_a_code: 'The code has 6 digits.',
    pin_too_easy: 'That PIN is too easy to guess.',
    not_a_name: 'Enter your names in letters, as on your ID.',
    not_an_id_number: 'That is no ID number. Enter it as on your ID.',
    not_a_birth_date: 'That is not a date. Enter day, month and year.',
    not_the_birth_date: 'Your ID number tells another year of birth.',
    too_young: 'You must be at least 18 years old.',
  } satisfies Record<Complaint, string>,

  refusals: {
    idempotency_conflict: 'This request was already used. Please dial again.',
    unknown_type: 'There is no such payment.',
    invalid_amount: 'That amount cannot be paid.',
    currency_mismatch: 'That account uses another currency.',
    same_party: 'You cannot send money to your own number.',
    quote_expired: 'The price that you were shown has expired.',
    payer_not_found: 'Your number is not registered with Tuma.',
    recipient_not_found: 'That number is not registered with Tuma.',
    account_number_invalid: 'They have no account with that number.',
    not_reversible: 'That payment cannot be reversed.',
    already_reversed: 'That payment is reversed already.',
    reversal_too_large: 'That is more than was paid.',
    payer_unavailable: 'Your account is not active. Please contact customer care.',
    recipient_unavailable: 'That account cannot receive money.',
    recipient_limit_exceeded: 'That is more than they can receive now.',
    pin_locked: 'Your PIN is locked. Please contact customer care.',
    wrong_pin: 'The PIN is wrong.',
    amount_too_small: 'That is less than is allowed.',
    amount_too_large: 'That is more than is allowed at once.',
    daily_limit_exceeded: 'That is more than your daily limit allows.',
    weekly_limit_exceeded: 'That is more than your weekly limit allows.',
    monthly_limit_exceeded: 'That is more than your monthly limit allows.',
    too_many_payments: 'You have made as many payments as your tier allows for now.',
    insufficient_funds: 'You do not have enough money for this amount and its fee.',
    fraud_declined: 'It was declined to keep you safe. Please contact customer care.',
    too_many_requests: 'You have looked up many numbers. Please try again in an hour.',
    timeout: 'It took too long. Please try again.',
    unavailable: 'The service is not available now. Please try again later.',
  } satisfies Record<Refusal, string>,
  allowed: {
    amount_too_small: (amount: string) => `At least ${amount}.`,
    amount_too_large: (amount: string) => `At most ${amount} at once.`,
    daily_limit_exceeded: (amount: string) => `At most ${amount} more today.`,
    weekly_limit_exceeded: (amount: string) => `At most ${amount} more this week.`,
    monthly_limit_exceeded: (amount: string) => `At most ${amount} more this month.`,
  } satisfies Partial<Record<Refusal, (amount: string) => string>>,
};
