/**
 * Senegal. Mobile numbers begin with 7 and have no trunk prefix (ARTP's numbering plan). A customer without a proved identity
 * can send and receive 200,000 francs a month, as in the whole monetary union (BCEAO). The tariff is made of demonstration values.
 */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const senegal: Market = {
  code: 'SN',
  operatorName: 'Tuma',
  currency: 'XOF',
  symbol: 'FCFA',
  symbolAt: 'back',
  separator: ' ',
  timeZone: 'Africa/Dakar',
  serviceCode: '*334#',
  numbers: { countryCode: '221', trunkPrefix: '', length: 9, national: /^7\d{8}$/ },
  documents: documentsOf('SN', { cards: ['GH', 'NG'] }),
  documentName: 'CNI',
  languages: ['fr', 'en'],
  tiers: {
    1: {
      name: 'phone',
      balanceCap: 200_000n,
      sending: {
        minPayment: 100n,
        maxPayment: 200_000n,
        daily: { amount: 200_000n, count: 100 },
        weekly: { amount: 200_000n, count: 400 },
        monthly: { amount: 200_000n, count: 1_200 },
      },
      receiving: {
        minPayment: 100n,
        maxPayment: 200_000n,
        daily: { amount: 200_000n, count: 300 },
        weekly: { amount: 200_000n, count: 1_200 },
        monthly: { amount: 200_000n, count: 4_000 },
      },
    },
    2: {
      name: 'identified',
      balanceCap: 2_000_000n,
      sending: {
        minPayment: 100n,
        maxPayment: 1_000_000n,
        daily: { amount: 2_000_000n, count: 200 },
        weekly: { amount: 5_000_000n, count: 800 },
        monthly: { amount: 10_000_000n, count: 2_400 },
      },
      receiving: {
        minPayment: 100n,
        maxPayment: 2_000_000n,
        daily: { amount: 2_000_000n, count: 1_000 },
        weekly: { amount: 6_000_000n, count: 4_000 },
        monthly: { amount: 10_000_000n, count: 12_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 500n, fee: 5n },
        { upTo: 1_000n, fee: 10n },
        { upTo: 5_000n, fee: 50n },
        { upTo: 10_000n, fee: 100n },
        { upTo: 50_000n, fee: 500n },
        { upTo: 200_000n, fee: 1_500n },
      ],
      2: [
        { upTo: 500n, fee: 5n },
        { upTo: 1_000n, fee: 8n },
        { upTo: 5_000n, fee: 40n },
        { upTo: 10_000n, fee: 80n },
        { upTo: 50_000n, fee: 400n },
        { upTo: 200_000n, fee: 1_200n },
        { upTo: 1_000_000n, fee: 5_000n },
      ],
    },
    p2p_unregistered: [
      { upTo: 5_000n, fee: 300n },
      { upTo: 10_000n, fee: 500n },
      { upTo: 50_000n, fee: 1_000n },
      { upTo: 200_000n, fee: 3_000n },
      { upTo: 1_000_000n, fee: 8_000n },
    ],
    cash_out: [
      { upTo: 5_000n, fee: 75n },
      { upTo: 10_000n, fee: 150n },
      { upTo: 50_000n, fee: 700n },
      { upTo: 200_000n, fee: 2_500n },
      { upTo: 1_000_000n, fee: 9_000n },
    ],
    pay_bill: [
      { upTo: 10_000n, fee: 0n },
      { upTo: 200_000n, fee: 300n },
      { upTo: 1_000_000n, fee: 1_000n },
    ],
    buy_goods: [{ upTo: 1_000_000n, fee: 0n }],
    airtime: [{ upTo: 50_000n, fee: 0n }],
  },
  amounts: {
    cash_out: { min: 500n, max: 1_000_000n },
    airtime: { min: 100n, max: 50_000n },
  },
  usualAmounts: { small: 5_000n, large: 150_000n },
  claimDays: 7,
};
