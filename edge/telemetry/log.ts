/** One line of JSON for each thing that an operator should know. Never personal data: tokens and payment ids only. */
export function log(
  event: string,
  facts: Readonly<Record<string, string | number | boolean>>,
): void {
  console.log(JSON.stringify({ event, ...facts }));
}

/** For what should wake somebody. Errors are named by their class and message; ours hold nothing personal. */
export function alert(event: string, error: unknown): void {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(JSON.stringify({ event, what }));
}
