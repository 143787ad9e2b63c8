/** SMS in Swahili, as Kenyans write it. */
import { codeMinutes } from '../one-time-code.ts';
import type { ReceiptWords, Sentences } from './sentences.ts';

const when = (w: ReceiptWords) => `tarehe ${w.date} saa ${w.clock}`;
const left = (w: ReceiptWords) => `Salio jipya ni ${w.balance}.`;
const cost = (w: ReceiptWords) => w.fee && ` Gharama ${w.fee}.`;
const reason = (w: ReceiptWords) => w.reason && ` Sababu: ${w.reason}.`;
const paid = (w: ReceiptWords) => `${left(w)}${cost(w)}`;

const sent = (w: ReceiptWords) =>
  `${w.reference} Imethibitishwa. ${w.amount} imetumwa${w.other && ` kwa ${w.other}`} ${when(w)}. ${paid(w)}`;
const received = (w: ReceiptWords) =>
  `${w.reference} Imethibitishwa. Umepokea ${w.amount}${w.other && ` kutoka ${w.other}`} ${when(w)}. ${paid(w)}`;
const notSent = (w: ReceiptWords) => `${w.amount} haikutumwa${w.other && ` kwa ${w.other}`}`;
const notPaid = (w: ReceiptWords) => `${w.amount} haikulipwa${w.other && ` kwa ${w.other}`}`;

