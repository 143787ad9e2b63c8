/**
 * What people type, before it is read: at a phone, in an SMS or at the desk. Signs that look different and mean the same become
 * one sign here, so that each parser behind this knows one spelling.
 */

/** The zeros of scripts in use on handsets: Arabic-Indic, Persian, N'Ko, Devanagari, Bengali, Adlam. */
const zeros = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0x1e950];

/** Invisible marks, which handsets put around right-to-left text and between letters. */
const invisible = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * The text with ASCII digits, ASCII dashes and ordinary spaces, without full-width signs, invisible marks and outer spaces.
 * Letters stay as they are. The same text comes back from a second time.
 */
export function plainTyped(typed: string): string {
  if (/^[ -~]*$/.test(typed)) return typed.trim();
  return [...typed]
    .map(plainSign)
    .join('')
    .replace(invisible, '')
    .replace(/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-')
    .replace(/[^\S\n\r\t]/g, ' ')
    .trim();
}

/** Letters and digits alone, in upper case: what is left of a number when its separators are dropped. */
export function withoutSeparators(typed: string): string {
  return plainTyped(typed)
    .replace(/[\s./\\_'’°-]/g, '')
    .toUpperCase();
}

function plainSign(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  // Full-width signs repeat ASCII from "!" to "~".
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  const zero = zeros.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? sign : String(code - zero);
}
