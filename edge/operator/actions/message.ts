/** What a person at the operator writes to a customer, who reads it in an SMS. */
import { transliterate } from '../../../ussd/screen/gsm7.ts';
import { DeskRefusal } from './refusal.ts';

/** The text in letters of GSM-7, each of one septet. Refused where it has a letter without a likeness there. */
export function inMessageLetters(text: string): string {
  const letters = [...text.normalize('NFC')];
  const lost = letters.find((letter) => letter !== '?' && transliterate(letter) === '?');
  if (lost) throw new DeskRefusal(`the customer reads it in an SMS, which has no letter ${lost}`);
  return transliterate(text);
}
