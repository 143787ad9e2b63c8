/** A prompt as a phone shows it: one page of it, and around that what helps, as far as there is room. */
import type { Context, Prompt } from '../flow.ts';
import { type NavigationKey, navigationKeys } from '../inputs/navigation-keys.ts';
import { type Complaint, isData } from '../inputs/parser.ts';
import { fits } from '../screen/gsm7.ts';
import { texts } from '../text/index.ts';
import type { Journal, ReplayState } from './journal.ts';
import { type Navigation, navigationFrom, nextLanguage } from './navigation.ts';

export interface RenderedPrompt {
  readonly text: string;
  /** Nothing comes after it. */
  readonly end: boolean;
  readonly navigation: Navigation;
}

/** The page that the conversation stands at, and what is wrong with the last answer, if anything. */
export function render(
  { kind, title, lines, why, parse }: Prompt,
  { language, page }: ReplayState,
  journal: Journal,
  { budget, market }: Context,
  complaint?: Complaint,
): RenderedPrompt {
  const said = texts[language];
  const room = (text: string) => fits(text, budget);
  const next = nextLanguage(language, market);
  const names = { ...said.keys, [navigationKeys.language]: texts[next ?? language].languageName };
  const named = (...all: readonly NavigationKey[]) =>
    all.map((key) => `${key} ${names[key]}`).join(' ');

  const beside = (text: string) => room(stacked(why, text));
  const foot = named(navigationKeys.more, navigationKeys.back, navigationKeys.home);
  const whole = laidOut(title, lines, foot, room);
  const { body, hasMore } = pageOf(whole.title, whole.lines, foot, page, beside);
  if (kind === 'end' && !hasMore) return { text: body, end: true, navigation: new Map() };

  const open = navigationFrom(journal, hasMore, next);
  const free = Object.values(navigationKeys).filter(
    (key) =>
      open.has(key) &&
      !isData(parse(key)) &&
      (key !== navigationKeys.language || !open.has(navigationKeys.back)),
  );
  const wrong = complaint ? said.complaints[complaint] : why;
  const more = hasMore ? named(navigationKeys.more) : '';
  const fitting = [
    stacked(wrong, body, named(...free)),
    stacked(wrong, body, more),
    stacked(body, named(...free)),
    stacked(body, more),
  ].find(room);
  return { text: fitting ?? body, end: false, navigation: open };
}

/**
 * As they are, unless a network's screens are too small for the title above a line: then it stands once, and its words
 * and those of lines go on from page to page.
 */
function laidOut(
  title: string,
  lines: readonly string[],
  foot: string,
  room: (text: string) => boolean,
): { readonly title: string; readonly lines: readonly string[] } {
  const widest = lines.reduce((found, line) => (line.length > found.length ? line : found), '');
  if (room(stacked(title, ...lines)) || room(stacked(title, widest, foot))) return { title, lines };
  const whole = [...title.split('\n'), ...lines];
  return { title: '', lines: whole.flatMap((line) => folded(line, foot, room)) };
}

/** The line, broken between words where a page with nothing else would be full. */
function folded(line: string, foot: string, room: (text: string) => boolean): readonly string[] {
  const folds: string[] = [];
  for (const word of line.split(' ')) {
    const longer = [...folds.splice(-1), word];
    const joined = longer.join(' ');
    folds.push(...(room(stacked(joined, foot)) ? [joined] : longer));
  }
  return folds;
}

/**
 * The title on every page, and below it as many whole lines as leave room for `foot`. Pages before this one are laid out
 * and those behind it are not.
 */
function pageOf(
  title: string,
  lines: readonly string[],
  foot: string,
  wanted: number,
  room: (text: string) => boolean,
): { readonly body: string; readonly hasMore: boolean } {
  const whole = stacked(title, ...lines);
  if (room(whole)) return { body: whole, hasMore: false };
  let body = title;
  let number = 0;
  for (const line of lines) {
    const longer = stacked(body, line);
    if (body === title || room(stacked(longer, foot))) body = longer;
    else if (number === wanted) return { body, hasMore: true };
    else {
      number += 1;
      body = stacked(title, line);
    }
  }
  return { body, hasMore: false };
}

function stacked(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
