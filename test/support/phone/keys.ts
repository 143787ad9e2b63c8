/** What stands below a question: "98 More 0 Back 00 Home", in every language. */
const keysLine = /\n((98|0|00|99) (\p{Lu}\p{Ll}+|\p{Lo}+) ?)+$/u;

/** What a screen says, without the line of its keys. */
export function aboveKeys(screen: string): string {
  return screen.replace(keysLine, '');
}

/** The line of a screen's keys, or nothing. */
export function keysOf(screen: string): string {
  return keysLine.exec(screen)?.[0].trim() ?? '';
}
