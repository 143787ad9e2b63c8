/**
 * Measures and cuts text for phones. A message is seven-bit as long as every character is in the GSM-7 alphabet
 * (3GPP TS 23.038); one other character turns all of it into UCS-2, which holds half as much.
 */
import { isBasic } from '../../core/gsm7.ts';

/** A screen on the phone. `end` says that the session ends with it. */
export interface Screen {
  readonly text: string;
  readonly end: boolean;
}

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
    if (isBasic(char)) continue;
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

/** A gateway's "CON " before the text, which costs as many characters in either encoding. */
const prefix = 4;

/** The units of an encoding that a budget of septets, prefix apart, holds. */
function capacity(encoding: Size['encoding'], budget: number): number {
  const characters = Math.floor((budget + prefix) / 2) - prefix;
  return encoding === 'GSM-7' ? budget : Math.min(maxUcs2Characters - prefix, characters);
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
