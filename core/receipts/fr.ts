/** SMS in French, in the letters that a seven-bit message has. */
import { codeMinutes } from '../one-time-code.ts';
import type { ReceiptWords, Sentences } from './sentences.ts';

const when = (w: ReceiptWords) => `le ${w.date} à ${w.clock}`;
const left = (w: ReceiptWords) => `Nouveau solde ${w.balance}.`;
const cost = (w: ReceiptWords) => w.fee && ` Frais ${w.fee}.`;
const reason = (w: ReceiptWords) => w.reason && ` Motif: ${w.reason}.`;
const paid = (w: ReceiptWords) => `${left(w)}${cost(w)}`;

const sent = (w: ReceiptWords) =>
  `${w.reference} Confirmé. ${w.amount} envoyé${w.other && ` à ${w.other}`} ${when(w)}. ${paid(w)}`;
const received = (w: ReceiptWords) =>
  `${w.reference} Confirmé. Vous avez recu ${w.amount}${w.other && ` de ${w.other}`} ${when(w)}. ${paid(w)}`;
const notSent = (w: ReceiptWords) => `${w.amount} non envoyé${w.other && ` à ${w.other}`}`;
const notPaid = (w: ReceiptWords) => `${w.amount} non payé${w.other && ` à ${w.other}`}`;

