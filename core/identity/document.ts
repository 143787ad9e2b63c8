/**
 * Identity documents by their numbers. Which kinds a market's people carry is data (`documents` of a market); this file reads
 * what somebody typed by that data.
 */
import { isDay } from '../calendar.ts';
import { withoutSeparators } from '../typed.ts';

export type DocumentType = 'national_id' | 'passport' | 'alien_card' | 'refugee_card';

/** A kind of document, as one country gives it out. */
export interface DocumentKind {
  readonly type: DocumentType;
  /** The country that gives it out, by its ISO 3166 code. */
  readonly country: string;
  /** Matches its number in canonical form: upper-case letters and digits, nothing between them. */
  readonly shape: RegExp;
  /** Completes what people leave out: "1234567890" of a Ghana Card is "GHA1234567890". */
  readonly completed?: (number: string) => string;
  /**
   * The date of birth that the number contains, as eight digits of year, month and day, each a dot where the number does not
   * tell it: "19901231", "1990....", "..901231".
   */
  readonly born?: (number: string) => string;
  /** True if the number's check digit or letter fits. Absent where there is none, or its rule is not public. */
  readonly checks?: (number: string) => boolean;
}

/** A document that somebody has named by its number. */
export interface IdentityDocument {
  readonly type: DocumentType;
  readonly country: string;
  /** In canonical form, as it is stored and compared. */
  readonly number: string;
  /** What the number tells of the date of birth, like DocumentKind's. */
  readonly born?: string;
  /**
   * True if its check digit does not fit, so that it is probably mistyped. Somebody who sees the document refuses it then. The
   * phone asks its owner to look again, because rules that countries have not published themselves may be wrong for a few.
   */
  readonly mistyped: boolean;
}

/**
 * Reads a document's number in any of the spellings that people give it; undefined if none of the market's documents has such
 * a number. A number that two kinds could have is the earlier one's.
 */
export function readIdentityDocument(
  { documents }: { readonly documents: readonly DocumentKind[] },
  typed: string,
): IdentityDocument | undefined {
  const compact = withoutSeparators(typed);
  for (const { type, country, shape, completed, born, checks } of documents) {
    const number = completed?.(compact) ?? compact;
    if (!shape.test(number)) continue;
    const birth = born?.(number);
    if (birth !== undefined && !isPossible(birth)) continue;
    const mistyped = checks ? !checks(number) : false;
    return { type, country, number, mistyped, ...(birth !== undefined && { born: birth }) };
  }
  return undefined;
}

/**
 * True unless the number tells another year of birth than `date` (ISO). Months and days are not compared: registers keep
 * numbers whose owner's date of birth was corrected later.
 */
export function agreesOnBirth({ born }: Pick<IdentityDocument, 'born'>, date: string): boolean {
  return born === undefined || new RegExp(`^${born.slice(0, 4)}`).test(date);
}

/** True if a day of the last or this century has the known digits. */
function isPossible(born: string): boolean {
  const day = born.slice(4);
  const years = born.startsWith('..')
    ? [`19${born.slice(2, 4)}`, `20${born.slice(2, 4)}`]
    : [born.slice(0, 4)];
  return years.some((year) =>
    day === '....'
      ? /^(19|20)/.test(year)
      : /^(19|20)/.test(year) && isDay(`${year}-${day.slice(0, 2)}-${day.slice(2)}`),
  );
}
