/** Lays a title and its lines out on pages. */

/** Decides if a text fits the space that is available to it. */
export type Fits = (text: string) => boolean;

export interface Layout {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * Returns title and lines unchanged if each page can hold the title and a line above `foot`. On a network whose screens
 * are too small for that, the title is shown once, and long lines are broken between words.
 */
export function layOut({ title, lines }: Layout, foot: string, fits: Fits): Layout {
  const longest = lines.reduce((found, line) => (line.length > found.length ? line : found), '');
  if (fits(stack(title, ...lines)) || fits(stack(title, longest, foot))) return { title, lines };
  const all = [...title.split('\n'), ...lines];
  return { title: '', lines: all.flatMap((line) => foldLine(line, foot, fits)) };
}

/** Breaks a line between words, so that each part fits a page of its own above `foot`. */
function foldLine(line: string, foot: string, fits: Fits): readonly string[] {
  const folds: string[] = [];
  for (const word of line.split(' ')) {
    const longer = [...folds.splice(-1), word];
    const joined = longer.join(' ');
    folds.push(...(fits(stack(joined, foot)) ? [joined] : longer));
  }
  return folds;
}

export interface ScreenPage {
  readonly body: string;
  readonly hasMore: boolean;
}

/**
 * The page of this number, counted from 0: the title, and as many whole lines as leave room for `foot`. Later pages are
 * not computed.
 */
export function pageOf(
  { title, lines }: Layout,
  foot: string,
  page: number,
  fits: Fits,
): ScreenPage {
  const onePage = stack(title, ...lines);
  if (fits(onePage)) return { body: onePage, hasMore: false };
  let body = title;
  let number = 0;
  for (const line of lines) {
    const longer = stack(body, line);
    if (body === title || fits(stack(longer, foot))) body = longer;
    else if (number === page) return { body, hasMore: true };
    else {
      number += 1;
      body = stack(title, line);
    }
  }
  return { body, hasMore: false };
}

/** Puts the parts that are not empty on lines of their own. */
export function stack(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
