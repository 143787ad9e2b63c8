/** The source address comes from where the settings say, and from nowhere else. */
import { expect, test } from 'vitest';
import { proxySetting, sourceAddress } from '../../../edge/http/source-address.ts';

const caller = '203.0.113.7';
const proxy = '198.51.100.9';

const cases: readonly [
  what: string,
  headers: Record<string, string>,
  setting: object,
  is: string,
][] = [
  ['Cloudflare’s word', { 'cf-connecting-ip': caller }, {}, caller],
  ['nobody’s', {}, {}, ''],
  [
    'not a header that no setting names',
    { 'cf-connecting-ip': caller, 'x-forwarded-for': '10.0.0.1', 'x-real-ip': '10.0.0.1' },
    {},
    caller,
  ],
  [
    'the proxy’s word in the proxy’s calls',
    { 'cf-connecting-ip': proxy, 'x-forwarded-for': caller },
    { header: 'X-Forwarded-For', sources: [proxy] },
    caller,
  ],
  [
    'the last that a proxy wrote, not what came before it',
    { 'cf-connecting-ip': proxy, 'x-forwarded-for': `10.0.0.1, ${caller}` },
    { header: 'x-forwarded-for', sources: [proxy] },
    caller,
  ],
  [
    'nobody else’s word about the proxy’s header',
    { 'cf-connecting-ip': caller, 'x-forwarded-for': '10.0.0.1' },
    { header: 'x-forwarded-for', sources: [proxy] },
    caller,
  ],
  ['the only way in', { 'x-real-ip': caller }, { header: 'x-real-ip' }, caller],
  [
    'empty where the proxy says nothing',
    { 'cf-connecting-ip': proxy },
    { header: 'x-real-ip' },
    '',
  ],
];

test.each(cases)('%s', (_, headers, setting, address) => {
  const read = Object.keys(setting).length
    ? proxySetting.parse(JSON.stringify(setting))
    : undefined;
  expect(sourceAddress(new Headers(headers), read)).toBe(address);
});

test.each([
  '{',
  '[]',
  '{"sources":["10.0.0.1"]}',
  '{"header":"two words"}',
  '{"header":"x","sources":[]}',
])('%s is no proxy', (text) => {
  expect(proxySetting.safeParse(text).success).toBe(false);
});