export const sw: Sentences = {
  payer: {
    p2p: sent,
    return: (w) =>
      `${w.reference} ${w.amount} kutoka ${w.other} zilizokusubiri zimerudi ${when(w)}.`,
    redemption: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} imelipwa benki ${when(w)}. ${left(w)}`,
    p2p_unregistered: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} inasubiri ${w.other} ajisajili hadi ${w.until}. ${paid(w)}`,
    claim: (w) =>
      `${w.reference} Imethibitishwa. ${w.other} amejisajili na kupokea ${w.amount} uliyotuma, ${when(w)}.`,
    cash_out: (w) =>
      `${w.reference} Imethibitishwa. Chukua ${w.amount} kwa ${w.other} ${when(w)}. Salio ${w.balance}. Gharama ${w.fee}.`,
    pay_bill: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} imelipwa ${w.other} kwa ${w.account} ${w.date} ${w.clock}. Salio ${w.balance}. Gharama ${w.fee}.`,
    buy_goods: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} imelipwa ${w.other} ${when(w)}. Salio ${w.balance}. Gharama ${w.fee}.`,
    airtime: (w) =>
      `${w.reference} Imethibitishwa. Muda wa ${w.amount} kwa ${w.other} ${when(w)}. ${paid(w)}`,
    cash_in: (w) =>
      `${w.reference} Imethibitishwa. Pokea ${w.amount} taslimu kwa ${w.other} ${when(w)}. Float mpya ni ${w.balance}.`,
    fee: (w) => `${w.reference} Imethibitishwa. Ada ya ${w.amount} imetozwa ${when(w)}. ${left(w)}`,
    reversal: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} uliyopokea imerudishwa ${when(w)}. ${left(w)}`,
    adjustment: (w) =>
      `${w.reference} Marekebisho: ${w.amount} imetolewa ${when(w)}. ${left(w)}${reason(w)}`,
    exchange_out: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} imetumwa kwa ${w.other} kama ${w.exchanged} ${w.date} ${w.clock}. Salio ${w.balance}. Gharama ${w.fee}.`,
  },
  payee: {
    p2p: received,
    funding: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} imetoka benki ${when(w)}. ${left(w)}`,
    claim: received,
    buy_goods: received,
    p2p_unregistered: (w) =>
      `${w.reference} ${w.amount} kutoka ${w.other} inakusubiri hadi ${w.until}. Piga ${w.serviceCode} ujisajili na Tuma uipate.`,
    return: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} ya ${w.other} haikuchukuliwa na imerudi ${when(w)}. ${left(w)}`,
    cash_out: (w) =>
      `${w.reference} Imethibitishwa. Mpe ${w.other} ${w.amount} taslimu ${when(w)}. Float mpya ni ${w.balance}.${cost(w)}`,
    pay_bill: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} kutoka ${w.other} kwa ${w.account} ${when(w)}. ${paid(w)}`,
    airtime_refund: (w) =>
      `${w.reference} Imethibitishwa. Muda wa ${w.other} haukufika: ${w.amount} imerudi ${when(w)}. ${left(w)}`,
    cash_in: received,
    exchange_in: (w) =>
      `${w.reference} Imethibitishwa. Umepokea ${w.amount} kwa ${w.exchanged} kutoka ${w.other} ${when(w)}. Salio ${w.balance}.`,
    reversal: (w) =>
      `${w.reference} Imethibitishwa. ${w.amount} uliyolipa imerudi ${when(w)}. ${left(w)}`,
    adjustment: (w) =>
      `${w.reference} Marekebisho: ${w.amount} imeongezwa ${when(w)}. ${left(w)}${reason(w)}`,
  },
  notDone: (w, reason) => `${w.reference} Imeshindikana. ${w.undone} ${when(w)}. ${reason}`,
  notSent,
  undone: {
    p2p: notSent,
    p2p_unregistered: notSent,
    cash_out: (w) => `${w.amount} haikutolewa kwa ${w.other}`,
    pay_bill: notPaid,
    buy_goods: notPaid,
    airtime: (w) => `Muda wa ${w.amount} kwa ${w.other} haukununuliwa`,
    exchange_out: (w) => `${w.amount} haikubadilishwa`,
  },
  reasons: {
    insufficient_funds: 'Salio halitoshi.',
    payer_unavailable: 'Akaunti yako haitumiki.',
    daily_limit_exceeded: 'Kikomo cha siku kimefikiwa.',
    weekly_limit_exceeded: 'Kikomo cha wiki kimefikiwa.',
    monthly_limit_exceeded: 'Kikomo cha mwezi kimefikiwa.',
    too_many_payments: 'Malipo ni mengi mno.',
    fraud_declined: 'Imekataliwa kwa usalama wako.',
    recipient_unavailable: 'Nambari hiyo haiwezi kupokea.',
    recipient_limit_exceeded: 'Mpokeaji amefikia kikomo.',
    quote_expired: 'Bei ilipitwa na wakati.',
    not_reversible: 'Hayawezi kurudishwa.',
    already_reversed: 'Yamesharudishwa.',
    reversal_too_large: 'Yanazidi yaliyolipwa.',
  },
  later: 'Jaribu tena baadaye.',
  notices: {
    welcome: (code) =>
      `Karibu Tuma. Akaunti yako imefunguliwa. Piga ${code} kutuma pesa, kulipa na kuona akaunti yako. Usimwambie mtu yeyote PIN yako.`,
    dispute_opened: (_, about) =>
      `Tumepokea ripoti yako kuhusu ${about}. Huduma kwa wateja itawasiliana nawe.`,
    dispute_closed: (_, about, message) =>
      message
        ? `Ripoti yako kuhusu ${about} imefungwa: ${message}.`
        : `Ripoti yako kuhusu ${about} imechunguzwa na kufungwa. Malipo yanabaki kama yalivyo. Kama si sahihi, tutumie SMS yake tena.`,
    dispute_unknown: () =>
      'Hatukupata malipo yako katika ujumbe huo. Ili kuripoti tatizo, tuma SMS ya malipo hayo kama ilivyo.',
    pin_code: (dial, code) =>
      `${code} ni msimbo wako wa Tuma. Piga ${dial} ndani ya dakika ${codeMinutes}, uuweke na uchague PIN. Usimwambie mtu yeyote.`,
    number_code: (dial, code) =>
      `${code} ni msimbo wako wa Tuma. Pesa zinasubiri namba hii: piga ${dial}, uuweke ndani ya dakika ${codeMinutes}. Usimwambie mtu yeyote.`,
    pin_wrong: () =>
      'PIN isiyo sahihi imewekwa tena kwenye akaunti yako ya Tuma. Kama si wewe, wasiliana na huduma kwa wateja.',
    pin_locked: (dial) =>
      `PIN yako ya Tuma imefungwa kwa muda: imekosewa mara nyingi. Kama si wewe, wasiliana na huduma kwa wateja. Umeisahau? Piga ${dial}.`,
    pin_changed: () =>
      'PIN ya akaunti yako ya Tuma ni mpya. Kama hukuichagua, wasiliana na huduma kwa wateja mara moja.',
    pin_reset: () =>
      'PIN uliyosahau ya Tuma imebadilishwa. Hadi kesho unaweza kutuma kidogo tu. Kama si wewe, wasiliana na huduma kwa wateja mara moja.',
    pin_cleared: (dial) =>
      `Huduma kwa wateja imefuta PIN yako ya Tuma. Piga ${dial} kuchagua mpya. Kama hukuomba, wasiliana na huduma kwa wateja.`,
    claim_waits: (_, about) =>
      `Pesa za ${about} zinasubiri: akaunti yako haiwezi kupokea kiasi hicho sasa. Zitaingia kukiwa na nafasi, au zitarudi kwa aliyetuma.`,
  },
};
