/**
 * Measures and cuts text for phones. A message is seven-bit as long as every character is in the GSM-7 alphabet
 * (3GPP TS 23.038); one other character turns all of it into UCS-2, which holds half as much.
 */

/** A screen on the phone. `end` says that the session ends with it. */
export interface Screen {
  readonly text: string;
  readonly end: boolean;
}

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

/** These need an escape, so each costs two septets. */
const extension = new Set('^{}[]~\\|€\f');

/** Matches nearly every text: letters, digits and signs that ASCII and the basic alphabet share, one septet each. */
const plain = /^[\n\r !"#%&'()*+,\-./0-9:;<=>?A-Za-z_@$]*$/;

/** A USSD message of 160 octets holds this many UCS-2 characters. */
const maxUcs2Characters = 80;

export interface Size {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets in GSM-7, 16-bit characters in UCS-2. */
  readonly length: number;
}

export function measure(text: string): Size {
  if (plain.test(text)) return { encoding: 'GSM-7', length: text.length };
  let escaped = 0;
  for (const char of text) {
    if (basic.has(char)) continue;
    if (!extension.has(char)) return { encoding: 'UCS-2', length: text.length };
    escaped += 1;
  }
  return { encoding: 'GSM-7', length: text.length + escaped };
}

export function fits(text: string, budget: number): boolean {
  // Each character takes at least one unit, so a text with more characters than the budget needs no measuring.
  if (text.length > budget) return false;
  const { encoding, length } = measure(text);
  return length <= capacity(encoding, budget);
}

/**
 * Cuts a text to a budget of septets, after a whole word and before an option that would not be whole. A menu that loses
 * an option is a bug, which the test of every screen finds first.
 */
export function fitted(text: string, budget: number): string {
  if (fits(text, budget)) return text;
  const head = longestPrefix(text, capacity(measure(text).encoding, budget));
  const lineStart = head.lastIndexOf('\n') + 1;
  const inWord = /\S/.test(text.charAt(head.length));
  const inOption =
    lineStart > 0 && /^\d+\. /.test(text.slice(lineStart)) && text[head.length] !== '\n';
  const cut = inOption ? head.slice(0, lineStart) : inWord ? head.replace(/\s\S*$/, '') : head;
  return cut.trimEnd();
}

/** Replaces every character by one that costs one septet: "ÉMILE NÚÑEZ" becomes "ÉMILE NUÑEZ". */
export function transliterate(text: string): string {
  return [...text.normalize('NFC')].map(toBasic).join('');
}

/** Letters and marks that Unicode decomposition does not reduce to a plain letter, each with its replacement. */
const lookalikes = new Map(
  [
    ...['ŁL', 'łl', 'ĐD', 'đd', 'ÐD', 'ðd', 'ÞTH', 'þth', 'ŒOE', 'œoe', 'ıi'],
    ...['ƁB', 'ɓb', 'ƊD', 'ɗd', 'ƘK', 'ƙk', 'ŊNG', 'ŋng', 'ƐE', 'ɛe', 'ƆO', 'ɔo'],
    ...["‘'", "’'", "ʼ'", '“"', '”"', '–-', '—-'],
  ].map((pair) => [pair.charAt(0), pair.slice(1)]),
);

function toBasic(char: string): string {
  if (/[\s\p{Cc}]/u.test(char)) return ' ';
  if (basic.has(char)) return char;
  const plain = lookalikes.get(char) ?? char.normalize('NFD').replace(/\p{M}/gu, '');
  return [...plain].every((part) => basic.has(part)) ? plain : '?';
}

/** The units of an encoding that a budget of septets holds. */
function capacity(encoding: Size['encoding'], budget: number): number {
  return encoding === 'GSM-7' ? budget : Math.min(maxUcs2Characters, Math.floor(budget / 2));
}

function longestPrefix(text: string, maxLength: number): string {
  const ucs2 = measure(text).encoding === 'UCS-2';
  let start = '';
  let length = 0;
  for (const char of text) {
    length += ucs2 ? char.length : measure(char).length;
    if (length > maxLength) break;
    start += char;
  }
  return start;
}
