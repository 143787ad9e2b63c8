/** Collects what the demonstration finds wrong, so that it shows everything before it fails. */
export interface DemoChecks {
  /** One sentence for each check that failed. */
  readonly failures: readonly string[];
  fail(reason: string): void;
  equal(subject: string, found: unknown, expected: unknown): void;
  /** The text contains each of the parts, in any wording. */
  contains(subject: string, text: string, parts: readonly string[]): void;
}

export function createChecks(): DemoChecks {
  const failures: string[] = [];
  const fail = (reason: string) => {
    failures.push(reason);
  };
  return {
    failures,
    fail,
    equal(subject, found, expected) {
      if (toText(found) === toText(expected)) return;
      fail(`${subject}: ${toText(found)} where ${toText(expected)} should be`);
    },
    contains(subject, text, parts) {
      for (const part of parts.filter((each) => !text.includes(each))) {
        fail(`${subject} lacks ${JSON.stringify(part)}: ${JSON.stringify(text)}`);
      }
    },
  };
}

function toText(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part));
}
