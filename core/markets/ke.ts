/**
 * Kenya. Mobile numbers begin with 7 or 1 (Communications Authority's numbering plan). The daily limit and the fee of
 * 15.00 for 5,000.00 are demonstration values; an operator sets its own tariff here. Fees bear no duty, so the operator keeps
 * all of them.
 */
import { documentsOf } from './documents.ts';
import type { Market } from './market.ts';

export const kenya: Market = {
  code: 'KE',
  operatorName: 'Tuma',
  currency: 'KES',
  symbol: 'Ksh',
  symbolAt: 'front',
  separator: ',',
  timeZone: 'Africa/Nairobi',
  serviceCode: '*334#',
  numbers: { countryCode: '254', trunkPrefix: '0', length: 9, national: /^[71]\d{8}$/ },
  documents: documentsOf('KE', { cards: ['UG', 'RW'], passports: ['TZ'] }),
  languages: ['en', 'sw', 'fr'],
  tiers: {
    1: {
      name: 'basic',
      balanceCap: 5_000_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 70_000_00n,
        daily: { amount: 70_000_00n, count: 500 },
        weekly: { amount: 490_000_00n, count: 3_000 },
        monthly: { amount: 1_500_000_00n, count: 10_000 },
      },
      receiving: {
        minPayment: 1n,
        maxPayment: 5_000_000_00n,
        daily: { amount: 5_000_000_00n, count: 10_000 },
        weekly: { amount: 20_000_000_00n, count: 50_000 },
        monthly: { amount: 50_000_000_00n, count: 150_000 },
      },
    },
    2: {
      name: 'full',
      balanceCap: 20_000_000_00n,
      sending: {
        minPayment: 1_00n,
        maxPayment: 250_000_00n,
        daily: { amount: 500_000_00n, count: 1_000 },
        weekly: { amount: 2_500_000_00n, count: 5_000 },
        monthly: { amount: 10_000_000_00n, count: 20_000 },
      },
      receiving: {
        minPayment: 1n,
        maxPayment: 20_000_000_00n,
        daily: { amount: 20_000_000_00n, count: 50_000 },
        weekly: { amount: 80_000_000_00n, count: 250_000 },
        monthly: { amount: 200_000_000_00n, count: 750_000 },
      },
    },
  },
  tariff: {
    p2p: {
      1: [
        { upTo: 100_00n, fee: 0n },
        { upTo: 500_00n, fee: 3_00n },
        { upTo: 1_000_00n, fee: 6_00n },
        { upTo: 2_500_00n, fee: 10_00n },
        { upTo: 5_000_00n, fee: 15_00n },
        { upTo: 10_000_00n, fee: 25_00n },
        { upTo: 20_000_00n, fee: 40_00n },
        { upTo: 70_000_00n, fee: 60_00n },
      ],
      2: [
        { upTo: 100_00n, fee: 0n },
        { upTo: 500_00n, fee: 2_00n },
        { upTo: 1_000_00n, fee: 5_00n },
        { upTo: 2_500_00n, fee: 8_00n },
        { upTo: 5_000_00n, fee: 12_00n },
        { upTo: 10_000_00n, fee: 20_00n },
        { upTo: 20_000_00n, fee: 32_00n },
        { upTo: 70_000_00n, fee: 50_00n },
        { upTo: 250_000_00n, fee: 90_00n },
      ],
    },
    p2p_unregistered: [
      { upTo: 500_00n, fee: 20_00n },
      { upTo: 1_000_00n, fee: 25_00n },
      { upTo: 2_500_00n, fee: 40_00n },
      { upTo: 5_000_00n, fee: 60_00n },
      { upTo: 10_000_00n, fee: 90_00n },
      { upTo: 70_000_00n, fee: 150_00n },
      { upTo: 250_000_00n, fee: 300_00n },
    ],
    cash_out: [
      { upTo: 100_00n, fee: 11_00n },
      { upTo: 2_500_00n, fee: 29_00n },
      { upTo: 5_000_00n, fee: 69_00n },
      { upTo: 10_000_00n, fee: 115_00n },
      { upTo: 20_000_00n, fee: 185_00n },
      { upTo: 50_000_00n, fee: 278_00n },
      { upTo: 70_000_00n, fee: 309_00n },
    ],
    pay_bill: [
      { upTo: 100_00n, fee: 0n },
      { upTo: 1_000_00n, fee: 5_00n },
      { upTo: 5_000_00n, fee: 20_00n },
      { upTo: 70_000_00n, fee: 50_00n },
      { upTo: 250_000_00n, fee: 100_00n },
    ],
    // The till pays it. Safaricom takes 0.55 % of what a till receives for goods, at most 200.00, and nothing up to 200.00:
    // here the same of about the middle of each band.
    buy_goods: [
      { upTo: 200_00n, fee: 0n },
      { upTo: 500_00n, fee: 2_00n },
      { upTo: 1_000_00n, fee: 4_00n },
      { upTo: 2_500_00n, fee: 10_00n },
      { upTo: 5_000_00n, fee: 20_00n },
      { upTo: 10_000_00n, fee: 40_00n },
      { upTo: 20_000_00n, fee: 80_00n },
      { upTo: 30_000_00n, fee: 140_00n },
      { upTo: 40_000_00n, fee: 190_00n },
      { upTo: 250_000_00n, fee: 200_00n },
    ],
    airtime: [{ upTo: 10_000_00n, fee: 0n }],
  },
  // Agents have no small change; airtime is what Africa's Talking takes for Kenyan numbers.
  amounts: {
    cash_out: { min: 50_00n, max: 70_000_00n },
    airtime: { min: 5_00n, max: 10_000_00n },
  },
  usualAmounts: { small: 1_000_00n, large: 30_000_00n },
  claimDays: 7,
};
