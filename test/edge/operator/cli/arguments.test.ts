/** The desk parses what is typed, and refuses what it does not understand. */
import { describe, expect, it } from 'vitest';
import { kenya } from '../../../../core/markets/ke.ts';
import {
  parseAmount,
  parseHours,
  parseSignedAmount,
  parseTime,
} from '../../../../edge/operator/cli/arguments.ts';
import { parseCommand, UsageError } from '../../../../edge/operator/cli/command.ts';
import { commands } from '../../../../edge/operator/cli/commands.ts';
import { formatSpan } from '../../../../edge/operator/cli/table.ts';
import { ksh } from '../../../support/books/payments.ts';

const market = { market: kenya };

describe('a command', () => {
  it.each<[readonly string[], string, readonly string[], object]>([
    [['reviews'], 'reviews', [], {}],
    [['approve', 'R', '--by', 'ann'], 'approve', ['R'], { by: 'ann' }],
    [['approve', '--by=ann', 'R', '--note', 'a b'], 'approve', ['R'], { by: 'ann', note: 'a b' }],
    [['rules'], 'rules', [], {}],
    [['rules', 'set', 'F', '--by', 'ann'], 'rules set', ['F'], { by: 'ann' }],
    [
      ['adjust', '1', '--amount', '-5.00', '--by', 'a', '--reason', 'b'],
      'adjust',
      ['1'],
      { amount: '-5.00', by: 'a', reason: 'b' },
    ],
  ])('%j is understood', (typed, name, positionals, options) => {
    const { command, args } = parseCommand(commands, typed);
    expect(command.usage.startsWith(name)).toBe(true);
    expect(args.positionals).toEqual(positionals);
    expect({ ...args.options }).toEqual(options);
  });

  it.each<[readonly string[], string]>([
    [['refund', 'R'], 'there is no command refund'],
    [['set', 'F'], 'there is no command set'],
    [['approve', 'R'], '--by is missing'],
    [['approve', 'R', '--by', ''], '--by is missing'],
    [['approve', '--by', 'ann'], 'write: approve REF'],
    [['approve', 'R', 'S', '--by', 'ann'], 'write: approve REF'],
    [['reviews', '--all'], "Unknown option '--all'"],
    [['approve', 'R', '--by'], "Option '--by <value>' argument missing"],
  ])('%j is not', (typed, says) => {
    expect(() => parseCommand(commands, typed)).toThrow(UsageError);
    expect(() => parseCommand(commands, typed)).toThrow(says);
  });

  it('is refused where what was typed is longer than the books take', () => {
    const freeze = (reason: string, by: string) =>
      parseCommand(commands, ['freeze', '0700123456', '--reason', reason, '--by', by]);
    expect(freeze('x'.repeat(500), 'y'.repeat(64)).args.options.by).toHaveLength(64);
    expect(() => freeze('x'.repeat(501), 'ann')).toThrow('reason is too long: 501 characters');
    expect(() => freeze('x', 'y'.repeat(65))).toThrow('by is too long: 65 characters');
    expect(() => parseCommand(commands, ['find', 'x'.repeat(501)])).toThrow('is too long');
  });

  it('has a name of its own', () => {
    const names = commands.map(({ usage }) => usage.replace(/ [^a-z].*/, ''));
    expect(new Set(names).size).toBe(commands.length);
  });
});

describe('an amount', () => {
  it.each(['1e3', '0', '0.00', '1,00', '1.001', '', '--5', '+-5'])('is not %j', (typed) => {
    expect(() => parseSignedAmount(market, typed)).toThrow(UsageError);
  });

  it('has a sign only where it may be taken', () => {
    expect(parseAmount(market, '500')).toEqual(ksh(500_00n));
    expect(parseAmount(market, '1,000.00')).toEqual(ksh(1_000_00n));
    expect(parseSignedAmount(market, '-1 000')).toEqual(ksh(-1_000_00n));
    expect(parseSignedAmount(market, '-0.01')).toEqual(ksh(-1n));
    expect(parseSignedAmount(market, '+5')).toEqual(ksh(5_00n));
    expect(() => parseAmount(market, '-5')).toThrow(UsageError);
  });
});

describe('a time', () => {
  it('is ISO 8601 with its zone', () => {
    expect(parseTime('2024-09-02T14:30:03Z')).toBe(Date.UTC(2024, 8, 2, 14, 30, 3));
    expect(parseTime('2024-09-02T17:30+03:00')).toBe(Date.UTC(2024, 8, 2, 14, 30));
  });

  it.each(['2024-09-02', '2024-09-02T14:30', '2024-13-02T14:30Z', '2026-02-30T00:00:00Z', 'now'])(
    'is not %j',
    (typed) => {
      expect(() => parseTime(typed)).toThrow(UsageError);
    },
  );

  it('to wait is so many hours', () => {
    expect(parseHours('48')).toBe(48 * 3_600_000);
    for (const wrong of ['0', '-1', '1.5', '2161', 'x'])
      expect(() => parseHours(wrong)).toThrow(UsageError);
  });

  it.each([
    [59_999, '0 min'],
    [3_599_999, '59 min'],
    [3_600_000 * 2 + 60_000 * 5, '2 h 05 min'],
    [3_600_000 * 52, '2 d 4 h'],
    [-5, '0 min'],
  ])('of %s ms is written %s', (ms, written) => {
    expect(formatSpan(ms)).toBe(written);
  });
});
