/** What is mutated, and whose tests have to see it. */
export interface Subject {
  readonly file: string;
  readonly tests: readonly string[];
}

export const subjects: readonly Subject[] = [
  subject('core/pipeline/decision.ts', 'pipeline/decision'),
  subject('core/money.ts', 'money'),
  subject('core/concurrency/correlate.ts', 'concurrency/correlate'),
  subject('core/concurrency/circuit-breaker.ts', 'concurrency/circuit-breaker'),
  subject('core/revenue/tariff.ts', 'revenue/tariff', 'revenue/tariff-tables'),
  subject('core/revenue/windows.ts', 'revenue/windows'),
  subject('core/revenue/limits.ts', 'revenue/limits'),
  subject('core/revenue/check.ts', 'revenue/limits', 'revenue/quote'),
  subject('core/revenue/quote.ts', 'revenue/quote'),
  subject('core/payments/fee.ts', 'payments/fee'),
  subject('core/payments/target.ts', 'payments/target'),
  subject('core/fraud/check.ts', 'fraud/rules', 'fraud/edges'),
  ...[
    ...['velocity', 'velocity-extreme', 'velocity-hour', 'unusual-amount', 'large-for-new'],
    ...['new-recipient', 'unusual-time', 'new-device', 'shared-device', 'sim-swap'],
  ].map((rule) =>
    subject(`core/fraud/rules/${rule}.ts`, 'fraud/rules', 'fraud/edges', 'fraud/rule-set'),
  ),
  subject('core/fraud/backup.ts', 'fraud/rules', 'fraud/edges'),
];

function subject(file: string, ...names: readonly string[]): Subject {
  return { file, tests: names.map((name) => `test/core/${name}.test.ts`) };
}
