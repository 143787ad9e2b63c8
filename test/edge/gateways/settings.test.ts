/** Which gateways are chosen, what they need, and what is never chosen together. */
import { describe, expect, test } from 'vitest';
import { gatewaySettings } from '../../../edge/gateways/settings.ts';

const talking = { AFRICASTALKING_USERNAME: 'tuma', AFRICASTALKING_API_KEY: 'atsk_1' };
const infobip = {
  INFOBIP_BASE_URL: 'https://x.api.infobip.com',
  INFOBIP_API_KEY: 'k',
  INFOBIP_SENDER: 'TUMA',
};

function read(env: Record<string, string>) {
  return gatewaySettings.parse(env).gateways;
}

function issues(env: Record<string, string>): string {
  const { error } = gatewaySettings.safeParse(env);
  return (error?.issues ?? []).map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
}

describe('the gateways', () => {
  test('are all Africa’s Talking’s where SMS_GATEWAY alone names it', () => {
    const all = read({ SMS_GATEWAY: 'africastalking', ...talking });
    expect(all.sms.map(([name]) => name)).toEqual(['africastalking']);
    expect(all).toMatchObject({ isSimulated: false, simSwap: undefined });
    expect(
      read({ SMS_GATEWAY: 'africastalking', SIM_CHECK_HOURS: '24', ...talking }).simSwap,
    ).toBeDefined();
  });

  test('are all simulated where SMS_GATEWAY alone says so', () => {
    expect(read({ SMS_GATEWAY: 'handset', SIM_CHECK_HOURS: '24' })).toMatchObject({
      isSimulated: true,
      airtime: ['handset', expect.any(Function)],
      simSwap: ['handset', expect.any(Function)],
    });
  });

  test('of messages may be several, by preference', () => {
    const both = read({ SMS_GATEWAY: 'infobip, africastalking', ...talking, ...infobip });
    expect(both.sms.map(([name]) => name)).toEqual(['infobip', 'africastalking']);
  });

  test('may be real ones beside simulated messages', () => {
    const env = { SMS_GATEWAY: 'handset', AIRTIME_GATEWAY: 'africastalking', ...talking };
    expect(read(env).isSimulated).toBe(true);
  });

  test.each<[what: string, env: Record<string, string>, sentence: RegExp]>([
    ['none', {}, /^SMS_GATEWAY: /],
    ['nobody', { SMS_GATEWAY: '' }, /^SMS_GATEWAY/],
    ['an unknown one', { SMS_GATEWAY: 'pigeon' }, /^SMS_GATEWAY/],
    ['one twice', { SMS_GATEWAY: 'infobip,infobip', ...infobip, ...talking }, /twice/],
    ['a simulator among them', { SMS_GATEWAY: 'handset,infobip', ...infobip, ...talking }, /simul/],
    [
      'a simulator beside them',
      { SMS_GATEWAY: 'africastalking', AIRTIME_GATEWAY: 'handset', ...talking },
      /^AIRTIME_GATEWAY: handset is a simulator/,
    ],
    [
      'simulated SIMs beside them',
      { SMS_GATEWAY: 'africastalking', SIM_SWAP_GATEWAY: 'handset', ...talking },
      /^SIM_SWAP_GATEWAY: handset is a simulator/,
    ],
    [
      'no account',
      { SMS_GATEWAY: 'africastalking' },
      /^AFRICASTALKING_USERNAME: is missing \(SMS_GATEWAY names africastalking\)/,
    ],
    [
      'no account for airtime',
      { SMS_GATEWAY: 'infobip', ...infobip },
      /^AFRICASTALKING_USERNAME: is missing \(AIRTIME_GATEWAY names africastalking\)/,
    ],
    [
      'no https',
      { SMS_GATEWAY: 'infobip', ...infobip, INFOBIP_BASE_URL: 'http://x', ...talking },
      /^INFOBIP_BASE_URL: /,
    ],
    ['no JSON', { SMS_GATEWAY: 'handset', GATEWAYS: '{' }, /^GATEWAYS: not JSON/],
    ['a stranger', { SMS_GATEWAY: 'handset', GATEWAYS: '{"x":{"token":"t"}}' }, /^GATEWAYS/],
    ['no token', { SMS_GATEWAY: 'handset', GATEWAYS: '{"infobip":{}}' }, /^GATEWAYS.infobip.token/],
  ])('with %s are refused in a sentence that says where', (_, env, sentence) => {
    expect(issues(env)).toMatch(sentence);
  });

  test('are refused without a value in the sentence', () => {
    const secret = 'has a space and ZZMARKERZZ';
    const env = { SMS_GATEWAY: 'infobip', ...infobip, INFOBIP_API_KEY: secret, ...talking };
    expect(issues(env)).toMatch(/^INFOBIP_API_KEY: /);
    expect(issues(env)).not.toContain('ZZMARKERZZ');
  });
});
