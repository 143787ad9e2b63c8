/** New wallets. */
import { type Language, languages } from '../../../core/language.ts';
import { parseMsisdnOfAnyMarket } from '../../../core/markets/index.ts';
import { type Command, DeskRefusal, UsageError } from './command.ts';

export const openCommands: readonly Command[] = [
  {
    usage: 'open MSISDN --given NAME --family NAME --reason TEXT --by NAME [--language LANGUAGE]',
    does: 'a wallet in the currency of the number’s market, without a PIN: nobody pays from it at a phone',
    async run(here, { words, options }) {
      const [typed = ''] = words;
      const { given: givenName = '', family: familyName = '', reason = '', by = '' } = options;
      const number = parseMsisdnOfAnyMarket(typed, here.market);
      if (!number) throw new UsageError(`${typed} is no phone number of a market`);
      const { msisdn, market } = number;
      const language = languageOf(options.language, market.languages);
      const person = { msisdn, givenName, familyName, language };
      const account = await here.in(market).accounts.open(person, { by, reason }, here.now);
      if (!account) throw new DeskRefusal(`${msisdn} has a wallet`);
      return [`${msisdn} ${givenName} ${familyName} has a wallet in ${market.currency}`];
    },
  },
];

function languageOf(typed: string | undefined, spoken: readonly Language[]): Language {
  const [first = languages[0]] = spoken;
  const language = typed === undefined ? first : spoken.find((known) => known === typed);
  if (!language) throw new UsageError(`${typed} is none of ${spoken.join(', ')}`);
  return language;
}
