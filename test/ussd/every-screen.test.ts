/** Measures every screen in every language, with the longest names and the largest amounts. */
import { describe, expect, test } from 'vitest';
import { type Language, languages } from '../../core/language.ts';
import { refusals } from '../../core/refusal.ts';
import { startTurn } from '../../ussd/engine/engine.ts';
import { isWrite, type Journal, type JournalEntry } from '../../ussd/engine/journal.ts';
import { nextLanguage } from '../../ussd/engine/navigation.ts';
import { program } from '../../ussd/flows/main.ts';
import { navigationKeys } from '../../ussd/inputs/navigation-keys.ts';
import { fits, measure } from '../../ussd/screen/gsm7.ts';
import { texts } from '../../ussd/text/index.ts';
import { aboveKeys } from '../support/phone/keys.ts';
import { alphabetOf, isOneScreen } from '../support/phone/message.ts';
import { contextIn, inBudget, longest, usual, walk } from './walk.ts';

/** The longest names and amounts; in an alphabet of which a screen holds half as much, they go on to a second page. */
const castOf = (language: Language) => (alphabetOf(language) === 'GSM-7' ? longest : usual);

/** Each language is another one's next language. */
const walked = new Map(languages.map((language) => [language, walk(language, castOf(language))]));

/** A walk needs much computing time, so a busy machine gets a long timeout. */
const patient = { timeout: 120_000 };

describe.each(languages)('every screen in "%s"', patient, (language) => {
  const screens = walked.get(language) ?? [];

  test('fits 160 septets, or 80 letters of another alphabet, its prefix included', () => {
    for (const { text, end, fault } of screens) {
      const whole = `${end ? 'END' : 'CON'} ${text}`;
      expect({ text, fits: isOneScreen(whole) }).toEqual({ text, fits: true });
      if (alphabetOf(language) === 'GSM-7') expect(measure(whole).encoding).toBe('GSM-7');
      expect({ text, fault }).toEqual({ text, fault: undefined });
    }
  });

  test('is whole: nothing is missing, empty or unwritten', () => {
    for (const { text } of screens) {
      expect(text).toMatch(/^\S/);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|Infinity| {2}/);
    }
  });

  test('tells at once what was changed, on one last page', () => {
    // The PIN that there was is not taken for a new one: another is asked for, and nothing was changed.
    const isSame = (entry: JournalEntry) =>
      entry.kind === 'performed' &&
      entry.result !== 'unavailable' &&
      ('same' in entry.result || ('outcome' in entry.result && entry.result.outcome === 'same'));
    const after = screens.filter(({ journal }) =>
      journal.entries.some((entry) => isWrite(entry) && !isSame(entry)),
    );
    expect(new Set(after.map(({ part }) => part)).size).toBe(11);
    for (const { end } of after) expect(end).toBe(true);
  });

  test('there are many of them', () => {
    expect(screens.length).toBeGreaterThan(200);
  });
});

/** Where a screen holds half as many letters, a sentence may go on to a second page, and these look at one screen. */
const onOnePage = languages.filter((language) => alphabetOf(language) === 'GSM-7');

