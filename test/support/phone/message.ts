/** What one message and one screen hold, in the alphabet that a language needs. */
import { isUcs2, type Language } from '../../../core/language.ts';
import { measure } from '../../../ussd/screen/gsm7.ts';

/** The alphabet of each language's sentences. */
export const alphabetOf = (language: Language) => (isUcs2(language) ? 'UCS-2' : 'GSM-7');

/** True for an SMS of one part of GSM-7, or of at most two of UCS-2 (3GPP TS 23.040: 67 characters each). */
export function isOneMessage(text: string): boolean {
  const { encoding, length } = measure(text);
  return length <= (encoding === 'GSM-7' ? 160 : 134);
}

/** True for a screen, its prefix included, of the 160 septets or 80 characters that networks carry. */
export function isOneScreen(text: string): boolean {
  const { encoding, length } = measure(text);
  return length <= (encoding === 'GSM-7' ? 160 : 80);
}
