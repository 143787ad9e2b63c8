/** Uganda. Mobile numbers begin with 7 (UCC's numbering plan). Limits and tariff are demonstration values. */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const uganda: Market = {
  code: 'UG',
  operatorName: 'Tuma',
  currency: 'UGX',
  symbol: 'UGX',
  symbolAt: 'front',
  separator: ',',
  timeZone: 'Africa/Kampala',
  serviceCode: '*334#',
  numbers: { countryCode: '256', trunkPrefix: '0', length: 9, national: /^7\d{8}$/ },
  documents: documentsOf('UG', { cards: ['KE', 'RW'], passports: ['TZ'] }),
  documentName: 'NIN',
  languages: ['en', 'sw'],
  tiers: {
    1: {
      name: 'phone',
      balanceCap: 3_000_000n,
      sending: {
        minPayment: 500n,
        maxPayment: 1_000_000n,
        daily: { amount: 2_000_000n, count: 100 },
        weekly: { amount: 5_000_000n, count: 400 },
        monthly: { amount: 10_000_000n, count: 1_200 },
      },
      receiving: {
        minPayment: 500n,
        maxPayment: 1_000_000n,
        daily: { amount: 2_000_000n, count: 300 },
        weekly: { amount: 8_000_000n, count: 1_200 },
        monthly: { amount: 20_000_000n, count: 4_000 },
      },
    },
    2: {
      name: 'full',
      balanceCap: 20_000_000n,
      sending: {
        minPayment: 500n,
        maxPayment: 5_000_000n,
        daily: { amount: 20_000_000n, count: 200 },
        weekly: { amount: 60_000_000n, count: 800 },
        monthly: { amount: 150_000_000n, count: 2_400 },
      },
      receiving: {
        minPayment: 500n,
        maxPayment: 20_000_000n,
        daily: { amount: 20_000_000n, count: 1_000 },
        weekly: { amount: 100_000_000n, count: 4_000 },
        monthly: { amount: 300_000_000n, count: 12_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 2_500n, fee: 100n },
        { upTo: 15_000n, fee: 250n },
        { upTo: 60_000n, fee: 500n },
        { upTo: 250_000n, fee: 1_000n },
        { upTo: 1_000_000n, fee: 2_000n },
      ],
      2: [
        { upTo: 2_500n, fee: 50n },
        { upTo: 15_000n, fee: 200n },
        { upTo: 60_000n, fee: 400n },
        { upTo: 250_000n, fee: 800n },
        { upTo: 1_000_000n, fee: 1_500n },
        { upTo: 5_000_000n, fee: 3_000n },
      ],
    },
    p2p_unregistered: [
      { upTo: 15_000n, fee: 800n },
      { upTo: 60_000n, fee: 1_600n },
      { upTo: 250_000n, fee: 4_000n },
      { upTo: 1_000_000n, fee: 10_000n },
      { upTo: 5_000_000n, fee: 20_000n },
    ],
    cash_out: [
      { upTo: 2_500n, fee: 350n },
      { upTo: 15_000n, fee: 800n },
      { upTo: 60_000n, fee: 1_600n },
      { upTo: 250_000n, fee: 4_500n },
      { upTo: 1_000_000n, fee: 12_000n },
      { upTo: 5_000_000n, fee: 20_000n },
    ],
    pay_bill: [
      { upTo: 15_000n, fee: 200n },
      { upTo: 250_000n, fee: 1_000n },
      { upTo: 5_000_000n, fee: 3_500n },
    ],
    buy_goods: [{ upTo: 5_000_000n, fee: 0n }],
    airtime: [{ upTo: 500_000n, fee: 0n }],
  },
  // 15 % of fees (Excise Duty Act).
  excise: { rate: 1_500n },
  amounts: {
    cash_out: { min: 1_000n, max: 5_000_000n },
    airtime: { min: 500n, max: 500_000n },
  },
  usualAmounts: { small: 30_000n, large: 900_000n },
  claimDays: 7,
};
