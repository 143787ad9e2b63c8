/**
 * `ussd/gallery/` has every screen, one page for each language, so that a diff shows every change of wording. To write it
 * anew: UPDATE=1 npx vitest run test/ussd/gallery
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Language, languages } from '../../core/language.ts';
import { measure } from '../../ussd/screen/gsm7.ts';
import { texts } from '../../ussd/text/index.ts';
import { type Seen, usual, walk } from './walk.ts';

const folder = join(import.meta.dirname, '../../ussd/gallery');

const head = (language: Language) => `# Every screen, ${texts[language].languageName}

Written by \`UPDATE=1 npx vitest run test/ussd/gallery\`, and tested to be what the phone shows. Above each screen
stand its prefix and the septets that both take together, of 160. The longest names and amounts are measured apart.
`;

/** A walk needs much computing time, so a busy machine gets a long timeout. */
const patient = { timeout: 120_000 };

test.each(languages)('the gallery shows what the phone shows in "%s"', patient, (language) => {
  const path = join(folder, `${language}.md`);
  const gallery = [head(language), ...chapters(language)].join('\n');
  if (process.env.UPDATE) writeFileSync(path, gallery);
  expect(readFileSync(path, 'utf8')).toBe(gallery);
});

function chapters(language: Language): string[] {
  const byText = Map.groupBy(walk(language, usual), ({ text }) => text);
  const parts = Map.groupBy(byText.values(), chapterOf);
  return [...parts].map(
    ([part, all]) =>
      `## ${part}\n\n${all.flatMap(([first]) => (first ? block(first) : [])).join('\n')}`,
  );
}

/** A screen that more than two parts show is listed once, in a chapter of its own. */
function chapterOf(same: readonly Seen[]): string {
  const parts = new Set(same.map(({ part }) => part));
  return parts.size > 2 ? 'In many places' : [...parts].join(' and ');
}

function block({ text, end }: Seen): string {
  const prefix = end ? 'END' : 'CON';
  return `${prefix}, ${measure(`${prefix} ${text}`).length}\n\n\`\`\`\n${text}\n\`\`\`\n`;
}
