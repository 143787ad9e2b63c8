/**
 * Egypt. Mobile numbers begin with 10, 11, 12 or 15 (NTRA's numbering plan). Limits and tariff are demonstration values. English
 * comes first and 99 leads to Arabic: an operator puts first what its customers speak.
 */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const egypt: Market = {
  code: 'EG',
  operatorName: 'Tuma',
  currency: 'EGP',
  symbol: 'EGP',
  symbolAt: 'front',
  separator: ',',
  timeZone: 'Africa/Cairo',
  serviceCode: '*334#',
  numbers: { countryCode: '20', trunkPrefix: '0', length: 10, national: /^1[0-25]\d{8}$/ },
  documents: documentsOf('EG'),
  languages: ['en', 'ar'],
  tiers: {
    1: {
      name: 'phone',
      balanceCap: 50_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 10_000_00n,
        daily: { amount: 30_000_00n, count: 50 },
        weekly: { amount: 60_000_00n, count: 200 },
        monthly: { amount: 100_000_00n, count: 600 },
      },
      receiving: {
        minPayment: 1_00n,
        maxPayment: 30_000_00n,
        daily: { amount: 50_000_00n, count: 150 },
        weekly: { amount: 100_000_00n, count: 600 },
        monthly: { amount: 200_000_00n, count: 2_000 },
      },
    },
    2: {
      name: 'full',
      balanceCap: 200_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 60_000_00n,
        daily: { amount: 60_000_00n, count: 100 },
        weekly: { amount: 150_000_00n, count: 400 },
        monthly: { amount: 200_000_00n, count: 1_200 },
      },
      receiving: {
        minPayment: 1_00n,
        maxPayment: 100_000_00n,
        daily: { amount: 200_000_00n, count: 500 },
        weekly: { amount: 300_000_00n, count: 2_000 },
        monthly: { amount: 400_000_00n, count: 6_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 200_00n, fee: 1_00n },
        { upTo: 500_00n, fee: 1_50n },
        { upTo: 1_000_00n, fee: 2_50n },
        { upTo: 5_000_00n, fee: 5_00n },
        { upTo: 10_000_00n, fee: 10_00n },
      ],
      2: [
        { upTo: 200_00n, fee: 50n },
        { upTo: 500_00n, fee: 1_00n },
        { upTo: 1_000_00n, fee: 2_00n },
        { upTo: 5_000_00n, fee: 4_00n },
        { upTo: 10_000_00n, fee: 8_00n },
        { upTo: 60_000_00n, fee: 15_00n },
      ],
    },
    p2p_unregistered: [
      { upTo: 1_000_00n, fee: 10_00n },
      { upTo: 5_000_00n, fee: 20_00n },
      { upTo: 60_000_00n, fee: 40_00n },
    ],
    cash_out: [
      { upTo: 200_00n, fee: 3_00n },
      { upTo: 500_00n, fee: 6_00n },
      { upTo: 1_000_00n, fee: 11_00n },
      { upTo: 5_000_00n, fee: 50_00n },
      { upTo: 10_000_00n, fee: 90_00n },
      { upTo: 60_000_00n, fee: 250_00n },
    ],
    pay_bill: [
      { upTo: 500_00n, fee: 1_00n },
      { upTo: 5_000_00n, fee: 5_00n },
      { upTo: 60_000_00n, fee: 15_00n },
    ],
    buy_goods: [{ upTo: 60_000_00n, fee: 0n }],
    airtime: [{ upTo: 1_000_00n, fee: 0n }],
  },
  amounts: {
    cash_out: { min: 50_00n, max: 60_000_00n },
    airtime: { min: 5_00n, max: 1_000_00n },
  },
  usualAmounts: { small: 400_00n, large: 12_000_00n },
  claimDays: 7,
};
