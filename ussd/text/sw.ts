/** Kiswahili, as Kenyans write it on phones. */
import type { Texts } from './en.ts';

export const sw: Texts = {
  code: 'sw',
  languageName: 'Kiswahili',
  keys: { '98': 'Zaidi', '0': 'Rudi', '00': 'Mwanzo' },

  welcome: 'Karibu Tuma',
  sendMoney: 'Tuma pesa',
  withdraw: 'Toa pesa',
  airtime: 'Nunua muda wa maongezi',
  payBill: 'Lipa bili',
  buyGoods: 'Nunua bidhaa',
  myAccount: 'Akaunti yangu',
  balance: 'Salio',
  statement: 'Taarifa fupi',
  changePin: 'Badilisha PIN',
  language: 'Lugha',
  limits: 'Vikomo',
  report: 'Ripoti tatizo',
  block: 'Funga akaunti yangu',
  forgotPin: 'Nimesahau PIN',

  unfinished: 'Hukumaliza mara iliyopita.',
  goOn: (what) => (what ? `Endelea: ${what}` : 'Endelea'),
  startOver: 'Anza upya',
  mainMenu: 'Menyu kuu',
  earlierPending: ({ amount, to }) => `${amount} kwa ${to} inashughulikiwa. Utapokea SMS.`,
  earlierSent: (paid) => `${paid.reference} Imethibitishwa. ${paid.amount} kwa ${paid.to}.`,
  earlierNotSent: ({ amount, to, reason }) => `${amount} kwa ${to} imeshindikana. ${reason}`,

  askRecipient: 'Weka nambari ya simu:',
  askRecipientOrChoose: 'Weka nambari ya simu au chagua:',
  sendToClaim: (days) => `Tuma, zichukuliwe ndani ya siku ${days}`,
  anotherNumber: 'Weka nambari nyingine',
  myNumber: 'Nambari yangu',
  businesses: {
    agent: { ask: 'Weka nambari ya wakala:', unknown: 'Hakuna wakala mwenye nambari hiyo.' },
    biller: { ask: 'Weka nambari ya biashara:', unknown: 'Hakuna biashara yenye nambari hiyo.' },
    till: { ask: 'Weka nambari ya till:', unknown: 'Hakuna till yenye nambari hiyo.' },
  },
  askAccountNumber: 'Weka nambari ya akaunti:',
  askAmount: 'Weka kiasi:',
  confirm: ({ what, fee }) => `${what}? Ada ${fee}.`,
  payments: {
    p2p: {
      what: ({ amount, to }) => `Tuma ${amount} kwa ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Imethibitishwa. ${amount} imetumwa kwa ${to}. Salio jipya ${balance}.`,
      undone: 'Pesa hazijatumwa.',
    },
    p2p_unregistered: {
      what: ({ amount, to, days }) =>
        `Tuma ${amount} kwa ${to}, haijasajiliwa, zichukuliwe ndani ya siku ${days}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Imethibitishwa. ${amount} inasubiri ${to} isajiliwe. Salio jipya ${balance}.`,
      undone: 'Pesa hazijatumwa.',
    },
    cash_out: {
      what: ({ amount, to }) => `Toa ${amount} kwa ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Imethibitishwa. Chukua ${amount} kwa ${to}. Salio jipya ${balance}.`,
      undone: 'Pesa hazijatolewa.',
    },
    pay_bill: {
      what: ({ amount, to, account }) => `Lipa ${amount} kwa ${to}, akaunti ${account}`,
      done: ({ reference, amount, to, account, balance }) =>
        `${reference} Imethibitishwa. ${amount} imelipwa kwa ${to}, akaunti ${account}. Salio jipya ${balance}.`,
      undone: 'Bili haijalipwa.',
    },
    buy_goods: {
      what: ({ amount, to }) => `Lipa ${amount} kwa ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Imethibitishwa. ${amount} imelipwa kwa ${to}. Salio jipya ${balance}.`,
      undone: 'Hakuna kilicholipwa.',
    },
    airtime: {
      what: ({ amount, to }) => `Nunua muda wa maongezi wa ${amount} kwa ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Imethibitishwa. Muda wa maongezi wa ${amount} unatumwa kwa ${to}. Salio jipya ${balance}.`,
      undone: 'Muda wa maongezi haujanunuliwa.',
    },
  },
  paymentPending: 'Malipo yako yanashughulikiwa. Utapokea SMS.',

  balanceIs: (balance) => `Salio lako ni ${balance}.`,
  chooseLanguage: 'Chagua lugha',
  statementFee: (fee) => `ada ${fee}`,
  reversed: 'imerejeshwa',
  lines: {
    claim: 'Imechukuliwa',
    return: 'Imerudishwa',
    airtime: 'Maongezi',
    airtime_refund: 'Maongezi, imerudishwa',
    reversal: 'Marejesho',
  },
  earlier: 'Za awali',
  noPayments: 'Bado hakuna malipo.',
  limitsAre: (limits) =>
    `Daraja ${limits.tier}\nKila malipo: hadi ${limits.perPayment}\nKwa siku: hadi ${limits.daily}\nUmetumia leo: ${limits.usedToday}`,
  whom: { in: (other) => `kutoka ${other}`, out: (other) => `kwa ${other}` },
  whichPayment: 'Malipo yapi?',
  failed: 'imeshindikana',
  askReport: (payment) => `Ripoti ${payment}. Tatizo ni nini?`,
  disputeReasons: {
    wrong_recipient: 'Si mtu huyo',
    wrong_amount: 'Si kiasi hicho',
    not_received: 'Sijapokea',
    not_mine: 'Si yangu',
    other: 'Jingine',
  },
  noReport: 'Ghairi',
  reported: (reference) =>
    `Ripoti yako kuhusu ${reference} imepokelewa. Huduma kwa wateja itawasiliana nawe.`,
  askBlock: 'Ufunge akaunti yako? Pesa hazitatoka hadi huduma kwa wateja waifungue tena.',
  yesBlock: 'Ndiyo, ifunge',
  noBlock: 'Hapana',
  blocked: 'Akaunti yako imefungwa. Ili ifunguliwe, tafadhali wasiliana na huduma kwa wateja.',

  enterPin: 'Weka PIN:',
  wrongPin: (left) =>
    `PIN si sahihi. ${left === 1 ? 'Jaribio 1 limebaki' : `Majaribio ${left} yamebaki`}. Weka PIN:`,
  pinLocked: (dial, until) =>
    `PIN yako imefungwa.${until && ` Jaribu tena baada ya ${until}.`} Kupata mpya, piga ${dial}, chagua ${sw.myAccount}, kisha ${sw.forgotPin}.${until ? '' : ' Au wasiliana na huduma kwa wateja.'}`,
  pinsLate:
    'PIN haziwezi kukaguliwa kupitia njia hii sasa. Hakuna kilichofanyika. Tafadhali jaribu tena baadaye.',

  choosePin: 'Chagua PIN ya tarakimu 4:',
  repeatPin: 'Weka PIN mpya tena:',
  pinsDiffer: 'PIN hizo mbili hazifanani.',
  pinChanged: 'PIN yako imebadilishwa.',

  noPin: 'Bado huna PIN.',
  pinGone: (dial) => `Akaunti hii haina PIN sasa. Piga ${dial} kuchagua.`,
  codeSent: (dial) =>
    `Msimbo umetumwa kwa nambari hii kwa SMS. Piga ${dial} tena ndani ya dakika 10 uuweke.`,
  enterCode: 'Weka tarakimu 6 za msimbo kutoka SMS, ili uchague PIN:',
  enterNumberCode: 'Pesa zinasubiri namba yako. Kuzipata, weka tarakimu 6 za msimbo kutoka SMS:',
  numberProved: (dial) =>
    `Asante. Pesa zilizosubiri zinalipwa kwako: SMS itasema kiasi. Piga ${dial} ili kuendelea.`,
  sendAgain: 'Tuma msimbo mpya',
  wrongCode: (left) => `Msimbo si sahihi. Majaribio yaliyobaki ni ${left}.`,
  codeOver: (dial) => `Msimbo huo hauwezi kutumika tena. Piga ${dial} tena.`,
  codeRefusals: {
    too_soon: 'Msimbo umetumwa sasa hivi. Subiri dakika moja, kisha piga tena.',
    too_many: 'Misimbo mingi imetumwa leo. Jaribu kesho, au wasiliana na huduma kwa wateja.',
    blocked: 'Misimbo isiyo sahihi ni mingi mno. Jaribu kesho, au wasiliana na huduma kwa wateja.',
    sim_changed: 'Laini ya nambari hii ni mpya. Tafadhali wasiliana na huduma kwa wateja.',
    over: 'Imechukua muda mrefu. Tafadhali piga tena.',
  },
  pinChosen: (dial) => `PIN yako imewekwa. Piga ${dial} ili kuanza.`,
  pinIsOld: 'Hiyo ni PIN uliyokuwa nayo. Chagua nyingine.',
  askKnownIdNumber: 'Weka nambari ya kitambulisho ulichojisajili nacho:',
  identityWrong: (left) => `Sivyo tulivyo navyo. Majaribio yaliyobaki ni ${left}.`,
  identityUnproved: 'Hatuwezi kukupa PIN mpya hapa. Tafadhali wasiliana na huduma kwa wateja.',

  notRegistered: 'Nambari hii haijasajiliwa na Tuma.',
  register: 'Jisajili',
  notNow: 'Si sasa',
  registerLater: (code) => `Ili kujisajili wakati mwingine, piga ${code}.`,
  askName: 'Weka jina lako kamili, kama lilivyo kwenye kitambulisho:',
  askIdNumber: (document) =>
    document
      ? `Weka nambari ya ${document} au ya kitambulisho kingine:`
      : 'Weka nambari ya kitambulisho:',
  checkIdNumber: (id) => `${id} inaonekana kukosewa. Rudi kama si sahihi.`,
  askBirthDate: 'Weka tarehe ya kuzaliwa, kama 31121990:',
  consent: ({ name, id }) =>
    `Usajiliwe kama ${name}, kitambulisho ${id}? Nakubali masharti na sera ya faragha ya Tuma.`,
  accept: 'Nakubali',
  decline: 'Sikubali',
  declined: 'Hujasajiliwa.',
  registered: (code) => `Umesajiliwa na Tuma. Piga ${code} ili kuanza.`,

  hasWallet:
    'Kitambulisho hiki kina akaunti tayari, na mtu mmoja ana moja. Tafadhali wasiliana na huduma kwa wateja.',
  registeredMoneyWaits: (code) =>
    `Umesajiliwa na Tuma. Pesa zinakusubiri: piga ${code} na uweke msimbo utakaokuja kwa SMS.`,

  unavailable: 'Samahani, huduma haipatikani kwa sasa. Tafadhali jaribu tena baadaye.',
  tooManyTries: 'Samahani, hatukuelewa majibu yako. Tafadhali piga tena.',
  tooLong: 'Mazungumzo haya yamekuwa marefu mno. Tafadhali piga tena.',
  numbersServed: ({ country, code }) =>
    `Namba za simu za ${country} (+${code}) pekee zinahudumiwa hapa.`,
  numberNotServed: 'Namba yako haihudumiwi kupitia njia hii. Hakuna kilichofanyika.',
  sessionOver: 'Kikao hiki kimekwisha. Tafadhali piga tena.',
  noAnswer: 'Imechukua muda mrefu. Kama malipo yamefanyika, utapata SMS.',
  tooFast: 'Maombi ni mengi mno. Tafadhali subiri dakika moja, kisha piga tena.',
  menuChanged: 'Menyu imebadilishwa sasa hivi. Tafadhali piga tena.',

  complaints: {
    not_an_option: 'Chagua kwenye orodha.',
    not_a_mobile_number: 'Hiyo si nambari ya simu.',
    not_a_business_number: 'Nambari hiyo ina tarakimu 5 hadi 7.',
    not_an_account_number: 'Hiyo si nambari ya akaunti yao.',
    not_an_amount: 'Tumia tarakimu pekee, kama 500.',
    amount_not_positive: 'Kiasi lazima kizidi 0.',
    amount_too_fine: 'Kiasi kina desimali nyingi mno.',
    amount_too_long: 'Kiasi hicho ni kikubwa mno.',
    not_a_pin: 'PIN ina tarakimu 4.',
    not_a_code: 'Msimbo una tarakimu 6.',
    pin_too_easy: 'PIN hiyo ni rahisi kukisia.',
    not_a_name: 'Weka majina yako kwa herufi, kama kwenye kitambulisho.',
    not_an_id_number: 'Hiyo si nambari ya kitambulisho. Iweke kama ilivyo kwenye kitambulisho.',
    not_a_birth_date: 'Hiyo si tarehe. Weka siku, mwezi na mwaka.',
    not_the_birth_date: 'Nambari ya kitambulisho ina mwaka mwingine wa kuzaliwa.',
    too_young: 'Lazima uwe na umri wa miaka 18 au zaidi.',
  },

  refusals: {
    idempotency_conflict: 'Ombi hili limeshatumika. Tafadhali piga tena.',
    unknown_type: 'Hakuna malipo ya aina hiyo.',
    invalid_amount: 'Kiasi hicho hakiwezi kulipwa.',
    currency_mismatch: 'Akaunti hiyo inatumia sarafu nyingine.',
    same_party: 'Huwezi kujitumia pesa.',
    quote_expired: 'Bei uliyoonyeshwa imepitwa na wakati.',
    payer_not_found: 'Nambari yako haijasajiliwa na Tuma.',
    recipient_not_found: 'Nambari hiyo haijasajiliwa na Tuma.',
    account_number_invalid: 'Hawana akaunti yenye nambari hiyo.',
    not_reversible: 'Malipo hayo hayawezi kurudishwa.',
    already_reversed: 'Malipo hayo yamesharudishwa.',
    reversal_too_large: 'Kiasi hicho kinazidi kilicholipwa.',
    payer_unavailable: 'Akaunti yako haitumiki. Tafadhali wasiliana na huduma kwa wateja.',
    recipient_unavailable: 'Akaunti hiyo haiwezi kupokea pesa.',
    recipient_limit_exceeded: 'Kiasi hicho kinazidi anachoweza kupokea sasa.',
    pin_locked: 'PIN yako imefungwa. Tafadhali wasiliana na huduma kwa wateja.',
    wrong_pin: 'PIN si sahihi.',
    amount_too_small: 'Kiasi hicho ni kidogo kuliko kinachoruhusiwa.',
    amount_too_large: 'Kiasi hicho kinazidi kinachoruhusiwa mara moja.',
    daily_limit_exceeded: 'Kiasi hicho kinazidi kikomo chako cha siku.',
    weekly_limit_exceeded: 'Kiasi hicho kinazidi kikomo chako cha wiki.',
    monthly_limit_exceeded: 'Kiasi hicho kinazidi kikomo chako cha mwezi.',
    too_many_payments: 'Umefikisha idadi ya malipo ya daraja lako kwa sasa.',
    insufficient_funds: 'Huna pesa za kutosha kwa kiasi hiki na ada yake.',
    fraud_declined: 'Imekataliwa kwa usalama wako. Tafadhali wasiliana na huduma kwa wateja.',
    too_many_requests: 'Umetafuta nambari nyingi. Tafadhali jaribu tena baada ya saa moja.',
    timeout: 'Imechukua muda mrefu. Tafadhali jaribu tena.',
    unavailable: 'Huduma haipatikani kwa sasa. Tafadhali jaribu tena baadaye.',
  },
  allowed: {
    amount_too_small: (amount) => `Angalau ${amount}.`,
    amount_too_large: (amount) => `Isizidi ${amount} mara moja.`,
    daily_limit_exceeded: (amount) => `Isizidi ${amount} zaidi leo.`,
    weekly_limit_exceeded: (amount) => `Isizidi ${amount} zaidi wiki hii.`,
    monthly_limit_exceeded: (amount) => `Isizidi ${amount} zaidi mwezi huu.`,
  },
};
