/**
 * Ghana. Mobile numbers begin with 2 or 5 (NCA's numbering plan). The three tiers are the Bank of Ghana's classes of accounts:
 * minimum, medium and enhanced. Limits and tariff are demonstration values.
 */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const ghana: Market = {
  code: 'GH',
  operatorName: 'Tuma',
  currency: 'GHS',
  symbol: 'GHS',
  symbolAt: 'front',
  separator: ',',
  timeZone: 'Africa/Accra',
  serviceCode: '*334#',
  numbers: { countryCode: '233', trunkPrefix: '0', length: 9, national: /^[25]\d{8}$/ },
  documents: documentsOf('GH', { cards: ['NG', 'SN'] }),
  documentName: 'Ghana Card',
  languages: ['en'],
  tiers: {
    1: {
      name: 'minimum',
      balanceCap: 5_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 2_000_00n,
        daily: { amount: 3_000_00n, count: 100 },
        weekly: { amount: 6_000_00n, count: 400 },
        monthly: { amount: 10_000_00n, count: 1_200 },
      },
      receiving: {
        minPayment: 1_00n,
        maxPayment: 3_000_00n,
        daily: { amount: 5_000_00n, count: 300 },
        weekly: { amount: 8_000_00n, count: 1_200 },
        monthly: { amount: 10_000_00n, count: 4_000 },
      },
    },
    2: {
      name: 'medium',
      balanceCap: 40_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 10_000_00n,
        daily: { amount: 15_000_00n, count: 200 },
        weekly: { amount: 60_000_00n, count: 800 },
        monthly: { amount: 150_000_00n, count: 2_400 },
      },
      receiving: {
        minPayment: 1_00n,
        maxPayment: 20_000_00n,
        daily: { amount: 40_000_00n, count: 600 },
        weekly: { amount: 120_000_00n, count: 2_400 },
        monthly: { amount: 300_000_00n, count: 8_000 },
      },
    },
    3: {
      name: 'enhanced',
      balanceCap: 75_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 25_000_00n,
        daily: { amount: 25_000_00n, count: 500 },
        weekly: { amount: 125_000_00n, count: 2_000 },
        monthly: { amount: 400_000_00n, count: 6_000 },
      },
      receiving: {
        minPayment: 1_00n,
        maxPayment: 50_000_00n,
        daily: { amount: 75_000_00n, count: 2_000 },
        weekly: { amount: 300_000_00n, count: 8_000 },
        monthly: { amount: 900_000_00n, count: 24_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 50_00n, fee: 38n },
        { upTo: 100_00n, fee: 75n },
        { upTo: 1_000_00n, fee: 7_50n },
        { upTo: 2_000_00n, fee: 10_00n },
      ],
      2: [
        { upTo: 50_00n, fee: 30n },
        { upTo: 100_00n, fee: 60n },
        { upTo: 1_000_00n, fee: 6_00n },
        { upTo: 10_000_00n, fee: 8_00n },
      ],
      3: [
        { upTo: 50_00n, fee: 25n },
        { upTo: 100_00n, fee: 50n },
        { upTo: 1_000_00n, fee: 5_00n },
        { upTo: 25_000_00n, fee: 7_00n },
      ],
    },
    p2p_unregistered: [
      { upTo: 50_00n, fee: 2_50n },
      { upTo: 100_00n, fee: 5_00n },
      { upTo: 1_000_00n, fee: 25_00n },
      { upTo: 25_000_00n, fee: 50_00n },
    ],
    cash_out: [
      { upTo: 50_00n, fee: 50n },
      { upTo: 1_000_00n, fee: 10_00n },
      { upTo: 2_000_00n, fee: 15_00n },
      { upTo: 25_000_00n, fee: 20_00n },
    ],
    pay_bill: [
      { upTo: 1_000_00n, fee: 0n },
      { upTo: 25_000_00n, fee: 2_00n },
    ],
    buy_goods: [{ upTo: 25_000_00n, fee: 0n }],
    airtime: [{ upTo: 1_000_00n, fee: 0n }],
  },
  amounts: {
    cash_out: { min: 5_00n, max: 25_000_00n },
    airtime: { min: 1_00n, max: 1_000_00n },
  },
  usualAmounts: { small: 100_00n, large: 3_000_00n },
  claimDays: 7,
};
