/** The tariffs as they would be printed: of each band the largest amount and its fee, in major units. */
import { describe, expect, it } from 'vitest';
import { markets } from '../../../core/markets/index.ts';
import { type Currency, money, parseMoney } from '../../../core/money.ts';
import type { CustomerPaymentType } from '../../../core/payments/types.ts';
import { feeFor } from '../../../core/revenue/tariff.ts';

type Row = readonly [keyof typeof markets, CustomerPaymentType, tier: string, bands: string];

const tables: readonly Row[] = [
  // KES
  ['KE', 'p2p', 'tier 1', '100:0 500:3 1000:6 2500:10 5000:15 10000:25 20000:40 70000:60'],
  ['KE', 'p2p', 'tier 2', '100:0 500:2 1000:5 2500:8 5000:12 10000:20 20000:32 70000:50 250000:90'],
  [
    'KE',
    'p2p_unregistered',
    'every tier',
    '500:20 1000:25 2500:40 5000:60 10000:90 70000:150 250000:300',
  ],
  [
    'KE',
    'cash_out',
    'every tier',
    '100:11 2500:29 5000:69 10000:115 20000:185 50000:278 70000:309',
  ],
  ['KE', 'pay_bill', 'every tier', '100:0 1000:5 5000:20 70000:50 250000:100'],
  [
    'KE',
    'buy_goods',
    'every tier',
    '200:0 500:2 1000:4 2500:10 5000:20 10000:40 20000:80 30000:140 40000:190 250000:200',
  ],
  ['KE', 'airtime', 'every tier', '10000:0'],

  // TZS
  [
    'TZ',
    'p2p',
    'tier 1',
    '1000:30 5000:150 20000:450 50000:800 100000:1200 500000:2500 1000000:3500',
  ],
  [
    'TZ',
    'p2p',
    'tier 2',
    '1000:20 5000:100 20000:350 50000:650 100000:1000 500000:2000 1000000:3000 5000000:5000',
  ],
  [
    'TZ',
    'p2p_unregistered',
    'every tier',
    '5000:500 20000:1200 50000:2000 100000:3000 1000000:8000 5000000:12000',
  ],
  [
    'TZ',
    'cash_out',
    'every tier',
    '5000:600 20000:1500 50000:2500 100000:3600 500000:7500 1000000:8000 2000000:9000',
  ],
  ['TZ', 'pay_bill', 'every tier', '5000:100 50000:500 500000:1500 5000000:4000'],
  ['TZ', 'buy_goods', 'every tier', '5000000:0'],
  ['TZ', 'airtime', 'every tier', '100000:0'],

  // UGX
  ['UG', 'p2p', 'tier 1', '2500:100 15000:250 60000:500 250000:1000 1000000:2000'],
  ['UG', 'p2p', 'tier 2', '2500:50 15000:200 60000:400 250000:800 1000000:1500 5000000:3000'],
  [
    'UG',
    'p2p_unregistered',
    'every tier',
    '15000:800 60000:1600 250000:4000 1000000:10000 5000000:20000',
  ],
  [
    'UG',
    'cash_out',
    'every tier',
    '2500:350 15000:800 60000:1600 250000:4500 1000000:12000 5000000:20000',
  ],
  ['UG', 'pay_bill', 'every tier', '15000:200 250000:1000 5000000:3500'],
  ['UG', 'buy_goods', 'every tier', '5000000:0'],
  ['UG', 'airtime', 'every tier', '500000:0'],

  // RWF
  ['RW', 'p2p', 'tier 1', '1000:20 10000:100 150000:250 200000:500'],
  ['RW', 'p2p', 'tier 2', '1000:10 10000:80 150000:200 200000:400 2000000:1000'],
  ['RW', 'p2p_unregistered', 'every tier', '10000:300 150000:1000 2000000:3000'],
  [
    'RW',
    'cash_out',
    'every tier',
    '1000:100 5000:275 20000:650 75000:1200 200000:2500 2000000:6000',
  ],
  ['RW', 'pay_bill', 'every tier', '10000:0 150000:160 2000000:1000'],
  ['RW', 'buy_goods', 'every tier', '2000000:0'],
  ['RW', 'airtime', 'every tier', '100000:0'],

  // ZMW
  ['ZM', 'p2p', 'tier 1', '150:0.58 300:1.10 500:1.48 1000:3.36 3000:6.80 5000:10.40'],
  ['ZM', 'p2p', 'tier 2', '150:0.40 300:0.80 500:1.20 1000:2.80 3000:5.60 5000:8.80 20000:20'],
  ['ZM', 'p2p_unregistered', 'every tier', '150:3 500:8 1000:15 5000:40 20000:90'],
  ['ZM', 'cash_out', 'every tier', '150:2.50 300:5 500:10 1000:20 3000:50 5000:80 10000:120'],
  ['ZM', 'pay_bill', 'every tier', '500:1 5000:5 20000:15'],
  ['ZM', 'buy_goods', 'every tier', '20000:0'],
  ['ZM', 'airtime', 'every tier', '2000:0'],

  // USD
  ['ZW', 'p2p', 'tier 1', '5:0.10 10:0.20 25:0.45 50:0.90 100:1.50'],
  ['ZW', 'p2p', 'tier 2', '5:0.08 10:0.16 25:0.36 50:0.72 100:1.20 500:4'],
  ['ZW', 'p2p_unregistered', 'every tier', '10:0.60 50:1.80 100:3 500:8'],
  ['ZW', 'cash_out', 'every tier', '5:0.20 10:0.40 25:0.90 50:1.60 100:2.80 500:9'],
  ['ZW', 'pay_bill', 'every tier', '10:0.10 100:0.50 500:2'],
  ['ZW', 'buy_goods', 'every tier', '500:0'],
  ['ZW', 'airtime', 'every tier', '50:0'],

  // ZAR
  ['ZA', 'p2p', 'tier 1', '100:1 500:3 1000:5 3000:8'],
  ['ZA', 'p2p', 'tier 2', '100:0.50 500:2 1000:4 3000:6.50 25000:15'],
  ['ZA', 'p2p_unregistered', 'every tier', '500:8 1000:11 5000:25 25000:60'],
  ['ZA', 'cash_out', 'every tier', '100:4 500:9 1000:13 5000:40'],
  ['ZA', 'pay_bill', 'every tier', '1000:3 25000:9'],
  ['ZA', 'buy_goods', 'every tier', '25000:0'],
  ['ZA', 'airtime', 'every tier', '1000:0'],

  // NGN
  ['NG', 'p2p', 'tier 1', '5000:10 20000:25'],
  ['NG', 'p2p', 'tier 2', '5000:10 50000:25 100000:50'],
  ['NG', 'p2p', 'tier 3', '5000:5 50000:20 1000000:50'],
  ['NG', 'p2p_unregistered', 'every tier', '5000:50 50000:100 1000000:200'],
  ['NG', 'cash_out', 'every tier', '1000:20 5000:100 20000:200 50000:500 100000:1000'],
  ['NG', 'pay_bill', 'every tier', '1000000:100'],
  ['NG', 'buy_goods', 'every tier', '1000000:0'],
  ['NG', 'airtime', 'every tier', '50000:0'],

  // GHS
  ['GH', 'p2p', 'tier 1', '50:0.38 100:0.75 1000:7.50 2000:10'],
  ['GH', 'p2p', 'tier 2', '50:0.30 100:0.60 1000:6 10000:8'],
  ['GH', 'p2p', 'tier 3', '50:0.25 100:0.50 1000:5 25000:7'],
  ['GH', 'p2p_unregistered', 'every tier', '50:2.50 100:5 1000:25 25000:50'],
  ['GH', 'cash_out', 'every tier', '50:0.50 1000:10 2000:15 25000:20'],
  ['GH', 'pay_bill', 'every tier', '1000:0 25000:2'],
  ['GH', 'buy_goods', 'every tier', '25000:0'],
  ['GH', 'airtime', 'every tier', '1000:0'],

  // XOF
  ['SN', 'p2p', 'tier 1', '500:5 1000:10 5000:50 10000:100 50000:500 200000:1500'],
  ['SN', 'p2p', 'tier 2', '500:5 1000:8 5000:40 10000:80 50000:400 200000:1200 1000000:5000'],
  [
    'SN',
    'p2p_unregistered',
    'every tier',
    '5000:300 10000:500 50000:1000 200000:3000 1000000:8000',
  ],
  ['SN', 'cash_out', 'every tier', '5000:75 10000:150 50000:700 200000:2500 1000000:9000'],
  ['SN', 'pay_bill', 'every tier', '10000:0 200000:300 1000000:1000'],
  ['SN', 'buy_goods', 'every tier', '1000000:0'],
  ['SN', 'airtime', 'every tier', '50000:0'],

  // XAF
  ['CM', 'p2p', 'tier 1', '6500:50 10000:100 13500:150 25000:250 50000:350 100000:500 200000:1000'],
  [
    'CM',
    'p2p',
    'tier 2',
    '6500:40 10000:80 13500:120 25000:200 50000:300 100000:400 200000:800 1000000:3000',
  ],
  ['CM', 'p2p_unregistered', 'every tier', '10000:400 50000:1000 200000:3000 1000000:9000'],
  [
    'CM',
    'cash_out',
    'every tier',
    '6500:180 10000:300 25000:700 50000:1100 100000:2000 200000:3500 1000000:10000',
  ],
  ['CM', 'pay_bill', 'every tier', '10000:100 200000:500 1000000:1500'],
  ['CM', 'buy_goods', 'every tier', '1000000:0'],
  ['CM', 'airtime', 'every tier', '50000:0'],

  // EGP
  ['EG', 'p2p', 'tier 1', '200:1 500:1.50 1000:2.50 5000:5 10000:10'],
  ['EG', 'p2p', 'tier 2', '200:0.50 500:1 1000:2 5000:4 10000:8 60000:15'],
  ['EG', 'p2p_unregistered', 'every tier', '1000:10 5000:20 60000:40'],
  ['EG', 'cash_out', 'every tier', '200:3 500:6 1000:11 5000:50 10000:90 60000:250'],
  ['EG', 'pay_bill', 'every tier', '500:1 5000:5 60000:15'],
  ['EG', 'buy_goods', 'every tier', '60000:0'],
  ['EG', 'airtime', 'every tier', '1000:0'],
];

