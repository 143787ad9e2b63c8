/** A carrier speaks for the numbers of its countries, or for those that begin with its digits, and for no other. */
import { describe, expect, test } from 'vitest';
import { markets } from '../../../core/markets/index.ts';
import { carrierNames, carriers } from '../../../edge/channels/ussd/carriers/index.ts';
import { smsVendors } from '../../../edge/gateways/sms/index.ts';
import { servedNumbers, speaksFor } from '../../../edge/http/served-numbers.ts';

const kenyan = '254722000181';
const numbers = {
  KE: kenyan,
  TZ: '255754123456',
  GH: '233241234567',
  NG: '2348031234567',
  ZA: '27821234567',
};

test.each([
  [['KE'], true],
  [['GH'], false],
  [['GH', 'KE'], true],
  [['home'], true],
  [['2547'], true],
  [['254722'], true],
  [['254110', '25473'], false],
  [['27'], false],
  // The digits 254 stand somewhere else in these.
  [['33254'], false],
] as const)('what serves %j may speak for a Kenyan number at home: %s', (serves, may) => {
  expect(speaksFor(serves, kenyan, markets.KE)).toBe(may);
});

test('home is the market that the system serves, and no other', () => {
  expect(speaksFor(['home'], numbers.GH, markets.GH)).toBe(true);
  expect(speaksFor(['home'], numbers.KE, markets.GH)).toBe(false);
});

test.each([
  [[], false],
  [['KENYA'], false],
  [['ke'], false],
  [['254.5'], false],
  [['-254'], false],
  [['0722'], false],
  [['2'], false],
  [['1e5'], false],
  [['254', 'KE', 'home'], true],
])('as a setting %j is taken: %s', (serves, taken) => {
  expect(servedNumbers.safeParse(serves).success).toBe(taken);
});

/** Who speaks for whom where no setting says so, typed from what each carrier says of itself. */
const abroad: Readonly<Record<keyof typeof numbers, readonly string[]>> = {
  KE: ['africastalking', 'airtel', 'cellulant', 'infobip', 'safaricom'],
  TZ: ['africastalking', 'airtel', 'beem', 'cellulant', 'infobip'],
  GH: [
    ...['africastalking', 'arkesel', 'cellulant', 'hubtel', 'infobip', 'moolre', 'mtn', 'nalo'],
    'telecel',
  ],
  NG: ['africastalking', 'airtel', 'cellulant', 'hollatags', 'infobip', 'mtn'],
  ZA: ['africastalking', 'imimobile', 'infobip', 'mtn'],
};

describe.each(Object.entries(abroad))('in %s', (country, speakers) => {
  const home = markets[country as keyof typeof numbers];
  const number = numbers[country as keyof typeof numbers];
  // These two are gateways that an operator runs beside its own network.
  const own = ['restcomm', 'truroute'];

  test.each(carrierNames)('%s speaks for a number of the country as its file says', (name) => {
    const may = speaksFor(carriers[name].serves, number, home);
    expect(may).toBe([...speakers, ...own].includes(name));
  });
});

test('messages come by default from the countries where the vendor has numbers', () => {
  const { africastalking, infobip } = smsVendors;
  expect(speaksFor(africastalking.callbacks?.serves ?? [], numbers.KE, markets.KE)).toBe(true);
  expect(speaksFor(africastalking.callbacks?.serves ?? [], '201001234567', markets.EG)).toBe(false);
  expect(speaksFor(infobip.callbacks?.serves ?? [], '201001234567', markets.EG)).toBe(true);
});
