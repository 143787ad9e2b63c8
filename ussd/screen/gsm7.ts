/**
 * Text that fits a phone. A message is seven-bit as long as every character is in the GSM-7 alphabet
 * (3GPP TS 23.038); one that is not turns all of it into UCS-2, which holds half as much.
 */

/** What the phone shows, and whether the session is over with it. */
export interface Screen {
  readonly text: string;
  readonly end: boolean;
}

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

/** Reached by an escape, so each costs two septets. */
const extension = new Set('^{}[]~\\|€\f');

/** What a USSD message of 160 octets holds in UCS-2. */
const maxUcs2Characters = 80;

export interface Size {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets in GSM-7, 16-bit characters in UCS-2. */
  readonly length: number;
}

export function measure(text: string): Size {
  let escaped = 0;
  for (const char of text) {
    if (basic.has(char)) continue;
    if (!extension.has(char)) return { encoding: 'UCS-2', length: text.length };
    escaped += 1;
  }
  return { encoding: 'GSM-7', length: text.length + escaped };
}

export function fits(text: string, budget: number): boolean {
  // Nothing takes less than one of what a budget is counted in.
  return text.length <= budget && measure(text).length <= room(text, budget);
}

/**
 * The text, or what of it fits a budget of septets: cut after a whole word, and before an option that would
 * not be whole. A menu that loses an option is a defect, which the test of every screen finds first.
 */
export function fitted(text: string, budget: number): string {
  if (fits(text, budget)) return text;
  const head = longestPrefix(text, room(text, budget));
  const line = head.lastIndexOf('\n') + 1;
  const inWord = /\S/.test(text.charAt(head.length));
  const optionCut = line > 0 && /^\d+\. /.test(text.slice(line)) && text[head.length] !== '\n';
  const cut = optionCut ? head.slice(0, line) : inWord ? head.replace(/\s\S*$/, '') : head;
  return cut.trimEnd();
}

/** One septet per character, whatever the name of a person holds: "ÉMILE NÚÑEZ" becomes "ÉMILE NUÑEZ". */
export function transliterate(text: string): string {
  return [...text.normalize('NFC')].map(plainest).join('');
}

/** What stands alone in its alphabet: its accent does not come off by decomposition. */
const lookalikes = new Map(
  [
    ...['ŁL', 'łl', 'ĐD', 'đd', 'ÐD', 'ðd', 'ÞTH', 'þth', 'ŒOE', 'œoe', 'ıi'],
    ...['ƁB', 'ɓb', 'ƊD', 'ɗd', 'ƘK', 'ƙk', 'ŊNG', 'ŋng', 'ƐE', 'ɛe', 'ƆO', 'ɔo'],
    ...["‘'", "’'", "ʼ'", '“"', '”"', '–-', '—-'],
  ].map((pair) => [pair.charAt(0), pair.slice(1)]),
);

function plainest(char: string): string {
  if (/[\s\p{Cc}]/u.test(char)) return ' ';
  if (basic.has(char)) return char;
  const plain = lookalikes.get(char) ?? char.normalize('NFD').replace(/\p{M}/gu, '');
  return [...plain].every((part) => basic.has(part)) ? plain : '?';
}

function room(text: string, budget: number): number {
  const { encoding } = measure(text);
  return encoding === 'GSM-7' ? budget : Math.min(maxUcs2Characters, Math.floor(budget / 2));
}

function longestPrefix(text: string, most: number): string {
  const ucs2 = measure(text).encoding === 'UCS-2';
  let start = '';
  let length = 0;
  for (const char of text) {
    length += ucs2 ? char.length : measure(char).length;
    if (length > most) break;
    start += char;
  }
  return start;
}