describe.each(tables)('%s, %s, %s', (code, type, tier, printed) => {
  const market = markets[code];
  const { currency } = market;
  const tiers = tier === 'every tier' ? Object.keys(market.tiers) : [tier.replace('tier ', '')];
  const bands = printed
    .split(' ')
    .map((band) => band.split(':').map((text) => minor(text, currency)));

  it.each(tiers)('each band ends at its edge and not before (tier %s)', (number) => {
    const fee = (amount: bigint) =>
      feeFor(type, money(amount, currency), Number(number), market)?.minor;
    for (const [i, [upTo = 0n, price]] of bands.entries()) {
      const [next] = bands.slice(i + 1);
      expect([fee(upTo - 1n), fee(upTo), fee(upTo + 1n)]).toEqual([price, price, next?.[1]]);
    }
  });
});

describe('the tables', () => {
  it('are of every market, type and tier', () => {
    const printed = tables.flatMap(([code, type, tier]) =>
      (tier === 'every tier' ? Object.keys(markets[code].tiers) : [tier.replace('tier ', '')]).map(
        (number) => [code, type, number].join(' '),
      ),
    );
    const there = Object.entries(markets).flatMap(([code, { tariff, tiers }]) =>
      Object.keys(tariff).flatMap((type) =>
        Object.keys(tiers).map((number) => [code, type, number].join(' ')),
      ),
    );
    expect(printed.toSorted()).toEqual(there.toSorted());
  });

  it('ask of who has no tier what the first one pays', () => {
    for (const [code, type, , printed] of tables.filter(([, , tier]) => tier !== 'tier 2')) {
      const market = markets[code];
      const amount = minor(printed.split(':')[0] ?? '', market.currency);
      const fee = (tier: number | null) =>
        feeFor(type, money(amount, market.currency), tier, market);
      expect(fee(null)).toEqual(fee(1));
    }
  });

  it('have no price in a tier that is not there', () => {
    expect(feeFor('p2p', money(1_00n, 'KES'), 9, markets.KE)).toBeUndefined();
  });
});

function minor(text: string, currency: Currency): bigint {
  const read = parseMoney(text, currency);
  if (!read) throw new Error(`not an amount: ${text}`);
  return read.minor;
}
