/** SMS in English. */
import { codeMinutes } from '../one-time-code.ts';
import type { ReceiptWords, Sentences } from './sentences.ts';

const when = (w: ReceiptWords) => `on ${w.date} at ${w.clock}`;
const left = (w: ReceiptWords) => `New balance is ${w.balance}.`;
const cost = (w: ReceiptWords) => w.fee && ` Transaction cost ${w.fee}.`;
const reason = (w: ReceiptWords) => w.reason && ` Reason: ${w.reason}.`;
const paid = (w: ReceiptWords) => `${left(w)}${cost(w)}`;

const sent = (w: ReceiptWords) =>
  `${w.reference} Confirmed. ${w.amount} sent${w.other && ` to ${w.other}`} ${when(w)}. ${paid(w)}`;
const received = (w: ReceiptWords) =>
  `${w.reference} Confirmed. You have received ${w.amount}${w.other && ` from ${w.other}`} ${when(w)}. ${paid(w)}`;
const notSent = (w: ReceiptWords) => `${w.amount} was not sent${w.other && ` to ${w.other}`}`;
const notPaid = (w: ReceiptWords) => `${w.amount} was not paid${w.other && ` to ${w.other}`}`;

export const en: Sentences = {
  payer: {
    p2p: sent,
    return: (w) =>
      `${w.reference} ${w.amount} from ${w.other} waited for you and has gone back ${when(w)}.`,
    redemption: (w) =>
      `${w.reference} Confirmed. ${w.amount} was paid out to the bank ${when(w)}. ${left(w)}`,
    p2p_unregistered: (w) =>
      `${w.reference} Confirmed. ${w.amount} waits for ${w.other} to register until ${w.until}. ${paid(w)}`,
    claim: (w) =>
      `${w.reference} Confirmed. ${w.other} has registered and received the ${w.amount} that you sent, ${when(w)}.`,
    cash_out: (w) =>
      `${w.reference} Confirmed. Take ${w.amount} from ${w.other} ${when(w)}. Balance ${w.balance}. Cost ${w.fee}.`,
    pay_bill: (w) =>
      `${w.reference} Confirmed. ${w.amount} paid to ${w.other} for ${w.account} ${when(w)}. Balance ${w.balance}. Cost ${w.fee}.`,
    buy_goods: (w) =>
      `${w.reference} Confirmed. ${w.amount} paid to ${w.other} ${when(w)}. ${paid(w)}`,
    airtime: (w) =>
      `${w.reference} Confirmed. ${w.amount} airtime for ${w.other} ${when(w)}. ${paid(w)}`,
    cash_in: (w) =>
      `${w.reference} Confirmed. Take ${w.amount} cash from ${w.other} ${when(w)}. New float is ${w.balance}.`,
    fee: (w) => `${w.reference} Confirmed. ${w.amount} was charged ${when(w)}. ${left(w)}`,
    reversal: (w) =>
      `${w.reference} Confirmed. ${w.amount} that you received was taken back ${when(w)}. ${left(w)}`,
    adjustment: (w) =>
      `${w.reference} Correction: ${w.amount} taken ${when(w)}. ${left(w)}${reason(w)}`,
    exchange_out: (w) =>
      `${w.reference} Confirmed. ${w.amount} sent as ${w.exchanged} to ${w.other} ${when(w)}. Balance ${w.balance}. Cost ${w.fee}.`,
  },
  payee: {
    p2p: received,
    funding: (w) =>
      `${w.reference} Confirmed. ${w.amount} has come from the bank ${when(w)}. ${left(w)}`,
    claim: received,
    buy_goods: received,
    p2p_unregistered: (w) =>
      `${w.reference} ${w.amount} from ${w.other} waits for you until ${w.until}. Dial ${w.serviceCode} and register with Tuma to get it.`,
    return: (w) =>
      `${w.reference} Confirmed. ${w.amount} for ${w.other} was not claimed and came back ${when(w)}. ${left(w)}`,
    cash_out: (w) =>
      `${w.reference} Confirmed. Give ${w.amount} cash to ${w.other} ${when(w)}. New float is ${w.balance}.${cost(w)}`,
    pay_bill: (w) =>
      `${w.reference} Confirmed. ${w.amount} from ${w.other} for ${w.account} ${when(w)}. ${paid(w)}`,
    airtime_refund: (w) =>
      `${w.reference} Confirmed. Airtime for ${w.other} failed: ${w.amount} paid back ${when(w)}. ${left(w)}`,
    cash_in: received,
    exchange_in: (w) =>
      `${w.reference} Confirmed. You have received ${w.amount} for ${w.exchanged} from ${w.other} ${when(w)}. ${left(w)}`,
    reversal: (w) =>
      `${w.reference} Confirmed. ${w.amount} that you paid came back ${when(w)}. ${left(w)}`,
    adjustment: (w) =>
      `${w.reference} Correction: ${w.amount} added ${when(w)}. ${left(w)}${reason(w)}`,
  },
  notDone: (w, reason) => `${w.reference} Failed. ${w.undone} ${when(w)}. ${reason}`,
  notSent,
  undone: {
    p2p: notSent,
    p2p_unregistered: notSent,
    cash_out: (w) => `${w.amount} was not withdrawn at ${w.other}`,
    pay_bill: notPaid,
    buy_goods: notPaid,
    airtime: (w) => `${w.amount} airtime for ${w.other} was not bought`,
    exchange_out: (w) => `${w.amount} was not exchanged`,
  },
  reasons: {
    insufficient_funds: 'Not enough money.',
    payer_unavailable: 'Your account is not active.',
    daily_limit_exceeded: 'Daily limit reached.',
    weekly_limit_exceeded: 'Weekly limit reached.',
    monthly_limit_exceeded: 'Monthly limit reached.',
    too_many_payments: 'Too many payments.',
    fraud_declined: 'Declined for your safety.',
    recipient_unavailable: 'That number cannot receive.',
    recipient_limit_exceeded: 'Recipient limit reached.',
    quote_expired: 'The price had expired.',
    not_reversible: 'It cannot be reversed.',
    already_reversed: 'It is reversed already.',
    reversal_too_large: 'More than was paid.',
  },
  later: 'Please try again later.',
  notices: {
    welcome: (code) =>
      `Welcome to Tuma. Your account is open. Dial ${code} to send money, pay and see your account. Never tell anybody your PIN.`,
    dispute_opened: (_, about) =>
      `Your report on ${about} is received. Customer care will contact you.`,
    dispute_closed: (_, about, message) =>
      message
        ? `Your report on ${about} is closed: ${message}.`
        : `Your report on ${about} was looked into and is closed. The payment stays as it is. If that is wrong, forward its SMS to us again.`,
    dispute_unknown: () =>
      'We found no payment of yours in that message. To report a problem, forward the SMS of the payment as it is.',
    pin_code: (dial, code) =>
      `${code} is your Tuma code. Dial ${dial} within ${codeMinutes} minutes, enter it and choose your PIN. Never tell it to anybody.`,
    number_code: (dial, code) =>
      `${code} is your Tuma code. Money waits for this number: dial ${dial}, enter it within ${codeMinutes} minutes. Never tell it to anybody.`,
    pin_wrong: () =>
      'A wrong PIN was entered for your Tuma account, not for the first time. If it was not you, contact customer care.',
    pin_locked: (dial) =>
      `Your Tuma PIN is locked for a time: it was entered wrong too often. If it was not you, contact customer care. Lost PIN? Dial ${dial}.`,
    pin_changed: () =>
      'The PIN of your Tuma account is new. If you did not choose it, contact customer care at once.',
    pin_reset: () =>
      'Your forgotten Tuma PIN was replaced. Until tomorrow you can send less than usual. If it was not you, contact customer care at once.',
    pin_cleared: (dial) =>
      `Customer care has reset your Tuma PIN. Dial ${dial} to choose a new one. If you did not ask for it, contact customer care.`,
    claim_waits: (_, about) =>
      `The money of ${about} waits: your account may not take so much now. It comes when there is room, or goes back to its sender.`,
  },
};
