/** Who may call, from where, and how much a screen holds. */
import { describe, expect, test } from 'vitest';
import { carrierSettings, textBudget } from '../../../../edge/channels/ussd/settings.ts';
import { inRanges, readRange } from '../../../../edge/http/ip-ranges.ts';

const of = (africastalking: object) =>
  carrierSettings.parse(JSON.stringify({ africastalking })).africastalking;

describe('the settings of carriers', () => {
  test('need a token and nothing else', () => {
    expect(of({ token: 't' })).toEqual({ token: 't', budget: 160, budgets: {} });
  });

  test('set a budget by network, of which the protocol takes its part', () => {
    const settings = of({ token: 't', budget: 150, budgets: { '63903': 182 } });
    if (!settings) throw new Error('no settings');
    expect(textBudget(settings, '63903', 4)).toBe(178);
    expect(textBudget(settings, '63902', 4)).toBe(146);
    expect(textBudget(settings, undefined, 0)).toBe(150);
    expect(textBudget(settings, 'constructor', 0)).toBe(150);
  });

  test.each([
    ['no JSON', '{', ': not JSON'],
    ['no object', '[]', /^: /],
    ['an unknown carrier', '{"nobody":{"token":"t"}}', /nobody/],
    ['no token', '{"airtel":{}}', /^airtel\.token: /],
    ['an empty token', '{"airtel":{"token":""}}', /^airtel\.token: /],
    ['a misspelt setting', '{"airtel":{"token":"t","source":[]}}', /source/],
    ['nobody let in', '{"airtel":{"token":"t","sources":[]}}', /^airtel\.sources: /],
    ['a budget no screen has', '{"airtel":{"token":"t","budget":500}}', /^airtel\.budget: /],
    [
      'a code that is none',
      '{"safaricom":{"token":"t","service":"***#"}}',
      'safaricom.service: is not a service code, as *334# or *334*7#',
    ],
    [
      'a code of a carrier that never names one',
      '{"beem":{"token":"t","service":"*334#"}}',
      'beem.service: has no effect, because beem never says what was dialled',
    ],
    [
      'a password that a protocol does not have',
      '{"hubtel":{"token":"t","password":"p"}}',
      'hubtel.password: has no effect, because hubtel sends no password',
    ],
    [
      'a user id that a protocol does not have',
      '{"mtn":{"token":"t","userid":"u"}}',
      'mtn.userid: has no effect, because mtn sends no user id',
    ],
    [
      'budgets of networks that a carrier does not name',
      '{"airtel":{"token":"t","budgets":{"63903":182}}}',
      'airtel.budgets: has no effect, because airtel does not name the network',
    ],
    ['numbers of nowhere', '{"airtel":{"token":"t","serves":["XX"]}}', /^airtel\.serves\.0: /],
    [
      'proof of numbers by an aggregator',
      '{"africastalking":{"token":"t","provesNumbers":true}}',
      'africastalking.provesNumbers: has no effect, because africastalking is no network',
    ],
    ['a range that is none', '{"airtel":{"token":"t","sources":["x"]}}', /^airtel\.sources\.0: /],
  ])('with %s are refused in a sentence that says where', (_, text, sentence) => {
    const { error } = carrierSettings.safeParse(text);
    const [issue] = error?.issues ?? [];
    expect(`${issue?.path.join('.')}: ${issue?.message}`).toMatch(sentence);
  });

  test('that have an effect are taken', () => {
    const all = {
      airtel: { token: 't', userid: 'u', password: 'p', service: '*334#' },
      safaricom: { token: 't', service: '*334*7#' },
      hubtel: { token: 't', service: '*713*20#', budgets: { mtn: 120 }, serves: ['GH', '22890'] },
      mtn: { token: 't', provesNumbers: true, serves: ['25677', '25678'] },
    };
    expect(carrierSettings.safeParse(JSON.stringify(all)).error).toBeUndefined();
  });
});

describe('a source', () => {
  const from = (range: string, address: string) => {
    const read = readRange(range);
    if (!read) throw new Error(`${range} was not read`);
    return inRanges([read], address);
  };

  test.each([
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.128/25', '203.0.113.127', false],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['203.0.113.0/24', '::ffff:203.0.113.9', true],
    ['::ffff:203.0.113.9', '203.0.113.9', true],
    ['2001:db8::/32', '2001:0DB8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::1', '2001:db8:0:0:0:0:0:1', true],
    ['::1', '::1', true],
    ['::/0', '203.0.113.9', false],
    ['203.0.113.7', '', false],
    ['203.0.113.7', '203.0.113.7, 10.0.0.1', false],
    ['203.0.113.7', '203.0.113.07', false],
  ])('%s lets %s in: %s', (range, address, let_in) => {
    expect(from(range, address)).toBe(let_in);
  });

  test.each([
    ...[
      '',
      'x',
      '1.2.3',
      '1.2.3.4.5',
      '256.1.1.1',
      '1.2.3.4/33',
      '1.2.3.4/24',
      '1.2.3.4/',
      '01.2.3.4',
    ],
    ...[':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '12345::', 'g::', '::1/129'],
    ...['1:2:3:4:5:6:7::8', '2001:db8::1/32', '::1.2.3', '1.2.3.4::', '::ffff:1.2.3.4/129'],
  ])('"%s" is no address and no range', (text) => {
    expect(readRange(text)).toBeUndefined();
  });
});
