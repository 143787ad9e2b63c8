/**
 * Zimbabwe, in United States dollars, because most people use wallets in that currency. Mobile numbers begin with 7 (POTRAZ's
 * numbering plan). Limits and tariff are demonstration values.
 */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const zimbabwe: Market = {
  code: 'ZW',
  operatorName: 'Tuma',
  currency: 'USD',
  symbol: '$',
  symbolAt: 'front',
  separator: ',',
  timeZone: 'Africa/Harare',
  serviceCode: '*334#',
  numbers: { countryCode: '263', trunkPrefix: '0', length: 9, national: /^7\d{8}$/ },
  documents: documentsOf('ZW', { passports: ['ZA', 'ZM'] }),
  languages: ['en'],
  tiers: {
    1: {
      name: 'phone',
      balanceCap: 500_00n,
      sending: {
        minPayment: 10n,
        maxPayment: 100_00n,
        daily: { amount: 200_00n, count: 50 },
        weekly: { amount: 500_00n, count: 200 },
        monthly: { amount: 1_000_00n, count: 600 },
      },
      receiving: {
        minPayment: 10n,
        maxPayment: 200_00n,
        daily: { amount: 500_00n, count: 150 },
        weekly: { amount: 1_000_00n, count: 600 },
        monthly: { amount: 2_000_00n, count: 2_000 },
      },
    },
    2: {
      name: 'full',
      balanceCap: 5_000_00n,
      sending: {
        minPayment: 10n,
        maxPayment: 500_00n,
        daily: { amount: 1_000_00n, count: 100 },
        weekly: { amount: 3_000_00n, count: 400 },
        monthly: { amount: 10_000_00n, count: 1_200 },
      },
      receiving: {
        minPayment: 10n,
        maxPayment: 2_000_00n,
        daily: { amount: 5_000_00n, count: 500 },
        weekly: { amount: 10_000_00n, count: 2_000 },
        monthly: { amount: 20_000_00n, count: 6_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 5_00n, fee: 10n },
        { upTo: 10_00n, fee: 20n },
        { upTo: 25_00n, fee: 45n },
        { upTo: 50_00n, fee: 90n },
        { upTo: 100_00n, fee: 1_50n },
      ],
      2: [
        { upTo: 5_00n, fee: 8n },
        { upTo: 10_00n, fee: 16n },
        { upTo: 25_00n, fee: 36n },
        { upTo: 50_00n, fee: 72n },
        { upTo: 100_00n, fee: 1_20n },
        { upTo: 500_00n, fee: 4_00n },
      ],
    },
    p2p_unregistered: [
      { upTo: 10_00n, fee: 60n },
      { upTo: 50_00n, fee: 1_80n },
      { upTo: 100_00n, fee: 3_00n },
      { upTo: 500_00n, fee: 8_00n },
    ],
    cash_out: [
      { upTo: 5_00n, fee: 20n },
      { upTo: 10_00n, fee: 40n },
      { upTo: 25_00n, fee: 90n },
      { upTo: 50_00n, fee: 1_60n },
      { upTo: 100_00n, fee: 2_80n },
      { upTo: 500_00n, fee: 9_00n },
    ],
    pay_bill: [
      { upTo: 10_00n, fee: 10n },
      { upTo: 100_00n, fee: 50n },
      { upTo: 500_00n, fee: 2_00n },
    ],
    buy_goods: [{ upTo: 500_00n, fee: 0n }],
    airtime: [{ upTo: 50_00n, fee: 0n }],
  },
  amounts: {
    cash_out: { min: 5_00n, max: 500_00n },
    airtime: { min: 10n, max: 50_00n },
  },
  usualAmounts: { small: 10_00n, large: 250_00n },
  claimDays: 7,
};
