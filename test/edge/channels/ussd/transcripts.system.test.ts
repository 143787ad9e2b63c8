/**
 * `ussd/transcripts.md`: each conversation held through the real callback, in every language, with the messages that it
 * sends. To write it anew: UPDATE=1 npx vitest run --project system transcripts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Language } from '../../../../core/language.ts';
import { kenya } from '../../../../core/markets/ke.ts';
import { formatClock, formatDate, localTime } from '../../../../core/markets/local-time.ts';
import { texts } from '../../../../ussd/text/index.ts';
import { conversations, type Held, Speaker } from '../../../support/phone/conversations.ts';
import { town } from '../../../support/system/town.ts';

const here = town();

const { languages } = kenya;

const path = join(import.meta.dirname, '../../../../ussd/transcripts.md');

const head = `# Conversations

Each of them as it is held through the callback of a carrier, with the messages that it sends; \`>\` stands before what
is typed. Written by \`UPDATE=1 npx vitest run --project system transcripts\`, and tested to be what happens.
References, codes, days and times are replaced, PINs are hidden.
`;

test('each conversation goes as it is written, in every language', {
  timeout: 120_000,
}, async () => {
  const held = new Map<Language, Held[]>();
  for (const language of languages) held.set(language, await allIn(language));

  const chapters = conversations.map(({ title }, index) =>
    [
      `\n## ${title}`,
      ...languages.map((language) => written(language, held.get(language)?.[index])),
    ].join('\n'),
  );
  const document = [head, ...chapters].join('\n');
  if (process.env.UPDATE) writeFileSync(path, document);
  expect(document).toBe(readFileSync(path, 'utf8'));
});

/** Each language has its own people, so that all begin with the same money. */
async function allIn(language: Language): Promise<Held[]> {
  const first = 20 * languages.indexOf(language);
  await here.rows(
    `update tuma.customers set language = $1
      where msisdn between '254722' || lpad(($2 + 1)::text, 6, '0') and '254722' || lpad(($2 + 20)::text, 6, '0')`,
    [language, first],
  );
  const speakers: Speaker[] = [];
  for (const { hold } of conversations) {
    const speaker = new Speaker(here, language, first);
    await hold(speaker);
    speakers.push(speaker);
  }
  // Messages come behind the conversations, so they are waited for together.
  for (const speaker of speakers) await speaker.reads();
  return speakers.map((speaker) => speaker.held);
}

function written(language: Language, held: Held = { lines: [], messages: [] }): string {
  const messages = held.messages.map(
    ({ to, text }) => `> SMS to ${to}: ${masked(text, language)}\n`,
  );
  return [
    `\n### ${texts[language].languageName}\n`,
    ['```', ...held.lines.slice(0, -1).map((line) => masked(line, language)), '```\n'].join('\n'),
    ...(messages.length > 0 ? [messages.join('>\n')] : []),
  ].join('\n');
}

const day = 24 * 60 * 60_000;

/** Dates of now: the demo may have been made, or this file begun, on the other side of a midnight. */
const today = new Set(
  [-day, 0, day].flatMap((away) =>
    languages.map((language) => formatDate(localTime(kenya, Date.now() + away), language)),
  ),
);

const example = localTime(kenya, Date.parse('2024-09-02T14:30:00Z'));
const weekLater = localTime(kenya, Date.parse('2024-09-09T14:30:00Z'));

/** What is another every time, as the day of an example: the second of September, and a week after it. */
function masked(text: string, language: Language): string {
  return text
    .replace(/\b(?=[0-9A-Z]*[A-Z])[0-9A-Z]{10}\b/g, 'EZWYZ0W63P')
    .replace(/\b\d{1,2}\/\d{1,2}\/\d\d\b/g, (date) =>
      formatDate(today.has(date) ? example : weekLater, language),
    )
    .replace(/\b\d{6}\b(?= (is your|ni msimbo|est votre))/g, '482913')
    .replace(/\b(\d{1,2}:\d\d [AP]M|\d\dh\d\d)\b/g, formatClock(example, language));
}
