/**
 * The letters that every phone shows: the basic alphabet of GSM-7 (3GPP TS 23.038), one septet each. Names keep all their
 * letters in the books. Where a screen or a message is GSM-7, transliterate() writes them with these.
 */

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

export function isBasic(char: string): boolean {
  return basic.has(char);
}

/** Replaces every character by some that cost one septet each: "ÉMILE NÚÑEZ" becomes "ÉMILE NUÑEZ". "?" stands for none. */
export function transliterate(text: string): string {
  return [...text.normalize('NFC')].map(toBasic).join('');
}

/** Letters and marks that Unicode decomposition does not reduce to a plain letter, each before its replacement. */
const lookalikes = new Map(
  [
    'ŁL łl ĐD đd ÐD ðd ÞTH þth ŒOE œoe ıi ẞSS ĦH ħh ŦT ŧt',
    // Hausa and Fulah, Ewe, Akan, and other languages of West and Central Africa (ISO 6438).
    'ƁB ɓb ƊD ɗd ƘK ƙk ƳY ƴy ƝNY ɲny ŊNG ŋng ƤP ƥp ƬT ƭt',
    'ƉD ɖd ƑF ƒf ƔG ɣg ƲV ʋv ƐE ɛe ƆO ɔo ƏE əe ƎE ǝe ƖI ɩi ƱU ʊu ƓG ɠg',
    "Ɂ' ɂ' ‘' ’' ʼ' ʻ' ′' `' ´' “\" ”\" –- —-",
    // Arabic: consonants and long vowels, as Egyptians write names in Latin letters. Nothing stands for hamza and kashida.
    'اA إI ىA ةA بB تT ثTH جG حH خKH دD ذZ رR زZ سS شSH صS ضD طT ظZ عA غGH فF قK كK لL مM نN هH وW يY ء ـ',
    'پP چCH ڤV گG کK یY',
  ]
    .flatMap((line) => line.split(' '))
    .map((pair) => [pair.charAt(0), pair.slice(1)]),
);

function toBasic(char: string): string {
  if (/[\s\p{Cc}]/u.test(char)) return ' ';
  if (basic.has(char)) return char;
  const known = lookalikes.get(char);
  if (known !== undefined) return known;
  const parts = [...char.normalize('NFKD').replace(/\p{M}/gu, '')];
  const plain = parts.map((part) => (basic.has(part) ? part : lookalikes.get(part)));
  return plain.length > 0 && !plain.includes(undefined) ? plain.join('') : markOrUnknown(char);
}

/** A mark alone changes the letter before it, which stands without it. */
function markOrUnknown(char: string): string {
  return /\p{M}/u.test(char) ? '' : '?';
}
