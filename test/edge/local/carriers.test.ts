/** Settings of carriers may be tried on a local system. */
import { describe, expect, test } from 'vitest';
import { carrierNames } from '../../../edge/channels/ussd/carriers/index.ts';
import { localCarriers } from '../../../edge/local/carriers.ts';

describe('the carriers of a local system', () => {
  test('are all there with the token demo', () => {
    const tokens = carrierNames.map((name) => [name, { token: 'demo' }]);
    for (const nothing of [undefined, '', '{}']) {
      expect(JSON.parse(localCarriers(nothing))).toEqual(Object.fromEntries(tokens));
    }
  });

  test('have the settings that one tries, and the others stay', () => {
    const all = JSON.parse(localCarriers('{"safaricom":{"service":"*334*7#"}}'));
    expect(all.safaricom).toEqual({ token: 'demo', service: '*334*7#' });
    expect(all.airtel).toEqual({ token: 'demo' });
  });

  test.each([
    ['{', 'CARRIERS is not JSON'],
    ['{"nobody":{}}', /^CARRIERS: .*nobody/],
    [
      '{"beem":{"service":"*334#"}}',
      'CARRIERS: beem.service: has no effect, because beem never says what was dialled',
    ],
  ])('are refused in one sentence: %s', (wanted, sentence) => {
    expect(() => localCarriers(wanted)).toThrow(sentence);
  });
});
