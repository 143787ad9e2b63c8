/**
 * Writes one line of JSON about something that an operator should know. It holds tokens and payment ids, never personal data, and
 * of what others may have written only so much, so that nobody fills the log with one request.
 */
export function log(
  event: string,
  facts: Readonly<Record<string, string | number | boolean>>,
): void {
  console.log(JSON.stringify({ event, ...facts }, cut));
}

/** Logs an error that should wake somebody. It names the error's class and message; ours hold nothing personal. */
export function alert(event: string, error: unknown): void {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(JSON.stringify({ event, what }, cut));
}

/** The most characters of one fact. */
const maxFact = 500;

function cut(_: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > maxFact
    ? `${value.slice(0, maxFact)}…`
    : value;
}
