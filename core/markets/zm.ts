/** Zambia. Mobile numbers begin with 55–58, 75–79 or 95–98 (ZICTA's numbering plan). Limits and tariff are demonstration values. */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const zambia: Market = {
  code: 'ZM',
  operatorName: 'Tuma',
  currency: 'ZMW',
  symbol: 'K',
  symbolAt: 'front',
  separator: ',',
  timeZone: 'Africa/Lusaka',
  serviceCode: '*334#',
  numbers: {
    countryCode: '260',
    trunkPrefix: '0',
    length: 9,
    national: /^(?:[59][5-8]|7[5-9])\d{7}$/,
  },
  documents: documentsOf('ZM', { passports: ['TZ', 'ZW'] }),
  documentName: 'NRC',
  languages: ['en'],
  tiers: {
    1: {
      name: 'phone',
      balanceCap: 20_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 5_000_00n,
        daily: { amount: 10_000_00n, count: 100 },
        weekly: { amount: 30_000_00n, count: 400 },
        monthly: { amount: 60_000_00n, count: 1_200 },
      },
      receiving: {
        minPayment: 1_00n,
        maxPayment: 10_000_00n,
        daily: { amount: 20_000_00n, count: 300 },
        weekly: { amount: 60_000_00n, count: 1_200 },
        monthly: { amount: 120_000_00n, count: 4_000 },
      },
    },
    2: {
      name: 'full',
      balanceCap: 200_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 20_000_00n,
        daily: { amount: 100_000_00n, count: 200 },
        weekly: { amount: 300_000_00n, count: 800 },
        monthly: { amount: 1_000_000_00n, count: 2_400 },
      },
      receiving: {
        minPayment: 1_00n,
        maxPayment: 100_000_00n,
        daily: { amount: 200_000_00n, count: 1_000 },
        weekly: { amount: 600_000_00n, count: 4_000 },
        monthly: { amount: 2_000_000_00n, count: 12_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 150_00n, fee: 58n },
        { upTo: 300_00n, fee: 1_10n },
        { upTo: 500_00n, fee: 1_48n },
        { upTo: 1_000_00n, fee: 3_36n },
        { upTo: 3_000_00n, fee: 6_80n },
        { upTo: 5_000_00n, fee: 10_40n },
      ],
      2: [
        { upTo: 150_00n, fee: 40n },
        { upTo: 300_00n, fee: 80n },
        { upTo: 500_00n, fee: 1_20n },
        { upTo: 1_000_00n, fee: 2_80n },
        { upTo: 3_000_00n, fee: 5_60n },
        { upTo: 5_000_00n, fee: 8_80n },
        { upTo: 20_000_00n, fee: 20_00n },
      ],
    },
    p2p_unregistered: [
      { upTo: 150_00n, fee: 3_00n },
      { upTo: 500_00n, fee: 8_00n },
      { upTo: 1_000_00n, fee: 15_00n },
      { upTo: 5_000_00n, fee: 40_00n },
      { upTo: 20_000_00n, fee: 90_00n },
    ],
    cash_out: [
      { upTo: 150_00n, fee: 2_50n },
      { upTo: 300_00n, fee: 5_00n },
      { upTo: 500_00n, fee: 10_00n },
      { upTo: 1_000_00n, fee: 20_00n },
      { upTo: 3_000_00n, fee: 50_00n },
      { upTo: 5_000_00n, fee: 80_00n },
      { upTo: 10_000_00n, fee: 120_00n },
    ],
    pay_bill: [
      { upTo: 500_00n, fee: 1_00n },
      { upTo: 5_000_00n, fee: 5_00n },
      { upTo: 20_000_00n, fee: 15_00n },
    ],
    buy_goods: [{ upTo: 20_000_00n, fee: 0n }],
    airtime: [{ upTo: 2_000_00n, fee: 0n }],
  },
  amounts: {
    cash_out: { min: 10_00n, max: 10_000_00n },
    airtime: { min: 1_00n, max: 2_000_00n },
  },
  usualAmounts: { small: 250_00n, large: 6_500_00n },
  claimDays: 7,
};
