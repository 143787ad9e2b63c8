/** Room for names and for what people have written, in the one message that an SMS is. */
import { isUcs2, type Language } from '../language.ts';

/** The characters of a message in one part of GSM-7, or in two of UCS-2 (3GPP TS 23.040). */
const lengthOf = (language: Language) => (isUcs2(language) ? 134 : 160);

/** Fewer characters than this say nothing. */
const shortest = 8;

/** Puts a text of any length into a sentence, cut after a whole word so that the sentence is one message; or leaves it out. */
export function withRoomFor(
  text: string,
  language: Language,
  sentence: (text: string) => string,
): string {
  const written = text.trim().replace(/[.\s]+$/, '');
  if (written === '') return sentence('');
  const room = lengthOf(language) - (sentence('x').length - 1);
  if (written.length <= room) return sentence(written);
  if (room < shortest) return sentence('');
  return sentence(`${written.slice(0, room - 2).replace(/\W*\s\S*$/, '')}..`);
}

/** Puts into a sentence the first of these texts that leaves it one message; the last one where none does. */
export function withFirstThatFits(
  texts: readonly string[],
  language: Language,
  sentence: (text: string) => string,
): string {
  const room = lengthOf(language);
  const sentences = texts.map(sentence);
  return sentences.find(({ length }) => length <= room) ?? sentences.at(-1) ?? '';
}
