/** Kiswahili, as Kenyans write it on phones. */
import type { Texts } from './en.ts';

export const sw: Texts = {
  languageName: 'Kiswahili',

  welcome: 'Karibu Tuma',
  sendMoney: 'Tuma pesa',
  myAccount: 'Akaunti yangu',
  balance: 'Salio',
  language: 'Lugha',

  askRecipient: 'Weka nambari ya simu:',
  askAmount: 'Weka kiasi:',
  confirm: ({ amount, to, fee }) => `Tuma ${amount} kwa ${to}? Ada ${fee}.`,
  sent: (paid) =>
    `${paid.reference} Imethibitishwa. ${paid.amount} imetumwa kwa ${paid.to}. Salio jipya ${paid.balance}.`,
  notSent: (reason) => `Pesa hazijatumwa. ${reason}`,
  paymentPending: 'Malipo yako yanashughulikiwa. Utapokea SMS.',

  balanceIs: (balance) => `Salio lako ni ${balance}.`,
  chooseLanguage: 'Chagua lugha',
  languageChanged: 'Lugha yako sasa ni Kiswahili.',

  enterPin: 'Weka PIN:',
  wrongPin: (left) =>
    `PIN si sahihi. ${left === 1 ? 'Jaribio 1 limebaki' : `Majaribio ${left} yamebaki`}. Weka PIN:`,
  pinLocked: 'PIN yako imefungwa. Tafadhali wasiliana na huduma kwa wateja.',

  notRegistered: 'Nambari hii haijasajiliwa na Tuma.',
  unavailable: 'Samahani, huduma haipatikani kwa sasa. Tafadhali jaribu tena baadaye.',
  tooManyTries: 'Samahani, hatukuelewa majibu yako. Tafadhali piga tena.',
  tooLong: 'Mazungumzo haya yamekuwa marefu mno. Tafadhali piga tena.',
  sessionOver: 'Kikao hiki kimekwisha. Tafadhali piga tena.',
  noAnswer: 'Imechukua muda mrefu. Kama malipo yamefanyika, utapata SMS.',
  menuChanged: 'Menyu imebadilishwa sasa hivi. Tafadhali piga tena.',

  complaints: {
    not_an_option: 'Chagua nambari iliyo kwenye orodha.',
    not_a_mobile_number: 'Hiyo si nambari ya simu.',
    not_an_amount: 'Tumia tarakimu pekee, kama 500.',
    amount_not_positive: 'Kiasi lazima kizidi 0.',
    amount_too_fine: 'Kiasi kina desimali nyingi mno.',
    amount_too_long: 'Kiasi hicho ni kikubwa mno.',
    not_a_pin: 'PIN ina tarakimu 4.',
  },

  refusals: {
    idempotency_conflict: 'Ombi hili limeshatumika. Tafadhali piga tena.',
    invalid_amount: 'Kiasi hicho hakiwezi kutumwa.',
    currency_mismatch: 'Akaunti hiyo inatumia sarafu nyingine.',
    same_party: 'Huwezi kujitumia pesa.',
    payer_not_found: 'Nambari yako haijasajiliwa na Tuma.',
    recipient_not_found: 'Nambari hiyo haijasajiliwa na Tuma.',
    payer_unavailable: 'Akaunti yako haitumiki. Tafadhali wasiliana na huduma kwa wateja.',
    recipient_unavailable: 'Akaunti hiyo haiwezi kupokea pesa.',
    pin_locked: 'PIN yako imefungwa. Tafadhali wasiliana na huduma kwa wateja.',
    wrong_pin: 'PIN si sahihi.',
    amount_too_small: 'Kiasi hicho ni kidogo kuliko kinachoruhusiwa.',
    amount_too_large: 'Kiasi hicho kinazidi unachoweza kutuma mara moja.',
    daily_limit_exceeded: 'Kiasi hicho kinazidi kikomo chako cha siku.',
    insufficient_funds: 'Huna pesa za kutosha kwa kiasi hiki na ada yake.',
    fraud_declined: 'Imekataliwa kwa usalama wako. Tafadhali wasiliana na huduma kwa wateja.',
    timeout: 'Imechukua muda mrefu. Tafadhali jaribu tena.',
    unavailable: 'Huduma haipatikani kwa sasa. Tafadhali jaribu tena baadaye.',
  },
};