describe.each(onOnePage)('every sentence in "%s"', patient, (language) => {
  const screens = walked.get(language) ?? [];
  const shown = screens.map(({ text }) => text).join('\n');
  const said = texts[language];

  test('fits the smallest screen that a network can be set to, page by page', () => {
    for (const { text, end, fault } of inBudget(screens, language, longest, 76)) {
      const whole = `${end ? 'END' : 'CON'} ${text}`;
      expect({ text, fits: fits(whole, 80), fault }).toEqual({ text, fits: true });
    }
  });

  test('is reached: every refusal, every complaint and every sentence', () => {
    for (const refusal of refusals) expect(shown).toContain(said.refusals[refusal]);
    for (const complaint of Object.values(said.complaints)) expect(shown).toContain(complaint);
    // A walk does not reach these screens: a new version, a long or ended session, a late answer, too many requests, and a
    // number that its carrier may not speak for.
    const { menuChanged, tooLong, sessionOver, noAnswer, tooFast, numberNotServed } = said;
    const elsewhere = [menuChanged, tooLong, sessionOver, noAnswer, tooFast, numberNotServed];
    const { code: _, ...sentences } = said;
    for (const text of Object.values(sentences)) {
      if (typeof text === 'string' && !elsewhere.includes(text)) expect(shown).toContain(text);
    }
    for (const { unknown } of Object.values(said.businesses)) expect(shown).toContain(unknown);
    for (const { undone } of Object.values(said.payments)) expect(shown).toContain(undone);
    for (const label of Object.values(said.lines)) expect(shown).toContain(` ${label}`);
    for (const reason of Object.values(said.disputeReasons)) expect(shown).toContain(`. ${reason}`);
    for (const text of elsewhere) expect(isOneScreen(`END ${text}`)).toBe(true);
  });

  test('says what was wrong with a bad answer, where there is room to', () => {
    const complaints = Object.values(said.complaints);
    const after = screens.filter(({ journal }) => journal.entries.at(-1)?.kind === 'refused');
    for (const { text, end } of after) {
      const room = complaints.every((complaint) => isOneScreen(`CON ${complaint}\n${text}`));
      if (end) expect(text).toBe(said.tooManyTries);
      else if (room) expect(complaints).toContain(text.split('\n')[0]);
    }
  });

  test('says so where a choice from a menu that everybody meets was none', () => {
    for (const title of [said.welcome, said.myAccount, said.chooseLanguage, said.notRegistered]) {
      const menu = `${title}\n1. `;
      const after = screens.filter(
        ({ text, end, journal }) =>
          !end && text.includes(menu) && journal.entries.at(-1)?.kind === 'refused',
      );
      expect(after.length).toBeGreaterThan(0);
      for (const { text } of after) {
        const complaint = `${said.complaints.not_an_option}\n`;
        // A menu that fills its screen leaves no room for it.
        const hasRoom = fits(`CON ${complaint}${aboveKeys(text).replace(complaint, '')}`, 160);
        expect(text.startsWith(`${complaint}${menu}`), text).toBe(hasRoom);
      }
    }
  });

  test('says why something was refused', () => {
    const unknown = Object.values(said.businesses).map((words) => words.unknown);
    for (const { text, journal } of screens) {
      const newest = journal.entries.at(-1);
      if (newest?.kind !== 'performed' || newest.result === 'unavailable') continue;
      if (!('refusal' in newest.result)) continue;
      const { refusal } = newest.result;
      const reasons = [
        said.refusals[refusal],
        ...(refusal === 'recipient_not_found' ? unknown : []),
      ];
      expect({ text, told: reasons.some((why) => text.includes(why)) }).toMatchObject({
        told: true,
      });
    }
  });

  test('is shown in the next language on 99, where that is no answer, and fits', () => {
    const context = contextIn(language);
    const next = nextLanguage(language, context.market) ?? language;
    const parts = [navigationKeys.language];
    const shows = new Set(walked.get(next)?.map(({ text }) => aboveKeys(text)));
    let turned = 0;
    for (const { journal, end } of screens) {
      const after = startTurn(program, context, journal, { mode: 'single', parts });
      if (end || after.kind !== 'screen' || after.journal.languageOverride?.language !== next)
        continue;
      turned += 1;
      expect({ text: after.text, fault: after.fault }).toEqual({ text: after.text });
      expect(shows).toContain(aboveKeys(after.text));
    }
    expect(turned).toBeGreaterThan(100);
  });

  test('says that a price has expired wherever another one is shown in its place', () => {
    const { quote_expired: expired } = said.refusals;
    const again = screens.filter(({ journal: { entries } }) => {
      const [before, newest] = entries.slice(-2).map((one) => ('effect' in one ? one.effect : ''));
      return before === 'verify_pin' && newest === 'quote' && quotedType({ entries });
    });
    expect(new Set(again.map(({ journal }) => quotedType(journal))).size).toBe(6);
    for (const { text } of again) expect(text.startsWith(`${expired}\n`)).toBe(true);
  });

  test('says "sent" only of a payment that is completed', () => {
    const sent = screens.filter(({ text }) => /^W{10}[ :]/.test(text));
    expect(new Set(sent.map(({ part }) => part))).toContain('Redial');
    for (const { journal } of sent) {
      expect(journal.entries.at(-1)).toMatchObject({ result: { state: 'completed' } });
    }
    const dialled = sent.filter(({ part }) => part !== 'Redial');
    const types = new Set(dialled.map(({ journal }) => quotedType(journal)));
    expect([...types].sort()).toEqual(Object.keys(said.payments).sort());
  });
});

/** The payment type of the newest quote. */
function quotedType({ entries }: Pick<Journal, 'entries'>): string | undefined {
  const newest = entries.findLast((one) => one.kind === 'performed' && one.effect === 'quote');
  const result = newest?.kind === 'performed' ? newest.result : undefined;
  return typeof result === 'object' && 'quote' in result ? result.quote.type : undefined;
}
