/**
 * Cameroon. Mobile numbers begin with 6, Camtel's older ones with 242 or 243, and have no trunk prefix (ART's numbering plan). Limits and tariff are demonstration
 * values.
 */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const cameroon: Market = {
  code: 'CM',
  operatorName: 'Tuma',
  currency: 'XAF',
  symbol: 'FCFA',
  symbolAt: 'back',
  separator: ' ',
  timeZone: 'Africa/Douala',
  serviceCode: '*334#',
  numbers: { countryCode: '237', trunkPrefix: '', length: 9, national: /^(?:6\d\d|24[23])\d{6}$/ },
  documents: documentsOf('CM', { passports: ['NG'] }),
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
        weekly: { amount: 500_000n, count: 400 },
        monthly: { amount: 1_000_000n, count: 1_200 },
      },
      receiving: {
        minPayment: 100n,
        maxPayment: 200_000n,
        daily: { amount: 200_000n, count: 300 },
        weekly: { amount: 500_000n, count: 1_200 },
        monthly: { amount: 1_000_000n, count: 4_000 },
      },
    },
    2: {
      name: 'identified',
      balanceCap: 10_000_000n,
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
        daily: { amount: 5_000_000n, count: 1_000 },
        weekly: { amount: 10_000_000n, count: 4_000 },
        monthly: { amount: 20_000_000n, count: 12_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 6_500n, fee: 50n },
        { upTo: 10_000n, fee: 100n },
        { upTo: 13_500n, fee: 150n },
        { upTo: 25_000n, fee: 250n },
        { upTo: 50_000n, fee: 350n },
        { upTo: 100_000n, fee: 500n },
        { upTo: 200_000n, fee: 1_000n },
      ],
      2: [
        { upTo: 6_500n, fee: 40n },
        { upTo: 10_000n, fee: 80n },
        { upTo: 13_500n, fee: 120n },
        { upTo: 25_000n, fee: 200n },
        { upTo: 50_000n, fee: 300n },
        { upTo: 100_000n, fee: 400n },
        { upTo: 200_000n, fee: 800n },
        { upTo: 1_000_000n, fee: 3_000n },
      ],
    },
    p2p_unregistered: [
      { upTo: 10_000n, fee: 400n },
      { upTo: 50_000n, fee: 1_000n },
      { upTo: 200_000n, fee: 3_000n },
      { upTo: 1_000_000n, fee: 9_000n },
    ],
    cash_out: [
      { upTo: 6_500n, fee: 180n },
      { upTo: 10_000n, fee: 300n },
      { upTo: 25_000n, fee: 700n },
      { upTo: 50_000n, fee: 1_100n },
      { upTo: 100_000n, fee: 2_000n },
      { upTo: 200_000n, fee: 3_500n },
      { upTo: 1_000_000n, fee: 10_000n },
    ],
    pay_bill: [
      { upTo: 10_000n, fee: 100n },
      { upTo: 200_000n, fee: 500n },
      { upTo: 1_000_000n, fee: 1_500n },
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
