/** Writes one line of JSON about something that an operator should know. It holds tokens and payment ids, never personal data. */
export function log(
  event: string,
  facts: Readonly<Record<string, string | number | boolean>>,
): void {
  console.log(JSON.stringify({ event, ...facts }));
}

/** Logs an error that should wake somebody. It names the error's class and message; ours hold nothing personal. */
export function alert(event: string, error: unknown): void {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(JSON.stringify({ event, what }));
}
