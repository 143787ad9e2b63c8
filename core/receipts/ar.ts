/**
 * SMS in Arabic. The letters need UCS-2, so a message is up to 134 characters in two parts that the phone joins
 * (3GPP TS 23.040: 67 characters a part). A sentence begins with an Arabic word, because a phone takes the direction of
 * the line from its first letter, and a reference is in Latin ones.
 */
import { codeMinutes } from '../one-time-code.ts';
import type { ReceiptWords, Sentences } from './sentences.ts';

const confirmed = (w: ReceiptWords) => `تأكيد ${w.reference}:`;
const when = (w: ReceiptWords) => `${w.date} ${w.clock}`;
const left = (w: ReceiptWords) => `الرصيد ${w.balance}.`;
const cost = (w: ReceiptWords) => w.fee && ` الرسوم ${w.fee}.`;
const reason = (w: ReceiptWords) => w.reason && ` السبب: ${w.reason}.`;
const paid = (w: ReceiptWords) => `${left(w)}${cost(w)}`;

const sent = (w: ReceiptWords) =>
  `${confirmed(w)} أرسلت ${w.amount}${w.other && ` إلى ${w.other}`} ${when(w)}. ${paid(w)}`;
const received = (w: ReceiptWords) =>
  `${confirmed(w)} استلمت ${w.amount}${w.other && ` من ${w.other}`} ${when(w)}. ${paid(w)}`;
const notSent = (w: ReceiptWords) => `لم ترسل ${w.amount}${w.other && ` إلى ${w.other}`}`;
const notPaid = (w: ReceiptWords) => `لم تدفع ${w.amount}${w.other && ` إلى ${w.other}`}`;

