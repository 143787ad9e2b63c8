/**
 * Arabic, as Egyptian mobile-money menus write it. Its letters need UCS-2, so a screen holds half as many of them, and longer
 * lists go on to a second page. Digits are Western, as on the keypad. No line begins with a name or a reference
 * where an Arabic word can stand first, because a phone takes the direction of a line from its first letter. The last screen
 * of a payment does not repeat the payee, whom the question before it named: it has to fit one screen, and the SMS has both.
 * The sentences were not yet read by somebody whose first language it is.
 */
import type { Texts } from './en.ts';

export const ar: Texts = {
  code: 'ar',
  // In Latin letters, because one Arabic letter would halve the English screen that names it.
  languageName: 'Arabic',
  keys: { '98': 'المزيد', '0': 'رجوع', '00': 'البداية' },

  // Nothing but the name: the six options below it then fit one screen.
  welcome: 'Tuma',
  sendMoney: 'إرسال أموال',
  withdraw: 'سحب نقدي',
  airtime: 'شحن رصيد',
  payBill: 'دفع فاتورة',
  buyGoods: 'شراء',
  myAccount: 'حسابي',
  balance: 'الرصيد',
  statement: 'كشف حساب',
  changePin: 'تغيير الرقم السري',
  language: 'اللغة',
  limits: 'الحدود',
  report: 'إبلاغ عن مشكلة',
  block: 'إيقاف حسابي',
  forgotPin: 'نسيت الرقم السري',

  unfinished: 'لم تكمل في المرة السابقة.',
  goOn: (what) => (what ? `متابعة: ${what}` : 'متابعة'),
  startOver: 'البدء من جديد',
  mainMenu: 'القائمة الرئيسية',
  earlierPending: ({ amount, to }) => `جاري تنفيذ ${amount} إلى ${to}. ستصلك رسالة.`,
  earlierSent: ({ reference, amount, to }) => `تأكيد ${reference}: ${amount} إلى ${to}.`,
  earlierNotSent: ({ amount, to, reason }) => `فشل ${amount} إلى ${to}. ${reason}`,

  askRecipient: 'أدخل رقم الهاتف:',
  askRecipientOrChoose: 'أدخل رقم الهاتف أو اختر:',
  sendToClaim: (days) => `أرسل، يستلم خلال ${days} أيام`,
  anotherNumber: 'رقم آخر',
  myNumber: 'رقمي',
  businesses: {
    agent: { ask: 'أدخل رقم الوكيل:', unknown: 'لا يوجد وكيل بهذا الرقم.' },
    biller: { ask: 'أدخل رقم الشركة:', unknown: 'لا توجد شركة بهذا الرقم.' },
    till: { ask: 'أدخل رقم التاجر:', unknown: 'لا يوجد تاجر بهذا الرقم.' },
  },
  askAccountNumber: 'أدخل رقم الحساب:',
  askAmount: 'أدخل المبلغ:',
  confirm: ({ what, fee }) => `${what}؟ رسوم ${fee}.`,
  payments: {
    p2p: {
      what: ({ amount, to }) => `أرسل ${amount} إلى ${to}`,
      done: ({ reference, amount, balance }) =>
        `تأكيد ${reference}: أرسلت ${amount}. الرصيد ${balance}.`,
      undone: 'لم يرسل شيء.',
    },
    p2p_unregistered: {
      what: ({ amount, to, days }) => `أرسل ${amount} إلى ${to} غير المسجل، خلال ${days} أيام`,
      done: ({ reference, amount, balance }) =>
        `تأكيد ${reference}: ${amount} في الانتظار. الرصيد ${balance}.`,
      undone: 'لم يرسل شيء.',
    },
    cash_out: {
      what: ({ amount, to }) => `اسحب ${amount} من ${to}`,
      done: ({ reference, amount, balance }) =>
        `تأكيد ${reference}: استلم ${amount}. الرصيد ${balance}.`,
      undone: 'لم يسحب شيء.',
    },
    pay_bill: {
      what: ({ amount, to, account }) => `ادفع ${amount} إلى ${to} حساب ${account}`,
      done: ({ reference, amount, balance }) =>
        `تأكيد ${reference}: دفعت ${amount}. الرصيد ${balance}.`,
      undone: 'لم تدفع الفاتورة.',
    },
    buy_goods: {
      what: ({ amount, to }) => `ادفع ${amount} إلى ${to}`,
      done: ({ reference, amount, balance }) =>
        `تأكيد ${reference}: دفعت ${amount}. الرصيد ${balance}.`,
      undone: 'لم يدفع شيء.',
    },
    airtime: {
      what: ({ amount, to }) => `اشحن ${amount} للرقم ${to}`,
      done: ({ reference, amount, balance }) =>
        `تأكيد ${reference}: جاري شحن ${amount}. الرصيد ${balance}.`,
      undone: 'لم يتم الشحن.',
    },
  },
  paymentPending: 'جاري تنفيذ العملية. ستصلك رسالة.',

  balanceIs: (balance) => `رصيدك ${balance}.`,
  chooseLanguage: 'اختر اللغة',
  statementFee: (fee) => `رسوم ${fee}`,
  reversed: 'مردود',
  lines: {
    claim: 'استلام',
    return: 'إرجاع',
    airtime: 'شحن',
    airtime_refund: 'رد شحن',
    reversal: 'رد',
  },
  earlier: 'الأقدم',
  noPayments: 'لا توجد عمليات بعد.',
  limitsAre: ({ tier, perPayment, daily, usedToday }) =>
    `الفئة ${tier}\nللعملية: حتى ${perPayment}\nلليوم: حتى ${daily}\nاستخدمت اليوم: ${usedToday}`,
  whom: { in: (other) => `من ${other}`, out: (other) => `إلى ${other}` },
  whichPayment: 'أي عملية؟',
  failed: 'فشلت',
  askReport: (payment) => `بلاغ ${payment}. ما المشكلة؟`,
  disputeReasons: {
    wrong_recipient: 'شخص خطأ',
    wrong_amount: 'مبلغ خطأ',
    not_received: 'لم يصل',
    not_mine: 'ليست لي',
    other: 'أخرى',
  },
  noReport: 'إلغاء',
  reported: (reference) => `استلمنا بلاغك عن ${reference}. ستتصل بك خدمة العملاء.`,
  askBlock: 'إيقاف حسابك؟ لن يخرج منه مال حتى تفتحه خدمة العملاء.',
  yesBlock: 'نعم، أوقفه',
  noBlock: 'لا',
  blocked: 'تم إيقاف حسابك. لفتحه اتصل بخدمة العملاء.',

  enterPin: 'الرقم السري:',
  wrongPin: (left) => `رقم سري خطأ. باقي ${left}. الرقم السري:`,
  // Where customer care is left out, it fits one screen.
  pinLocked: (dial, until) =>
    until
      ? `رقمك مقفل حتى ${until}. لرقم جديد: ${dial} ثم ${ar.myAccount} ثم ${ar.forgotPin}.`
      : `رقمك السري مقفل. لرقم جديد اطلب ${dial} ثم ${ar.myAccount} ثم ${ar.forgotPin}.`,
  pinsLate: 'لا يمكن فحص الأرقام السرية الآن من هنا. لم يتم شيء. حاول لاحقا.',

  choosePin: 'اختر رقما سريا من 4 أرقام:',
  repeatPin: 'أدخل الرقم السري الجديد ثانية:',
  pinsDiffer: 'الرقمان مختلفان.',
  pinChanged: 'تم تغيير رقمك السري.',

  noPin: 'ليس لديك رقم سري بعد.',
  pinGone: (dial) => `لا رقم سري لهذا الحساب الآن. اطلب ${dial} لاختياره.`,
  codeSent: (dial) => `أرسلنا رمزا برسالة. اطلب ${dial} خلال 10 دقائق وأدخله.`,
  enterCode: 'أدخل 6 أرقام الرمز من الرسالة:',
  enterNumberCode: 'مال ينتظرك. أدخل 6 أرقام الرمز من الرسالة:',
  numberProved: (dial) => `شكرا. سيدفع لك المال المنتظر وتصلك رسالة. اطلب ${dial}.`,
  sendAgain: 'إرسال رمز جديد',
  wrongCode: (left) => `رمز خطأ. باقي ${left}.`,
  codeOver: (dial) => `انتهى الرمز. اطلب ${dial} من جديد.`,
  codeRefusals: {
    too_soon: 'أرسل رمز الآن. انتظر دقيقة ثم اطلب.',
    too_many: 'رموز كثيرة اليوم. حاول غدا أو اتصل بنا.',
    blocked: 'رموز خطأ كثيرة. حاول غدا أو اتصل بنا.',
    sim_changed: 'شريحة هذا الرقم جديدة. اتصل بخدمة العملاء.',
    over: 'استغرق وقتا طويلا. اطلب من جديد.',
  },
  pinChosen: (dial) => `تم اختيار رقمك السري. اطلب ${dial} للبدء.`,
  pinIsOld: 'هذا رقمك السابق. اختر غيره.',
  askKnownIdNumber: 'أدخل رقم البطاقة التي سجلت بها:',
  identityWrong: (left) => `لا يطابق بياناتنا. باقي ${left}.`,
  identityUnproved: 'لا يمكن تغيير رقمك السري هنا. اتصل بخدمة العملاء.',

  notRegistered: 'هذا الرقم غير مسجل في Tuma.',
  register: 'تسجيل',
  notNow: 'ليس الآن',
  registerLater: (code) => `للتسجيل لاحقا اطلب ${code}.`,
  askName: 'أدخل اسمك الكامل كما في البطاقة:',
  askIdNumber: (document) => `أدخل رقم ${document ?? 'بطاقتك'}:`,
  checkIdNumber: (id) => `قد يكون ${id} خطأ. ارجع إن لم يكن صحيحا.`,
  askBirthDate: 'أدخل تاريخ ميلادك، مثل 31121990:',
  consent: ({ name, id }) => `تسجيل ${name}، بطاقة ${id}؟ أوافق على شروط Tuma والخصوصية.`,
  accept: 'موافق',
  decline: 'لا أوافق',
  declined: 'لم يتم تسجيلك.',
  registered: (code) => `تم تسجيلك في Tuma. اطلب ${code} للبدء.`,

  hasWallet: 'لهذه البطاقة حساب. لكل شخص حساب واحد. اتصل بخدمة العملاء.',
  registeredMoneyWaits: (code) => `تم تسجيلك. مال ينتظرك: اطلب ${code} وأدخل رمز الرسالة.`,

  unavailable: 'عذرا، الخدمة غير متاحة الآن. حاول لاحقا.',
  tooManyTries: 'عذرا، لم نفهم إجاباتك. اطلب الرمز من جديد.',
  tooLong: 'الجلسة طويلة جدا. اطلب الرمز من جديد.',
  numbersServed: ({ country, code }) => `هنا أرقام ${country} (+${code}) فقط.`,
  numberNotServed: 'رقمك لا يخدم من هنا. لم يتم شيء.',
  sessionOver: 'انتهت الجلسة. اطلب الرمز من جديد.',
  noAnswer: 'استغرق وقتا طويلا. إن تمت عملية فستصلك رسالة.',
  tooFast: 'طلبات كثيرة. انتظر دقيقة ثم اطلب الرمز.',
  menuChanged: 'تغيرت القائمة الآن. اطلب الرمز من جديد.',

  complaints: {
    not_an_option: 'اختر رقما من القائمة.',
    not_a_mobile_number: 'ليس رقم محمول.',
    not_a_business_number: 'الرقم من 5 إلى 7 أرقام.',
    not_an_account_number: 'ليس رقم حساب لديهم.',
    not_an_amount: 'أرقام فقط، مثل 500.',
    amount_not_positive: 'المبلغ أكبر من 0.',
    amount_too_fine: 'كسور المبلغ كثيرة.',
    amount_too_long: 'المبلغ كبير جدا.',
    not_a_pin: 'الرقم السري 4 أرقام.',
    not_a_code: 'الرمز 6 أرقام.',
    pin_too_easy: 'رقم سري سهل التخمين.',
    not_a_name: 'أدخل اسمك بالحروف.',
    not_an_id_number: 'ليس رقم بطاقة.',
    not_a_birth_date: 'ليس تاريخا: يوم شهر سنة.',
    not_the_birth_date: 'سنة الميلاد لا تطابق البطاقة.',
    too_young: 'السن 18 سنة على الأقل.',
  },

  refusals: {
    idempotency_conflict: 'الطلب مستخدم من قبل. اطلب الرمز.',
    unknown_type: 'لا توجد عملية كهذه.',
    invalid_amount: 'لا يمكن دفع هذا المبلغ.',
    currency_mismatch: 'عملة ذلك الحساب مختلفة.',
    same_party: 'لا يمكنك الإرسال إلى رقمك.',
    quote_expired: 'انتهت صلاحية السعر.',
    payer_not_found: 'رقمك غير مسجل في Tuma.',
    recipient_not_found: 'ذلك الرقم غير مسجل في Tuma.',
    account_number_invalid: 'لا حساب لديهم بهذا الرقم.',
    not_reversible: 'لا يمكن رد هذه العملية.',
    already_reversed: 'تم رد العملية من قبل.',
    reversal_too_large: 'أكبر مما تم دفعه.',
    payer_unavailable: 'حسابك غير نشط. اتصل بخدمة العملاء.',
    recipient_unavailable: 'ذلك الحساب لا يستقبل أموالا.',
    recipient_limit_exceeded: 'أكبر مما يمكنهم استلامه.',
    pin_locked: 'رقمك السري مقفل. اتصل بخدمة العملاء.',
    wrong_pin: 'الرقم السري خطأ.',
    amount_too_small: 'أقل من المسموح.',
    amount_too_large: 'أكثر من المسموح مرة واحدة.',
    daily_limit_exceeded: 'أكثر من حدك اليومي.',
    weekly_limit_exceeded: 'أكثر من حدك الأسبوعي.',
    monthly_limit_exceeded: 'أكثر من حدك الشهري.',
    too_many_payments: 'بلغت عدد العمليات المسموح.',
    insufficient_funds: 'رصيدك لا يكفي للمبلغ ورسومه.',
    fraud_declined: 'رفضت لحمايتك. اتصل بخدمة العملاء.',
    too_many_requests: 'بحثت عن أرقام كثيرة. حاول بعد ساعة.',
    timeout: 'استغرق وقتا طويلا. حاول ثانية.',
    unavailable: 'الخدمة غير متاحة. حاول لاحقا.',
  },
  allowed: {
    amount_too_small: (amount) => `الأقل ${amount}.`,
    amount_too_large: (amount) => `حتى ${amount} مرة واحدة.`,
    daily_limit_exceeded: (amount) => `حتى ${amount} اليوم.`,
    weekly_limit_exceeded: (amount) => `حتى ${amount} هذا الأسبوع.`,
    monthly_limit_exceeded: (amount) => `حتى ${amount} هذا الشهر.`,
  },
};
