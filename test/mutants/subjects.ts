/** What is mutated, and whose tests have to see it. */
export interface Subject {
  readonly file: string;
  readonly tests: readonly string[];
}

export const subjects: readonly Subject[] = [
  subject('core/pipeline/decision.ts', 'decision'),
  subject('core/money.ts', 'money'),
  subject('core/concurrency/correlate.ts', 'correlate'),
  subject('core/concurrency/circuit-breaker.ts', 'circuit-breaker'),
  subject('core/revenue/tariff.ts', 'tariff', 'tariff-tables'),
  subject('core/revenue/windows.ts', 'windows'),
  subject('core/revenue/limits.ts', 'limits'),
  subject('core/revenue/check.ts', 'limits', 'quote'),
  subject('core/revenue/quote.ts', 'quote'),
  subject('core/fraud/rules.ts', 'fraud-rules', 'fraud-edges'),
  subject('core/fraud/backup.ts', 'fraud-rules', 'fraud-edges'),
];

function subject(file: string, ...names: readonly string[]): Subject {
  return { file, tests: names.map((name) => `test/core/${name}.test.ts`) };
}
