/** Room for what people have written, in the one message that an SMS is. */

/** The characters of a message of GSM-7. */
const messageLength = 160;

/** Fewer characters than this say nothing. */
const shortest = 8;

/** Puts a text of any length into a sentence, cut after a whole word so that the sentence is one message; or leaves it out. */
export function withRoomFor(text: string, sentence: (text: string) => string): string {
  const written = text.trim().replace(/[.\s]+$/, '');
  if (written === '') return sentence('');
  const room = messageLength - (sentence('x').length - 1);
  if (written.length <= room) return sentence(written);
  if (room < shortest) return sentence('');
  return sentence(`${written.slice(0, room - 2).replace(/\W*\s\S*$/, '')}..`);
}
