/** What a subscriber is told by SMS that is no payment's end. */
import { reference } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Market } from '../markets/market.ts';

export const noticeKinds = [
  'welcome', // a customer has registered
  'dispute_opened', // a report on a payment was received by SMS
  'dispute_unknown', // a report by SMS on a payment that the sender has no part in, or on none
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

export interface Notice {
  readonly kind: NoticeKind;
  readonly language: Language;
  /** Running number of the payment that it is about. */
  readonly paymentNumber: bigint | undefined;
}

/** The text of one SMS, at most 160 characters of GSM-7. */
export function noticeText({ kind, language, paymentNumber }: Notice, market: Market): string {
  const about = paymentNumber === undefined ? '' : reference(paymentNumber);
  return texts[language][kind](market.serviceCode, about);
}

type NoticeSentence = (code: string, about: string) => string;

const texts: Readonly<Record<Language, Readonly<Record<NoticeKind, NoticeSentence>>>> = {
  en: {
    welcome: (code) =>
      `Welcome to Tuma. Your account is open. Dial ${code} to send money, pay and see your account. Never tell anybody your PIN.`,
    dispute_opened: (_, about) =>
      `Your report on ${about} is received. Customer care will contact you.`,
    dispute_unknown: () =>
      'We found no payment of yours in that message. To report a problem, forward the SMS of the payment as it is.',
  },
  sw: {
    welcome: (code) =>
      `Karibu Tuma. Akaunti yako imefunguliwa. Piga ${code} kutuma pesa, kulipa na kuona akaunti yako. Usimwambie mtu yeyote PIN yako.`,
    dispute_opened: (_, about) =>
      `Tumepokea ripoti yako kuhusu ${about}. Huduma kwa wateja itawasiliana nawe.`,
    dispute_unknown: () =>
      'Hatukupata malipo yako katika ujumbe huo. Ili kuripoti tatizo, tuma SMS ya malipo hayo kama ilivyo.',
  },
  fr: {
    welcome: (code) =>
      `Bienvenue sur Tuma. Votre compte est ouvert. Composez ${code} pour envoyer, payer et voir votre compte. Ne dites votre PIN à personne.`,
    dispute_opened: (_, about) =>
      `Votre signalement sur ${about} est enregistré. Le service client vous contactera.`,
    dispute_unknown: () =>
      'Ce message ne contient aucun de vos paiements. Pour signaler un problème, transférez le SMS du paiement tel quel.',
  },
};
