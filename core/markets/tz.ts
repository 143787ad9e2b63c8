/** Tanzania. Mobile numbers begin with 6 or 7 (TCRA's numbering plan). Limits and tariff are demonstration values. */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const tanzania: Market = {
  code: 'TZ',
  operatorName: 'Tuma',
  currency: 'TZS',
  symbol: 'TSh',
  symbolAt: 'front',
  separator: ',',
  timeZone: 'Africa/Dar_es_Salaam',
  serviceCode: '*334#',
  numbers: { countryCode: '255', trunkPrefix: '0', length: 9, national: /^[67]\d{8}$/ },
  documents: documentsOf('TZ', { passports: ['KE', 'UG', 'RW', 'ZM'] }),
  documentName: 'NIDA',
  languages: ['sw', 'en'],
  tiers: {
    1: {
      name: 'phone',
      balanceCap: 2_000_000_00n,
      sending: {
        minPayment: 100_00n,
        maxPayment: 1_000_000_00n,
        daily: { amount: 1_000_000_00n, count: 100 },
        weekly: { amount: 3_000_000_00n, count: 400 },
        monthly: { amount: 6_000_000_00n, count: 1_200 },
      },
      receiving: {
        minPayment: 100_00n,
        maxPayment: 1_000_000_00n,
        daily: { amount: 2_000_000_00n, count: 300 },
        weekly: { amount: 6_000_000_00n, count: 1_200 },
        monthly: { amount: 12_000_000_00n, count: 4_000 },
      },
    },
    2: {
      name: 'full',
      balanceCap: 10_000_000_00n,
      sending: {
        minPayment: 100_00n,
        maxPayment: 5_000_000_00n,
        daily: { amount: 10_000_000_00n, count: 200 },
        weekly: { amount: 30_000_000_00n, count: 800 },
        monthly: { amount: 60_000_000_00n, count: 2_400 },
      },
      receiving: {
        minPayment: 100_00n,
        maxPayment: 10_000_000_00n,
        daily: { amount: 10_000_000_00n, count: 1_000 },
        weekly: { amount: 50_000_000_00n, count: 4_000 },
        monthly: { amount: 100_000_000_00n, count: 12_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 1_000_00n, fee: 30_00n },
        { upTo: 5_000_00n, fee: 150_00n },
        { upTo: 20_000_00n, fee: 450_00n },
        { upTo: 50_000_00n, fee: 800_00n },
        { upTo: 100_000_00n, fee: 1_200_00n },
        { upTo: 500_000_00n, fee: 2_500_00n },
        { upTo: 1_000_000_00n, fee: 3_500_00n },
      ],
      2: [
        { upTo: 1_000_00n, fee: 20_00n },
        { upTo: 5_000_00n, fee: 100_00n },
        { upTo: 20_000_00n, fee: 350_00n },
        { upTo: 50_000_00n, fee: 650_00n },
        { upTo: 100_000_00n, fee: 1_000_00n },
        { upTo: 500_000_00n, fee: 2_000_00n },
        { upTo: 1_000_000_00n, fee: 3_000_00n },
        { upTo: 5_000_000_00n, fee: 5_000_00n },
      ],
    },
    p2p_unregistered: [
      { upTo: 5_000_00n, fee: 500_00n },
      { upTo: 20_000_00n, fee: 1_200_00n },
      { upTo: 50_000_00n, fee: 2_000_00n },
      { upTo: 100_000_00n, fee: 3_000_00n },
      { upTo: 1_000_000_00n, fee: 8_000_00n },
      { upTo: 5_000_000_00n, fee: 12_000_00n },
    ],
    cash_out: [
      { upTo: 5_000_00n, fee: 600_00n },
      { upTo: 20_000_00n, fee: 1_500_00n },
      { upTo: 50_000_00n, fee: 2_500_00n },
      { upTo: 100_000_00n, fee: 3_600_00n },
      { upTo: 500_000_00n, fee: 7_500_00n },
      { upTo: 1_000_000_00n, fee: 8_000_00n },
      { upTo: 2_000_000_00n, fee: 9_000_00n },
    ],
    pay_bill: [
      { upTo: 5_000_00n, fee: 100_00n },
      { upTo: 50_000_00n, fee: 500_00n },
      { upTo: 500_000_00n, fee: 1_500_00n },
      { upTo: 5_000_000_00n, fee: 4_000_00n },
    ],
    buy_goods: [{ upTo: 5_000_000_00n, fee: 0n }],
    airtime: [{ upTo: 100_000_00n, fee: 0n }],
  },
  // 10 % of fees (Excise (Management and Tariff) Act).
  excise: { rate: 1_000n },
  amounts: {
    cash_out: { min: 1_000_00n, max: 2_000_000_00n },
    airtime: { min: 500_00n, max: 100_000_00n },
  },
  usualAmounts: { small: 25_000_00n, large: 650_000_00n },
  claimDays: 7,
};
