/** A token that can be guessed, or that opens two doors, is refused before anything is served. */
import { describe, expect, test } from 'vitest';
import { tokenComplaints } from '../../../edge/http/callback-token.ts';

const strong = 'a81f3c5e07d92b4466f0c1e8d7a35b29';
const another = 'Zk3vQ9tXbL0sWm7RyUe2Hd';

const of = (...tokens: string[]) =>
  tokenComplaints(
    tokens.map((token, n) => ({ path: [`caller ${n + 1}`], settings: { token } })),
  ).map(({ path, message }) => `${path.join('.')} ${message}`);

test.each([
  ['32 hex digits', strong, true],
  ['32 hex digits in capitals', strong.toUpperCase(), true],
  ['22 letters and digits', another, true],
  ['31 hex digits', strong.slice(1), false],
  ['21 letters and digits', another.slice(1), false],
  ['38 figures', '31415926535897932384626433832795028841', false],
  ['39 figures', '314159265358979323846264338327950288419', true],
  ['one letter, often', 'x'.repeat(64), false],
  ['few letters, often', 'abcabcdabcabcdabcabcdabcabcdabcabcd', false],
  ['the demonstration’s', 'demo', false],
])('%s: %s is strong enough: %s', (_, token, isStrong) => {
  expect(of(token)).toEqual(
    isStrong ? [] : ['caller 1.token has less than 128 bits; make one with openssl rand -hex 16'],
  );
});

describe('a token of two callers', () => {
  test('is refused for the second', () => {
    expect(of(strong, another, strong)).toEqual([
      'caller 3.token is the token of another caller too',
    ]);
  });

  test('is refused also where one of them has it from before', () => {
    const complaints = tokenComplaints([
      { path: ['turns'], settings: { token: another, previousToken: strong } },
      { path: ['sms'], settings: { token: strong, previousToken: another } },
    ]);
    expect(complaints.map(({ path }) => path.join('.'))).toEqual([
      'sms.token',
      'sms.previousToken',
    ]);
  });

  test('is not told in the sentence', () => {
    expect(JSON.stringify(of(strong, strong, 'weakweak'))).not.toMatch(/a81f|weakweak/);
  });
});
