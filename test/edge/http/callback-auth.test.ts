import { expect, it } from 'vitest';
import { opens } from '../../../edge/http/callback-auth.ts';

const now = { token: 'new' };
const both = { token: 'new', previousToken: 'old' };

it.each([
  ['the token opens', 'new', now, true],
  ['another does not', 'old', now, false],
  ['nor does none', '', now, false],
  ['the previous one opens while it is set', 'old', both, true],
  ['so does the token', 'new', both, true],
  ['a third does not', 'older', both, false],
  ['nor does none, where there are two', '', both, false],
] as const)('%s', (_, given, settings, isOpen) => {
  expect(opens(given, settings)).toBe(isOpen);
});
