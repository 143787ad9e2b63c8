/** South Africa. Mobile numbers begin with 6, 7 or 81–85 (ICASA's numbering plan). Limits and tariff are demonstration values. */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const southAfrica: Market = {
  code: 'ZA',
  operatorName: 'Tuma',
  currency: 'ZAR',
  symbol: 'R',
  symbolAt: 'front',
  separator: ',',
  timeZone: 'Africa/Johannesburg',
  serviceCode: '*334#',
  numbers: { countryCode: '27', trunkPrefix: '0', length: 9, national: /^(?:[67]\d|8[1-5])\d{7}$/ },
  documents: documentsOf('ZA', { passports: ['ZW'] }),
  languages: ['en'],
  tiers: {
    1: {
      name: 'phone',
      balanceCap: 25_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 3_000_00n,
        daily: { amount: 5_000_00n, count: 50 },
        weekly: { amount: 15_000_00n, count: 200 },
        monthly: { amount: 25_000_00n, count: 600 },
      },
      receiving: {
        minPayment: 1_00n,
        maxPayment: 5_000_00n,
        daily: { amount: 10_000_00n, count: 150 },
        weekly: { amount: 20_000_00n, count: 600 },
        monthly: { amount: 25_000_00n, count: 2_000 },
      },
    },
    2: {
      name: 'full',
      balanceCap: 100_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 25_000_00n,
        daily: { amount: 25_000_00n, count: 100 },
        weekly: { amount: 75_000_00n, count: 400 },
        monthly: { amount: 200_000_00n, count: 1_200 },
      },
      receiving: {
        minPayment: 1_00n,
        maxPayment: 50_000_00n,
        daily: { amount: 100_000_00n, count: 500 },
        weekly: { amount: 200_000_00n, count: 2_000 },
        monthly: { amount: 500_000_00n, count: 6_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 100_00n, fee: 1_00n },
        { upTo: 500_00n, fee: 3_00n },
        { upTo: 1_000_00n, fee: 5_00n },
        { upTo: 3_000_00n, fee: 8_00n },
      ],
      2: [
        { upTo: 100_00n, fee: 50n },
        { upTo: 500_00n, fee: 2_00n },
        { upTo: 1_000_00n, fee: 4_00n },
        { upTo: 3_000_00n, fee: 6_50n },
        { upTo: 25_000_00n, fee: 15_00n },
      ],
    },
    p2p_unregistered: [
      { upTo: 500_00n, fee: 8_00n },
      { upTo: 1_000_00n, fee: 11_00n },
      { upTo: 5_000_00n, fee: 25_00n },
      { upTo: 25_000_00n, fee: 60_00n },
    ],
    cash_out: [
      { upTo: 100_00n, fee: 4_00n },
      { upTo: 500_00n, fee: 9_00n },
      { upTo: 1_000_00n, fee: 13_00n },
      { upTo: 5_000_00n, fee: 40_00n },
    ],
    pay_bill: [
      { upTo: 1_000_00n, fee: 3_00n },
      { upTo: 25_000_00n, fee: 9_00n },
    ],
    buy_goods: [{ upTo: 25_000_00n, fee: 0n }],
    airtime: [{ upTo: 1_000_00n, fee: 0n }],
  },
  amounts: {
    cash_out: { min: 20_00n, max: 5_000_00n },
    airtime: { min: 2_00n, max: 1_000_00n },
  },
  usualAmounts: { small: 150_00n, large: 4_500_00n },
  claimDays: 7,
};
