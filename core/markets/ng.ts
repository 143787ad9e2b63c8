/**
 * Nigeria. Mobile numbers begin with 70–72, 80, 81, 90 or 91; a 0 after that is toll free or shared cost (NCC's numbering
 * plan). The three tiers follow the Central Bank's rules for mobile money: a phone, a proved identity, full documents.
 */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const nigeria: Market = {
  code: 'NG',
  operatorName: 'Tuma',
  currency: 'NGN',
  symbol: 'N',
  symbolAt: 'front',
  separator: ',',
  timeZone: 'Africa/Lagos',
  serviceCode: '*334#',
  numbers: {
    countryCode: '234',
    trunkPrefix: '0',
    length: 10,
    national: /^(?:[789]0[1-9]|7[12]\d|[89]1\d)\d{7}$/,
  },
  documents: documentsOf('NG', { cards: ['GH', 'SN'], passports: ['CM'] }),
  documentName: 'NIN',
  languages: ['en'],
  tiers: {
    1: {
      name: 'phone',
      balanceCap: 300_000_00n,
      sending: {
        minPayment: 50_00n,
        maxPayment: 20_000_00n,
        daily: { amount: 50_000_00n, count: 100 },
        weekly: { amount: 200_000_00n, count: 400 },
        monthly: { amount: 400_000_00n, count: 1_200 },
      },
      receiving: {
        minPayment: 50_00n,
        maxPayment: 50_000_00n,
        daily: { amount: 100_000_00n, count: 300 },
        weekly: { amount: 300_000_00n, count: 1_200 },
        monthly: { amount: 600_000_00n, count: 4_000 },
      },
    },
    2: {
      name: 'identified',
      balanceCap: 500_000_00n,
      sending: {
        minPayment: 50_00n,
        maxPayment: 100_000_00n,
        daily: { amount: 200_000_00n, count: 200 },
        weekly: { amount: 800_000_00n, count: 800 },
        monthly: { amount: 2_000_000_00n, count: 2_400 },
      },
      receiving: {
        minPayment: 50_00n,
        maxPayment: 200_000_00n,
        daily: { amount: 500_000_00n, count: 600 },
        weekly: { amount: 1_500_000_00n, count: 2_400 },
        monthly: { amount: 4_000_000_00n, count: 8_000 },
      },
    },
    3: {
      name: 'full',
      balanceCap: 50_000_000_00n,
      sending: {
        minPayment: 50_00n,
        maxPayment: 1_000_000_00n,
        daily: { amount: 5_000_000_00n, count: 500 },
        weekly: { amount: 20_000_000_00n, count: 2_000 },
        monthly: { amount: 60_000_000_00n, count: 6_000 },
      },
      receiving: {
        minPayment: 50_00n,
        maxPayment: 10_000_000_00n,
        daily: { amount: 20_000_000_00n, count: 2_000 },
        weekly: { amount: 60_000_000_00n, count: 8_000 },
        monthly: { amount: 150_000_000_00n, count: 24_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 5_000_00n, fee: 10_00n },
        { upTo: 20_000_00n, fee: 25_00n },
      ],
      2: [
        { upTo: 5_000_00n, fee: 10_00n },
        { upTo: 50_000_00n, fee: 25_00n },
        { upTo: 100_000_00n, fee: 50_00n },
      ],
      3: [
        { upTo: 5_000_00n, fee: 5_00n },
        { upTo: 50_000_00n, fee: 20_00n },
        { upTo: 1_000_000_00n, fee: 50_00n },
      ],
    },
    p2p_unregistered: [
      { upTo: 5_000_00n, fee: 50_00n },
      { upTo: 50_000_00n, fee: 100_00n },
      { upTo: 1_000_000_00n, fee: 200_00n },
    ],
    cash_out: [
      { upTo: 1_000_00n, fee: 20_00n },
      { upTo: 5_000_00n, fee: 100_00n },
      { upTo: 20_000_00n, fee: 200_00n },
      { upTo: 50_000_00n, fee: 500_00n },
      { upTo: 100_000_00n, fee: 1_000_00n },
    ],
    pay_bill: [{ upTo: 1_000_000_00n, fee: 100_00n }],
    buy_goods: [{ upTo: 1_000_000_00n, fee: 0n }],
    airtime: [{ upTo: 50_000_00n, fee: 0n }],
  },
  amounts: {
    cash_out: { min: 100_00n, max: 100_000_00n },
    airtime: { min: 50_00n, max: 50_000_00n },
  },
  usualAmounts: { small: 12_000_00n, large: 350_000_00n },
  claimDays: 7,
};
