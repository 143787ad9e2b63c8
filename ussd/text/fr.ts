/**
 * French, as mobile-money menus write it: letters that GSM-7 lacks lose their accent, and no space comes before a colon or
 * a question mark, because a phone would break the line there.
 */
import type { Texts } from './en.ts';

export const fr: Texts = {
  code: 'fr',
  languageName: 'Francais',
  keys: { '98': 'Suite', '0': 'Retour', '00': 'Accueil' },

  welcome: 'Bienvenue sur Tuma',
  sendMoney: "Envoyer de l'argent",
  withdraw: 'Retirer',
  airtime: 'Acheter du crédit',
  payBill: 'Payer une facture',
  buyGoods: 'Payer un marchand',
  myAccount: 'Mon compte',
  balance: 'Solde',
  statement: 'Mini-relevé',
  changePin: 'Changer le PIN',
  language: 'Langue',
  limits: 'Plafonds',
  report: 'Signaler un problème',
  block: 'Bloquer compte',
  forgotPin: 'PIN oublié',

  unfinished: "Vous n'avez pas terminé la dernière fois.",
  goOn: (what) => (what ? `Continuer: ${what}` : 'Continuer'),
  startOver: 'Recommencer',
  mainMenu: 'Menu principal',
  earlierPending: ({ amount, to }) =>
    `${amount} à ${to}: traitement en cours. Vous recevrez un SMS.`,
  earlierSent: (paid) => `${paid.reference} Confirmé. ${paid.amount} à ${paid.to}.`,
  earlierNotSent: ({ amount, to, reason }) => `${amount} à ${to}: échec. ${reason}`,

  askRecipient: 'Entrez le numéro de téléphone:',
  askRecipientOrChoose: 'Entrez le numéro de téléphone ou choisissez:',
  sendToClaim: (days) => `Envoyer, à retirer sous ${days} jours`,
  anotherNumber: 'Entrer un autre numéro',
  myNumber: 'Mon numéro',
  businesses: {
    agent: { ask: "Entrez le numéro de l'agent:", unknown: "Aucun agent n'a ce numéro." },
    biller: {
      ask: "Entrez le numéro de l'entreprise:",
      unknown: "Aucune entreprise n'a ce numéro.",
    },
    till: { ask: 'Entrez le numéro du marchand:', unknown: "Aucun marchand n'a ce numéro." },
  },
  askAccountNumber: 'Entrez le numéro de compte:',
  askAmount: 'Entrez le montant:',
  confirm: ({ what, fee }) => `${what}? Frais ${fee}.`,
  payments: {
    p2p: {
      what: ({ amount, to }) => `Envoyer ${amount} à ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Confirmé. ${amount} envoyés à ${to}. Nouveau solde ${balance}.`,
      undone: "L'argent n'a pas été envoyé.",
    },
    p2p_unregistered: {
      what: ({ amount, to, days }) =>
        `Envoyer ${amount} à ${to}, non inscrit, à retirer sous ${days} jours`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Confirmé. ${amount} attendent l'inscription du ${to}. Nouveau solde ${balance}.`,
      undone: "L'argent n'a pas été envoyé.",
    },
    cash_out: {
      what: ({ amount, to }) => `Retirer ${amount} chez ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Confirmé. Prenez ${amount} chez ${to}. Nouveau solde ${balance}.`,
      undone: "Le retrait n'a pas été fait.",
    },
    pay_bill: {
      what: ({ amount, to, account }) => `Payer ${amount} à ${to}, compte ${account}`,
      done: ({ reference, amount, to, account, balance }) =>
        `${reference} Confirmé. ${amount} payés à ${to}, compte ${account}. Nouveau solde ${balance}.`,
      undone: "La facture n'a pas été payée.",
    },
    buy_goods: {
      what: ({ amount, to }) => `Payer ${amount} à ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Confirmé. ${amount} payés à ${to}. Nouveau solde ${balance}.`,
      undone: "Rien n'a été payé.",
    },
    airtime: {
      what: ({ amount, to }) => `Acheter ${amount} de crédit pour le ${to}`,
      done: ({ reference, amount, to, balance }) =>
        `${reference} Confirmé. ${amount} de crédit en route vers le ${to}. Nouveau solde ${balance}.`,
      undone: "Le crédit n'a pas été acheté.",
    },
  },
  paymentPending: 'Votre paiement est en cours. Vous recevrez un SMS.',

  balanceIs: (balance) => `Votre solde est de ${balance}.`,
  chooseLanguage: 'Choisissez une langue',
  statementFee: (fee) => `frais ${fee}`,
  reversed: 'annulé',
  lines: {
    claim: 'Retiré',
    return: 'Retourné',
    airtime: 'Crédit',
    airtime_refund: 'Crédit remboursé',
    reversal: 'Annulation',
  },
  earlier: 'Précédents',
  noPayments: "Il n'y a pas encore de paiement.",
  limitsAre: (limits) =>
    `Niveau ${limits.tier}\nPar paiement: jusqu'à ${limits.perPayment}\nPar jour: jusqu'à ${limits.daily}\nUtilisé aujourd'hui: ${limits.usedToday}`,
  whom: { in: (other) => `de ${other}`, out: (other) => `à ${other}` },
  whichPayment: 'Quel paiement?',
  failed: 'échoué',
  askReport: (payment) => `Signaler ${payment}. Quel est le problème?`,
  disputeReasons: {
    wrong_recipient: 'Destinataire',
    wrong_amount: 'Montant',
    not_received: 'Rien recu',
    not_mine: 'Pas moi',
    other: 'Autre',
  },
  noReport: 'Annuler',
  reported: (reference) =>
    `Votre signalement sur ${reference} est enregistré. Le service client vous contactera.`,
  askBlock:
    "Bloquer votre compte? L'argent n'en sortira plus tant que le service client ne l'aura pas rouvert.",
  yesBlock: 'Oui, le bloquer',
  noBlock: 'Non',
  blocked: 'Votre compte est bloqué. Pour le rouvrir, contactez le service client.',

  enterPin: 'Entrez le PIN:',
  wrongPin: (left) =>
    `PIN incorrect. ${left} ${left === 1 ? 'essai restant' : 'essais restants'}. Entrez le PIN:`,
  pinLocked: (dial, until) =>
    `Votre PIN est bloqué.${until && ` Réessayez après le ${until}.`} Pour en avoir un autre, composez ${dial}, puis ${fr.myAccount}, ${fr.forgotPin}.${until ? '' : ' Ou contactez le service client.'}`,
  pinsLate:
    "Les PIN ne peuvent pas etre vérifiés par cette voie. Rien n'a été fait. Réessayez plus tard.",

  choosePin: 'Choisissez un PIN de 4 chiffres:',
  repeatPin: 'Entrez encore le nouveau PIN:',
  pinsDiffer: 'Les deux PIN sont différents.',
  pinChanged: 'Votre PIN est changé.',

  noPin: "Vous n'avez pas encore de PIN.",
  pinGone: (dial) => `Ce compte n'a plus de PIN. Composez ${dial} pour en choisir un.`,
  codeSent: (dial) =>
    `Un code est envoyé à ce numéro par SMS. Recomposez ${dial} sous 10 minutes et entrez-le.`,
  enterCode: 'Entrez les 6 chiffres du code recu par SMS, pour choisir un PIN:',
  enterNumberCode:
    "De l'argent attend votre numéro. Pour l'avoir, entrez les 6 chiffres du code recu par SMS:",
  numberProved: (dial) =>
    `Merci. L'argent qui attendait vous est payé: un SMS dira combien. Composez ${dial} pour continuer.`,
  sendAgain: 'Envoyer un autre code',
  wrongCode: (left) =>
    `Code incorrect. ${left} ${left === 1 ? 'essai restant' : 'essais restants'}.`,
  codeOver: (dial) => `Ce code ne peut plus servir. Recomposez ${dial}.`,
  codeRefusals: {
    too_soon: "Un code vient d'etre envoyé. Attendez une minute et recomposez.",
    too_many: 'Trop de codes envoyés. Réessayez demain ou contactez le service client.',
    blocked: 'Trop de codes incorrects. Réessayez demain ou contactez le service client.',
    sim_changed: 'La SIM de ce numéro est nouvelle. Contactez le service client.',
    over: 'Cela a pris trop de temps. Recomposez le code.',
  },
  pinChosen: (dial) => `Votre PIN est enregistré. Composez ${dial} pour commencer.`,
  pinIsOld: "C'est le PIN que vous aviez. Choisissez-en un autre.",
  askKnownIdNumber: 'Entrez le numéro de la pièce de votre inscription:',
  identityWrong: (left) =>
    `Cela ne correspond pas. ${left} ${left === 1 ? 'essai restant' : 'essais restants'}.`,
  identityUnproved: 'Nous ne pouvons pas donner de PIN ici. Contactez le service client.',

  notRegistered: "Ce numéro n'est pas encore inscrit chez Tuma.",
  register: "S'inscrire",
  notNow: 'Pas maintenant',
  registerLater: (code) => `Pour vous inscrire plus tard, composez ${code}.`,
  askName: "Entrez votre nom complet, comme sur votre pièce d'identité:",
  askIdNumber: (document) =>
    document
      ? `Entrez le numéro de votre ${document} ou autre pièce d'identité:`
      : "Entrez le numéro de votre pièce d'identité:",
  checkIdNumber: (id) => `${id} semble mal tapé. Revenez s'il n'est pas juste.`,
  askBirthDate: 'Entrez votre date de naissance, par exemple 31121990:',
  consent: ({ name, id }) =>
    `Inscrire ${name}, pièce ${id}? J'accepte les conditions et les règles de vie privée de Tuma.`,
  accept: 'Accepter',
  decline: 'Refuser',
  declined: "Vous n'etes pas inscrit.",
  registered: (code) => `Vous etes inscrit chez Tuma. Composez ${code} pour commencer.`,

  hasWallet:
    'Un compte existe avec cette pièce, et chacun en a un seul. Contactez le service client.',
  registeredMoneyWaits: (code) =>
    `Vous etes inscrit chez Tuma. De l'argent vous attend: composez ${code} et entrez le code recu par SMS.`,

  unavailable: 'Désolé, le service est indisponible. Réessayez plus tard.',
  tooManyTries: "Désolé, nous n'avons pas compris vos réponses. Recomposez le code.",
  tooLong: 'Cette session est trop longue. Recomposez le code.',
  numbersServed: ({ country, code }) =>
    `Seuls les mobiles de ce pays sont servis ici: ${country} (+${code}).`,
  numberNotServed: "Votre numéro n'est pas servi par cette voie. Rien n'a été fait.",
  sessionOver: 'Cette session est terminée. Recomposez le code.',
  noAnswer: 'Cela a pris trop de temps. Si un paiement a été fait, vous recevrez un SMS.',
  tooFast: 'Trop de demandes. Attendez une minute et recomposez le code.',
  menuChanged: 'Le menu vient de changer. Recomposez le code.',

  complaints: {
    not_an_option: 'Choisissez dans la liste.',
    not_a_mobile_number: "Ce n'est pas un numéro de mobile.",
    not_a_business_number: 'Ce numéro a 5 à 7 chiffres.',
    not_an_account_number: "Ce n'est pas un numéro de compte chez eux.",
    not_an_amount: 'Entrez des chiffres, par exemple 500.',
    amount_not_positive: 'Le montant doit dépasser 0.',
    amount_too_fine: 'Le montant a trop de décimales.',
    amount_too_long: 'Ce montant est trop grand.',
    not_a_pin: 'Un PIN a 4 chiffres.',
    not_a_code: 'Le code a 6 chiffres.',
    pin_too_easy: 'Ce PIN est trop facile à deviner.',
    not_a_name: 'Entrez vos noms en lettres, comme sur la pièce.',
    not_an_id_number: "Ce n'est pas un numéro de pièce. Entrez-le comme sur la pièce.",
    not_a_birth_date: "Ce n'est pas une date. Entrez jour, mois, année.",
    not_the_birth_date: 'Le numéro de votre pièce a une autre année de naissance.',
    too_young: 'Vous devez avoir au moins 18 ans.',
  },

  refusals: {
    idempotency_conflict: 'Cette demande a déjà servi. Recomposez le code.',
    unknown_type: "Ce type de paiement n'existe pas.",
    invalid_amount: 'Ce montant ne peut pas etre payé.',
    currency_mismatch: 'Ce compte est dans une autre devise.',
    same_party: "Vous ne pouvez pas vous envoyer d'argent.",
    quote_expired: 'Le prix affiché a expiré.',
    payer_not_found: "Votre numéro n'est pas inscrit chez Tuma.",
    recipient_not_found: "Ce numéro n'est pas inscrit chez Tuma.",
    account_number_invalid: "Ils n'ont aucun compte à ce numéro.",
    not_reversible: 'Ce paiement ne peut pas etre annulé.',
    already_reversed: 'Ce paiement est déjà annulé.',
    reversal_too_large: 'Ce montant dépasse ce qui a été payé.',
    payer_unavailable: "Votre compte n'est pas actif. Contactez le service client.",
    recipient_unavailable: "Ce compte ne peut pas recevoir d'argent.",
    recipient_limit_exceeded: "Ce montant dépasse ce qu'on peut y recevoir maintenant.",
    pin_locked: 'Votre PIN est bloqué. Contactez le service client.',
    wrong_pin: 'Le PIN est incorrect.',
    amount_too_small: 'Ce montant est trop petit.',
    amount_too_large: 'Ce montant dépasse ce qui est permis en une fois.',
    daily_limit_exceeded: 'Ce montant dépasse votre plafond du jour.',
    weekly_limit_exceeded: 'Ce montant dépasse votre plafond de la semaine.',
    monthly_limit_exceeded: 'Ce montant dépasse votre plafond du mois.',
    too_many_payments: 'Vous avez fait autant de paiements que votre niveau permet.',
    insufficient_funds: "Vous n'avez pas assez d'argent pour ce montant et ses frais.",
    fraud_declined: 'Refusé pour votre sécurité. Contactez le service client.',
    too_many_requests: 'Vous avez cherché beaucoup de numéros. Réessayez dans une heure.',
    timeout: 'Cela a pris trop de temps. Réessayez.',
    unavailable: 'Le service est indisponible. Réessayez plus tard.',
  },
  allowed: {
    amount_too_small: (amount) => `Au moins ${amount}.`,
    amount_too_large: (amount) => `Au plus ${amount} en une fois.`,
    daily_limit_exceeded: (amount) => `Encore ${amount} au plus aujourd'hui.`,
    weekly_limit_exceeded: (amount) => `Encore ${amount} au plus cette semaine.`,
    monthly_limit_exceeded: (amount) => `Encore ${amount} au plus ce mois-ci.`,
  },
};
