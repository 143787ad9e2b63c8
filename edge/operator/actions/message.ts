/** What a person at the operator writes to a customer, who reads it in an SMS. */
import { transliterate } from '../../../core/gsm7.ts';
import { DeskRefusal } from './refusal.ts';

/** Without its vowels, which Arabic does not write, a sentence cannot be read in Latin letters. A name can. */
const readsOnlyAsName = /\p{Script=Arabic}/u;

/** The text in letters of GSM-7, each of one septet. Refused where it has a letter without a likeness there. */
export function inMessageLetters(text: string): string {
  const letters = [...text.normalize('NFC')];
  const lost = letters.find(
    (letter) => readsOnlyAsName.test(letter) || (letter !== '?' && transliterate(letter) === '?'),
  );
  if (lost) throw new DeskRefusal(`the customer reads it in an SMS, which has no letter ${lost}`);
  return transliterate(text);
}