export const ar: Sentences = {
  payer: {
    p2p: sent,
    p2p_unregistered: (w) =>
      `${confirmed(w)} ${w.amount} في انتظار تسجيل ${w.other} حتى ${w.until}. ${paid(w)}`,
    claim: (w) => `${confirmed(w)} سجل ${w.other} واستلم ${w.amount} التي أرسلتها ${when(w)}.`,
    cash_out: (w) => `${confirmed(w)} استلم ${w.amount} من ${w.other} ${when(w)}. ${paid(w)}`,
    pay_bill: (w) =>
      `${confirmed(w)} دفعت ${w.amount} إلى ${w.other} حساب ${w.account} ${w.date}. رصيد ${w.balance}. رسوم ${w.fee}.`,
    buy_goods: (w) => `${confirmed(w)} دفعت ${w.amount} إلى ${w.other} ${when(w)}. ${paid(w)}`,
    airtime: (w) => `${confirmed(w)} شحن ${w.amount} للرقم ${w.other} ${when(w)}. ${paid(w)}`,
    cash_in: (w) => `${confirmed(w)} خذ ${w.amount} نقدا من ${w.other} ${when(w)}. ${left(w)}`,
    fee: (w) => `${confirmed(w)} خصم ${w.amount} رسوما ${when(w)}. ${left(w)}`,
    return: (w) =>
      `عاد ${w.amount} من ${w.other} (${w.reference}) إلى مرسله لأنه لم يستلم، ${when(w)}.`,
    redemption: (w) => `${confirmed(w)} دفع ${w.amount} إلى البنك ${when(w)}. ${left(w)}`,
    reversal: (w) => `${confirmed(w)} استرد مبلغ ${w.amount} كنت استلمته ${when(w)}. ${left(w)}`,
    adjustment: (w) => `تصحيح ${w.reference}: خصم ${w.amount} ${when(w)}. ${left(w)}${reason(w)}`,
    exchange_out: (w) =>
      `${confirmed(w)} أرسلت ${w.amount} أي ${w.exchanged} إلى ${w.other} ${w.date}. رصيد ${w.balance}. رسوم ${w.fee}.`,
  },
  payee: {
    p2p: received,
    claim: received,
    buy_goods: received,
    p2p_unregistered: (w) =>
      `لك ${w.amount} من ${w.other} (${w.reference}) حتى ${w.until}. اطلب ${w.serviceCode} وسجل في Tuma لاستلامها.`,
    return: (w) =>
      `${confirmed(w)} لم يستلم ${w.other} ${w.amount} وعادت إليك ${when(w)}. ${left(w)}`,
    cash_out: (w) => `${confirmed(w)} سلم ${w.amount} نقدا إلى ${w.other} ${when(w)}. ${paid(w)}`,
    pay_bill: (w) =>
      `${confirmed(w)} ${w.amount} من ${w.other} حساب ${w.account} ${when(w)}. ${paid(w)}`,
    airtime_refund: (w) =>
      `${confirmed(w)} فشل شحن ${w.other} وأعيد إليك ${w.amount} ${when(w)}. ${left(w)}`,
    cash_in: received,
    exchange_in: (w) =>
      `${confirmed(w)} استلمت ${w.amount} مقابل ${w.exchanged} من ${w.other} ${when(w)}. ${left(w)}`,
    reversal: (w) => `${confirmed(w)} عاد إليك ${w.amount} كنت دفعته ${when(w)}. ${left(w)}`,
    funding: (w) => `${confirmed(w)} وصل ${w.amount} من البنك ${when(w)}. ${left(w)}`,
    adjustment: (w) => `تصحيح ${w.reference}: أضيف ${w.amount} ${when(w)}. ${left(w)}${reason(w)}`,
  },
  notDone: (w, reason) => `فشل ${w.reference}: ${w.undone} ${when(w)}. ${reason}`,
  notSent,
  undone: {
    p2p: notSent,
    p2p_unregistered: notSent,
    cash_out: (w) => `لم تسحب ${w.amount} من ${w.other}`,
    pay_bill: notPaid,
    buy_goods: notPaid,
    airtime: (w) => `لم يتم شحن ${w.amount} للرقم ${w.other}`,
    exchange_out: (w) => `لم يتم تحويل ${w.amount}`,
  },
  reasons: {
    insufficient_funds: 'الرصيد لا يكفي.',
    payer_unavailable: 'حسابك غير نشط.',
    daily_limit_exceeded: 'بلغت الحد اليومي.',
    weekly_limit_exceeded: 'بلغت الحد الأسبوعي.',
    monthly_limit_exceeded: 'بلغت الحد الشهري.',
    too_many_payments: 'عدد العمليات كبير.',
    fraud_declined: 'رفضت لحمايتك.',
    recipient_unavailable: 'هذا الرقم لا يستقبل أموالا.',
    recipient_limit_exceeded: 'بلغ المستلم حده.',
    quote_expired: 'انتهت صلاحية السعر.',
    not_reversible: 'لا يمكن ردها.',
    already_reversed: 'تم ردها من قبل.',
    reversal_too_large: 'أكبر مما دفع.',
  },
  later: 'حاول لاحقا.',
  notices: {
    welcome: (code) =>
      `أهلا بك في Tuma. تم فتح حسابك. اطلب ${code} للإرسال والدفع ومتابعة حسابك. لا تخبر أحدا برقمك السري.`,
    dispute_opened: (_, about) => `استلمنا بلاغك عن العملية ${about}. ستتصل بك خدمة العملاء.`,
    dispute_closed: (_, about, message) =>
      message
        ? `أغلق بلاغك عن ${about}: ${message}.`
        : `فحصنا بلاغك عن ${about} وأغلقناه. تبقى العملية كما هي. إن كان ذلك خطأ فأعد إرسال رسالتها إلينا.`,
    dispute_unknown: () =>
      'لم نجد عملية لك في هذه الرسالة. للإبلاغ عن مشكلة أعد إرسال رسالة العملية كما هي.',
    pin_code: (dial, code) =>
      `رمزك في Tuma هو ${code}. اطلب ${dial} خلال ${codeMinutes} دقائق وأدخله ثم اختر رقمك السري. لا تخبر به أحدا.`,
    number_code: (dial, code) =>
      `رمزك في Tuma هو ${code}. هناك مال ينتظر هذا الرقم: اطلب ${dial} وأدخله خلال ${codeMinutes} دقائق. لا تخبر به أحدا.`,
    pin_wrong: () => 'أدخل رقم سري خطأ مرة أخرى لحسابك في Tuma. إن لم تكن أنت فاتصل بخدمة العملاء.',
    pin_locked: (dial) =>
      `رقمك السري في Tuma مقفل لفترة لكثرة الأخطاء. إن لم تكن أنت فاتصل بخدمة العملاء. نسيته؟ اطلب ${dial}.`,
    pin_changed: () => 'تغير الرقم السري لحسابك في Tuma. إن لم تغيره أنت فاتصل بخدمة العملاء فورا.',
    pin_reset: () =>
      'تم تغيير رقمك السري المنسي في Tuma. حدود إرسالك أقل حتى الغد. إن لم تكن أنت فاتصل بخدمة العملاء فورا.',
    pin_cleared: (dial) =>
      `ألغت خدمة العملاء رقمك السري في Tuma. اطلب ${dial} لاختيار رقم جديد. إن لم تطلب ذلك فاتصل بنا.`,
    claim_waits: (_, about) =>
      `أموال العملية ${about} تنتظر: حسابك لا يتسع لهذا المبلغ الآن. ستصل عندما يتسع، وإلا تعود إلى مرسلها.`,
  },
};