export const fr: Sentences = {
  payer: {
    p2p: sent,
    return: (w) =>
      `${w.reference} ${w.amount} de ${w.other} qui vous attendait est reparti ${when(w)}.`,
    redemption: (w) =>
      `${w.reference} Confirmé. ${w.amount} versé à la banque ${when(w)}. ${left(w)}`,
    p2p_unregistered: (w) =>
      `${w.reference} Confirmé. ${w.amount} attend que ${w.other} s'inscrive avant le ${w.until}. ${paid(w)}`,
    claim: (w) =>
      `${w.reference} Confirmé. ${w.other} s'est inscrit et a recu vos ${w.amount} ${when(w)}.`,
    cash_out: (w) =>
      `${w.reference} Confirmé. Prenez ${w.amount} chez ${w.other} ${when(w)}. ${paid(w)}`,
    pay_bill: (w) =>
      `${w.reference} Confirmé. ${w.amount} payé à ${w.other} pour ${w.account} ${when(w)}. Solde ${w.balance}. Frais ${w.fee}.`,
    buy_goods: (w) =>
      `${w.reference} Confirmé. ${w.amount} payé à ${w.other} ${when(w)}. ${paid(w)}`,
    airtime: (w) =>
      `${w.reference} Confirmé. Crédit ${w.amount} pour ${w.other} ${when(w)}. ${paid(w)}`,
    cash_in: (w) =>
      `${w.reference} Confirmé. Prenez ${w.amount} en espèces de ${w.other} ${when(w)}. Nouveau float ${w.balance}.`,
    fee: (w) => `${w.reference} Confirmé. ${w.amount} de frais ${when(w)}. ${left(w)}`,
    reversal: (w) =>
      `${w.reference} Confirmé. ${w.amount} que vous aviez recu est repris ${when(w)}. ${left(w)}`,
    adjustment: (w) =>
      `${w.reference} Correction: ${w.amount} retiré ${when(w)}. ${left(w)}${reason(w)}`,
    exchange_out: (w) =>
      `${w.reference} Confirmé. ${w.amount} envoyé à ${w.other} soit ${w.exchanged} ${when(w)}. Solde ${w.balance}. Frais ${w.fee}.`,
  },
  payee: {
    p2p: received,
    funding: (w) => `${w.reference} Confirmé. ${w.amount} venu de la banque ${when(w)}. ${left(w)}`,
    claim: received,
    buy_goods: received,
    p2p_unregistered: (w) =>
      `${w.reference} ${w.amount} de ${w.other} vous attend jusqu'au ${w.until}. Composez ${w.serviceCode} et inscrivez-vous à Tuma.`,
    return: (w) =>
      `${w.reference} Confirmé. ${w.amount} pour ${w.other}, non réclamé, est revenu ${when(w)}. ${left(w)}`,
    cash_out: (w) =>
      `${w.reference} Confirmé. Donnez ${w.amount} en espèces à ${w.other} ${when(w)}. Nouveau float ${w.balance}.${cost(w)}`,
    pay_bill: (w) =>
      `${w.reference} Confirmé. ${w.amount} de ${w.other} pour ${w.account} ${when(w)}. ${paid(w)}`,
    airtime_refund: (w) =>
      `${w.reference} Confirmé. Crédit pour ${w.other} échoué: ${w.amount} remboursé ${when(w)}. ${left(w)}`,
    cash_in: received,
    exchange_in: (w) =>
      `${w.reference} Confirmé. Vous avez recu ${w.amount} pour ${w.exchanged} de ${w.other} ${when(w)}. Solde ${w.balance}.`,
    reversal: (w) =>
      `${w.reference} Confirmé. ${w.amount} que vous aviez payé est revenu ${when(w)}. ${left(w)}`,
    adjustment: (w) =>
      `${w.reference} Correction: ${w.amount} ajouté ${when(w)}. ${left(w)}${reason(w)}`,
  },
  notDone: (w, reason) => `${w.reference} Échec. ${w.undone} ${when(w)}. ${reason}`,
  notSent,
  undone: {
    p2p: notSent,
    p2p_unregistered: notSent,
    cash_out: (w) => `${w.amount} non retiré chez ${w.other}`,
    pay_bill: notPaid,
    buy_goods: notPaid,
    airtime: (w) => `Crédit ${w.amount} pour ${w.other} non acheté`,
    exchange_out: (w) => `${w.amount} non échangé`,
  },
  reasons: {
    insufficient_funds: 'Solde insuffisant.',
    payer_unavailable: "Votre compte n'est pas actif.",
    daily_limit_exceeded: 'Limite du jour atteinte.',
    weekly_limit_exceeded: 'Limite de la semaine atteinte.',
    monthly_limit_exceeded: 'Limite du mois atteinte.',
    too_many_payments: 'Trop de paiements.',
    fraud_declined: 'Refusé pour votre sécurité.',
    recipient_unavailable: 'Ce numéro ne peut pas recevoir.',
    recipient_limit_exceeded: 'Destinataire au plafond.',
    quote_expired: 'Le prix avait expiré.',
    not_reversible: 'Il ne peut etre annulé.',
    already_reversed: 'Déjà annulé.',
    reversal_too_large: 'Plus que le paiement.',
  },
  later: 'Réessayez plus tard.',
  notices: {
    welcome: (code) =>
      `Bienvenue sur Tuma. Votre compte est ouvert. Composez ${code} pour envoyer, payer et voir votre compte. Ne dites votre PIN à personne.`,
    dispute_opened: (_, about) =>
      `Votre signalement sur ${about} est enregistré. Le service client vous contactera.`,
    dispute_closed: (_, about, message) =>
      message
        ? `Votre signalement de ${about} est clos: ${message}.`
        : `Votre signalement de ${about} a été examiné et clos. Le paiement reste tel quel. Si c'est faux, renvoyez-nous son SMS.`,
    dispute_unknown: () =>
      'Ce message ne contient aucun de vos paiements. Pour signaler un problème, transférez le SMS du paiement tel quel.',
    pin_code: (dial, code) =>
      `${code} est votre code Tuma. Composez ${dial} sous ${codeMinutes} minutes, entrez-le et choisissez un PIN. Ne le dites à personne.`,
    number_code: (dial, code) =>
      `${code} est votre code Tuma. De l'argent attend ce numéro: composez ${dial} et entrez-le sous ${codeMinutes} minutes. Ne le dites à personne.`,
    pin_wrong: () =>
      "Un mauvais PIN a encore été entré pour votre compte Tuma. Si ce n'était pas vous, contactez le service client.",
    pin_locked: (dial) =>
      `Votre PIN Tuma est bloqué pour un temps: trop d'erreurs. Si ce n'était pas vous, contactez le service client. Oublié? Composez ${dial}.`,
    pin_changed: () =>
      "Le PIN de votre compte Tuma est nouveau. Si vous ne l'avez pas choisi, contactez vite le service client.",
    pin_reset: () =>
      "Votre PIN Tuma oublié est remplacé. Jusqu'à demain vous pouvez envoyer moins. Si ce n'était pas vous, contactez vite le service client.",
    pin_cleared: (dial) =>
      `Le service client a retiré votre PIN Tuma. Composez ${dial} pour en choisir un. Si vous ne l'avez pas demandé, contactez-le.`,
    claim_waits: (_, about) =>
      `L'argent de ${about} attend: votre compte ne peut recevoir autant pour l'instant. Il viendra dès que possible, ou retournera à l'expéditeur.`,
  },
};
