import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseLocalOptions } from '../../../edge/local/options.ts';

test.each([
  [[], {}, { port: 8787, dataDir: resolve('.data'), market: undefined }],
  [[], { PORT: '', DATA_DIR: '', MARKET: '' }, { port: 8787, dataDir: resolve('.data') }],
  [[], { PORT: '0' }, { port: 0 }],
  [[], { PORT: '65535', DATA_DIR: '/srv/tuma' }, { port: 65_535, dataDir: '/srv/tuma' }],
  [['--market', 'NG'], {}, { market: 'NG' }],
  [['--market=gh'], { MARKET: 'NG' }, { market: 'GH' }],
  [[], { MARKET: 'ng' }, { market: 'NG' }],
])('%j with %j', (typed, env, options) => {
  expect(parseLocalOptions(typed, env)).toMatchObject(options);
});

test.each(['abc', '70000', '65536', '-1', '0x50', '8787.5', '1e3', ' 80', '8787x', '000080'])(
  'PORT=%s is refused in one sentence',
  (PORT) => {
    expect(() => parseLocalOptions([], { PORT })).toThrow(`PORT=${PORT} is not a port: take a`);
  },
);

test.each([
  [['--market', 'XX'], 'there is no market XX: there are KE, TZ, '],
  [['--market', 'toString'], 'there is no market toString'],
  [['--market'], 'it takes --market CODE and no other argument, not: --market'],
  [['--market='], 'it takes --market CODE and no other argument'],
  [['--prot', '8'], 'it takes --market CODE and no other argument, not: --prot 8'],
  [['--market', 'NG', 'KE'], 'it takes --market CODE and no other argument'],
])('%j is refused in one sentence', (typed, sentence) => {
  expect(() => parseLocalOptions(typed, {})).toThrow(sentence);
});
