/** Renders a prompt as a screen: one page of it, and as much help around it as fits. */
import type { Context, Prompt } from '../flow.ts';
import { type NavigationKey, navigationKeys } from '../inputs/navigation-keys.ts';
import type { Complaint } from '../inputs/parser.ts';
import { fits } from '../screen/gsm7.ts';
import { layOut, pageOf, stack } from '../screen/layout.ts';
import { texts } from '../text/index.ts';
import type { Journal, ReplayState } from './journal.ts';
import { type Navigation, navigationFrom, nextLanguage } from './navigation.ts';

export interface RenderedPrompt {
  readonly text: string;
  /** True if the session ends with this screen. */
  readonly end: boolean;
  readonly navigation: Navigation;
}

/**
 * Renders the current page, and `complaint` if the last answer was refused. The navigation keys are left out first if the
 * screen is too small, then the complaint.
 */
export function render(
  { kind, title, lines, why, parse }: Prompt,
  { language, page }: ReplayState,
  journal: Journal,
  { budget, market }: Context,
  complaint?: Complaint,
): RenderedPrompt {
  const text = texts[language];
  const next = nextLanguage(language, market);
  const names = { ...text.keys, [navigationKeys.language]: texts[next ?? language].languageName };
  const label = (...keys: readonly NavigationKey[]) =>
    keys.map((key) => `${key} ${names[key]}`).join(' ');

  const fitsScreen = (screen: string) => fits(screen, budget);
  const fitsBelowReason = (screen: string) => fitsScreen(stack(why, screen));
  const foot = label(navigationKeys.more, navigationKeys.back, navigationKeys.home);
  const layout = layOut({ title, lines }, foot, fitsScreen);
  const { body, hasMore } = pageOf(layout, foot, page, fitsBelowReason);
  if (kind === 'end' && !hasMore) return { text: body, end: true, navigation: new Map() };

  const navigation = navigationFrom(journal, hasMore, next);
  const keys = label(...labelledKeys(navigation, parse));
  const reason = complaint ? text.complaints[complaint] : why;
  const more = hasMore ? label(navigationKeys.more) : '';
  const candidates = [
    stack(reason, body, keys),
    stack(reason, body, more),
    stack(body, keys),
    stack(body, more),
  ];
  return { text: candidates.find(fitsScreen) ?? body, end: false, navigation };
}

/** The keys to name on the screen: those that cannot be an answer. The language key is named only if Back is not. */
function labelledKeys(navigation: Navigation, parse: Prompt['parse']): readonly NavigationKey[] {
  return Object.values(navigationKeys).filter(
    (key) =>
      navigation.has(key) &&
      !('value' in parse(key)) &&
      (key !== navigationKeys.language || !navigation.has(navigationKeys.back)),
  );
}
