/**
 * The menus, read from the flows and the texts: an option that is added changes no test that passes by. The gallery holds them to
 * the letter.
 */
import type { Language } from '../../../core/language.ts';
import { markets } from '../../../core/markets/index.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { Context, Flow } from '../../../ussd/flow.ts';
import { myAccount } from '../../../ussd/flows/account/my-account.ts';
import { program } from '../../../ussd/flows/main.ts';
import { texts } from '../../../ussd/text/index.ts';

const context: Context = {
  market: markets.KE,
  msisdn: '254700123456' as Msisdn,
  budget: 160,
  language: 'en',
  today: '2024-09-02',
};

/** What a customer sees who dials, above the line of its keys and however many pages it takes. */
export function mainMenuIn(language: Language): string {
  return firstMenu(program.flow(context), language);
}

export function accountMenuIn(language: Language): string {
  return firstMenu(myAccount({ ...context, text: texts[language] }), language);
}

export const mainMenu = mainMenuIn('en');
export const swahiliMenu = mainMenuIn('sw');
export const accountMenu = accountMenuIn('en');

/** The key of "My account" on the main menu. */
export const toAccount = keyOf(mainMenu, texts.en.myAccount);

export function keyOf(menu: string, option: string): string {
  const key = menu
    .split('\n')
    .find((line) => line.endsWith(`. ${option}`))
    ?.split('.')[0];
  if (!key) throw new Error(`the menu has no option ${option}: ${menu}`);
  return key;
}

/** Runs a registered customer's flow up to its first menu. */
function firstMenu(flow: Flow, language: Language): string {
  let { value: step } = flow.next();
  while (step && step.kind !== 'choose') {
    const answer = step.kind === 'call' ? { known: true, language } : texts[language];
    step = flow.next(answer).value;
  }
  return step ? [step.title, ...step.lines].join('\n') : '';
}
