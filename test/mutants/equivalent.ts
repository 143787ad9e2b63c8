/** Mutants that no test can tell from the source, and why. One that is killed all the same does not belong here. */
export interface Equivalent {
  readonly file: string;
  readonly was: string;
  readonly becomes: string;
  readonly because: string;
}

type Rows = readonly (readonly [was: string, becomes: string, because: string])[];

const last = 'a function that ends without a return gives undefined';
const alike = 'where both are equal, either will do';
const always = 'it is never missing, which the type cannot know';
const positive = 'amounts are whole and at least 1, so nothing is below a bound of 1 or less';
const date = 'it is an hour at most too late each day, and only the date is kept';
const counted = 'eras are only compared with each other';
const ofHouse = 'the house has no tier, so nobody looks at what it has and received';

const ours = (status: string, balance: string) =>
  `const ours = { status: '${status}', name: '', tier: null, balance: ${balance}, received: nothing } as const;`;

export const equivalents: readonly Equivalent[] = [
  ...of('core/pipeline/decision.ts', [['return undefined;', ';', last]]),
  ...of('core/money.ts', [
    [
      `const [, integer = '', fraction = ''] = match;`,
      `const [, integer = 'x', fraction = ''] = match;`,
      always,
    ],
    [
      'const digits = (amount.minor < 0n ? -amount.minor : amount.minor)',
      'const digits = (amount.minor <= 0n ? -amount.minor : amount.minor)',
      'nothing and minus nothing are the same bigint',
    ],
    [
      'const digits = (amount.minor < 0n ? -amount.minor : amount.minor)',
      'const digits = (amount.minor < (1n) ? -amount.minor : amount.minor)',
      'nothing and minus nothing are the same bigint',
    ],
    [
      `const [integer = '', fraction] = toDecimal(amount).split('.');`,
      `const [integer = 'x', fraction] = toDecimal(amount).split('.');`,
      always,
    ],
  ]),
  ...of('core/concurrency/correlate.ts', [
    [
      'if (!open) return;',
      'if (false) return;',
      'a timer that rings after the last answer finds nothing missing, and ends what has ended',
    ],
  ]),
  ...of('core/concurrency/circuit-breaker.ts', [
    ['let era = 0;', 'let era = (1);', counted],
    ['let era = 0;', 'let era = (-1);', counted],
    ['era += 1;', 'era -= 1;', counted],
    ['era += 1;', 'era += (2);', counted],
  ]),
  ...of(
    'core/revenue/windows.ts',
    [
      'const monday = new Date(at - sinceMonday * (23) * 60 * 60 * 1000);',
      'const monday = new Date(at - sinceMonday * 24 * (59) * 60 * 1000);',
      'const monday = new Date(at - sinceMonday * 24 * 60 * (59) * 1000);',
      'const monday = new Date(at - sinceMonday * 24 * 60 * 60 * (999));',
    ].map((becomes) => [
      'const monday = new Date(at - sinceMonday * 24 * 60 * 60 * 1000);',
      becomes,
      date,
    ]),
  ),
  ...of('core/revenue/limits.ts', [
    [
      'return tierLimit < own ? tierLimit : own;',
      'return tierLimit <= own ? tierLimit : own;',
      alike,
    ],
  ]),
  ...of('core/revenue/check.ts', [
    [
      `return isAccountNumber(reference ?? '', payeeAccounts) ? undefined : 'account_number_invalid';`,
      `return isAccountNumber(reference ?? 'x', payeeAccounts) ? undefined : 'account_number_invalid';`,
      'account numbers have no small letters',
    ],
    ['return undefined;', ';', last],
    ...['(1n)', '(-1n)'].flatMap((bound): Rows => {
      const was = 'const smallest = [tier?.sending.minPayment ?? 0n, range?.min ?? 0n];';
      return [
        [was, was.replace('Payment ?? 0n', `Payment ?? ${bound}`), positive],
        [was, was.replace('range?.min ?? 0n', `range?.min ?? ${bound}`), positive],
      ];
    }),
    [
      'min: smallest.reduce((a, b) => (a > b ? a : b)),',
      'min: smallest.reduce((a, b) => (a >= b ? a : b)),',
      alike,
    ],
    [
      'max: largest.reduce((a, b) => (a < b ? a : b), 10n ** 18n),',
      'max: largest.reduce((a, b) => (a <= b ? a : b), 10n ** 18n),',
      alike,
    ],
    ...['(11n) ** 18n', '10n ** (19n)'].map(
      (bound) =>
        [
          'max: largest.reduce((a, b) => (a < b ? a : b), 10n ** 18n),',
          `max: largest.reduce((a, b) => (a < b ? a : b), ${bound}),`,
          'money has at most 18 digits',
        ] as const,
    ),
  ]),
  ...of('core/revenue/quote.ts', [
    [
      `if (refusal || !fee) return refused(refusal ?? 'amount_too_large', type, standing, market, types);`,
      `if (refusal || !fee) return refused(refusal ?? '', type, standing, market, types);`,
      'what has no fee was refused for it already',
    ],
    [ours('active', '0n'), ours('', '0n'), 'of payees only closed ones are refused'],
    [ours('active', '0n'), ours('active', '(1n)'), ofHouse],
    [ours('active', '0n'), ours('active', '(-1n)'), ofHouse],
    ...['amount: (1n), count: 0', 'amount: (-1n), count: 0', 'amount: 0n, count: (1)'].map(
      (of) =>
        ['const none = { amount: 0n, count: 0 };', `const none = { ${of} };`, ofHouse] as const,
    ),
    [
      'const none = { amount: 0n, count: 0 };',
      'const none = { amount: 0n, count: (-1) };',
      ofHouse,
    ],
  ]),
  ...of(
    'core/fraud/rules/unusual-time.ts',
    ['(1)', '(-1)'].map((count) => [
      'const near = [slot + 11, slot, slot + 1].map((place) => hours[place % 12] ?? 0);',
      `const near = [slot + 11, slot, slot + 1].map((place) => hours[place % 12] ?? ${count});`,
      always,
    ]),
  ),
];

function of(file: string, rows: Rows): Equivalent[] {
  return rows.map(([was, becomes, because]) => ({ file, was, becomes, because }));
}
