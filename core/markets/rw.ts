/** Rwanda. Mobile numbers begin with 72, 73 or 77–79 (RURA's numbering plan). Limits and tariff are demonstration values. */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const rwanda: Market = {
  code: 'RW',
  operatorName: 'Tuma',
  currency: 'RWF',
  symbol: 'RWF',
  symbolAt: 'back',
  separator: ',',
  timeZone: 'Africa/Kigali',
  serviceCode: '*334#',
  numbers: { countryCode: '250', trunkPrefix: '0', length: 9, national: /^7[237-9]\d{7}$/ },
  documents: documentsOf('RW', { cards: ['KE', 'UG'], passports: ['TZ'] }),
  documentName: 'Indangamuntu',
  languages: ['en', 'fr', 'sw'],
  tiers: {
    1: {
      name: 'phone',
      balanceCap: 500_000n,
      sending: {
        minPayment: 100n,
        maxPayment: 200_000n,
        daily: { amount: 300_000n, count: 100 },
        weekly: { amount: 1_000_000n, count: 400 },
        monthly: { amount: 2_000_000n, count: 1_200 },
      },
      receiving: {
        minPayment: 100n,
        maxPayment: 300_000n,
        daily: { amount: 500_000n, count: 300 },
        weekly: { amount: 1_500_000n, count: 1_200 },
        monthly: { amount: 3_000_000n, count: 4_000 },
      },
    },
    2: {
      name: 'full',
      balanceCap: 5_000_000n,
      sending: {
        minPayment: 100n,
        maxPayment: 2_000_000n,
        daily: { amount: 3_000_000n, count: 200 },
        weekly: { amount: 10_000_000n, count: 800 },
        monthly: { amount: 20_000_000n, count: 2_400 },
      },
      receiving: {
        minPayment: 100n,
        maxPayment: 5_000_000n,
        daily: { amount: 5_000_000n, count: 1_000 },
        weekly: { amount: 20_000_000n, count: 4_000 },
        monthly: { amount: 50_000_000n, count: 12_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 1_000n, fee: 20n },
        { upTo: 10_000n, fee: 100n },
        { upTo: 150_000n, fee: 250n },
        { upTo: 200_000n, fee: 500n },
      ],
      2: [
        { upTo: 1_000n, fee: 10n },
        { upTo: 10_000n, fee: 80n },
        { upTo: 150_000n, fee: 200n },
        { upTo: 200_000n, fee: 400n },
        { upTo: 2_000_000n, fee: 1_000n },
      ],
    },
    p2p_unregistered: [
      { upTo: 10_000n, fee: 300n },
      { upTo: 150_000n, fee: 1_000n },
      { upTo: 2_000_000n, fee: 3_000n },
    ],
    cash_out: [
      { upTo: 1_000n, fee: 100n },
      { upTo: 5_000n, fee: 275n },
      { upTo: 20_000n, fee: 650n },
      { upTo: 75_000n, fee: 1_200n },
      { upTo: 200_000n, fee: 2_500n },
      { upTo: 2_000_000n, fee: 6_000n },
    ],
    pay_bill: [
      { upTo: 10_000n, fee: 0n },
      { upTo: 150_000n, fee: 160n },
      { upTo: 2_000_000n, fee: 1_000n },
    ],
    buy_goods: [{ upTo: 2_000_000n, fee: 0n }],
    airtime: [{ upTo: 100_000n, fee: 0n }],
  },
  amounts: {
    cash_out: { min: 500n, max: 2_000_000n },
    airtime: { min: 100n, max: 100_000n },
  },
  usualAmounts: { small: 12_000n, large: 350_000n },
  claimDays: 7,
};
