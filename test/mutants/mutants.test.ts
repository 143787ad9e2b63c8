/** The runner itself: where it makes mistakes, whether it sees that a test fails, and that the README says what it found. */
import { describe, expect, test } from 'vitest';
import { mutantsOf } from './placing.ts';
import { readReadme, readScores, tableOf, withTable } from './results.ts';
import { percentageOf, scoresOf } from './score.ts';

const becomes = (text: string) => mutantsOf(text).map((mutant) => mutant.becomes);

describe('mutants are placed', () => {
  test.each<[string, string, string[]]>([
    ['at comparisons', 'a < b;', ['a <= b;', 'a >= b;']],
    ['at operators', 'a + (b) * c;', ['a - (b) * c;', 'a + (b) / c;']],
    ['at what joins conditions', 'a && b;', ['a || b;']],
    ['at defaults', 'a ?? b;', ['a && b;']],
    ['at constants', 'f(1, 2n);', ['f((2), 2n);', 'f((0), 2n);', 'f(1, (3n));', 'f(1, (1n));']],
    ['at booleans', 'f(true);', ['f(false);']],
    ['at texts', "f('timeout', '');", ["f('', '');", "f('timeout', 'x');"]],
    ['at conditions', 'if (a) f();', ['if (true) f();', 'if (false) f();']],
    ['at choices', 'f(a ? b : c);', ['f(!(a) ? b : c);']],
    ['at what is denied', 'f(!a);', ['f(a);']],
    [
      'at statements',
      'function f() { g(); return a; }',
      [...['function f() { ; return a; }', 'function f() { g(); ; }']],
    ],
    ['at functions with an opposite', 'Math.min(a);', ['Math.max(a);']],
    ['at both ends of a pattern', '/^a$/.test(b);', ['/a$/.test(b);', '/^a/.test(b);']],
    ['but not in types', "let a: 'b' | 1 = c as 'd';", []],
    ['and not in names of properties', "f({ 'a': b });", []],
    ['and not in imports', "import a from 'b';", []],
  ])('%s', (_, text, expected) => {
    expect(becomes(text)).toEqual(expected);
  });

  test('with the line that they are on, in a source whose comments are in any script', () => {
    const text = '/** “Ünï – 💸” */\nconst a = 1; // …\nf(b <\n  c);\n';
    expect(mutantsOf(text).map(({ line, was }) => [line, was])).toEqual([
      ...[
        [2, 'const a = 1; // …'],
        [2, 'const a = 1; // …'],
      ],
      ...[
        [3, 'f(b <'],
        [3, 'f(b <'],
      ],
    ]);
  });
});

test('a mistake that a test sees is killed, one that none sees survives, and one that is none is listed', async () => {
  const planted = 'test/mutants/planted';
  const file = `${planted}/allowance.ts`;
  const was = 'return most - spent + spent * 0;';
  const list = (becomes: string) => ({ file, was, becomes, because: 'it adds nothing' });
  const subject = { file, tests: [`${planted}/allowance.check.ts`] };
  const { scores, mislisted } = await scoresOf(
    [subject],
    [list('return most - spent - spent * 0;'), list('return most + spent + spent * 0;')],
  );

  expect(scores).toEqual([
    {
      ...{ file, mutants: 12, killed: 10, equivalent: 1 },
      survived: [
        { line: 5, was: 'if (spent > most) return 0;', becomes: 'if (spent >= most) return 0;' },
      ],
    },
  ]);
  expect(mislisted).toEqual([list('return most + spent + spent * 0;')]);
  expect(percentageOf({ killed: 10, survived: scores[0]?.survived ?? [] })).toBeCloseTo(90.9, 1);
});

describe('the README', () => {
  test('has the table of the last run, and of nothing else', async () => {
    const page = await readReadme();
    expect(withTable(page, await readScores())).toBe(page);
  });

  test('has a line of all files together', () => {
    const survived = [{ line: 1, was: 'a', becomes: 'b' }];
    const one = { file: 'core/one.ts', mutants: 5, killed: 3, equivalent: 1, survived };
    const two = { file: 'core/two.ts', mutants: 4, killed: 4, equivalent: 0, survived: [] };
    expect(tableOf([one, two]).split('\n').slice(2)).toEqual([
      '| core/one.ts | 5 | 1 | 3 | 1 | 75.0 % |',
      '| core/two.ts | 4 | 0 | 4 | 0 | 100.0 % |',
      '| all | 9 | 1 | 7 | 1 | 87.5 % |',
    ]);
  });
});
