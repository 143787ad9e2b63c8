/** The command that opens a wallet. */
import { fullName, type PersonName, readNames } from '../../../core/identity/name.ts';
import { type Language, languages } from '../../../core/language.ts';
import { parseMsisdnOfAnyMarket } from '../../../core/markets/index.ts';
import { openWallet } from '../actions/accounts.ts';
import { type Command, UsageError } from './command.ts';

export const openCommands: readonly Command[] = [
  {
    usage: 'open MSISDN --given NAME [--family NAME] --reason TEXT --by NAME [--language LANGUAGE]',
    summary:
      'a wallet in the currency of the number’s market, without a PIN: nobody pays from it at a phone',
    async run(homeDesk, { positionals, options }) {
      const [typed = ''] = positionals;
      const { given = '', family = '', reason = '', by = '' } = options;
      const name = parseName(given, family);
      const number = parseMsisdnOfAnyMarket(typed, homeDesk.market);
      if (!number) throw new UsageError(`${typed} is no phone number of a market`);
      const { msisdn, market } = number;
      const language = parseLanguage(options.language, market.languages);
      const customer = { msisdn, givenName: name.given, familyName: name.family, language };
      await openWallet(homeDesk.inMarket(market), customer, { by, reason });
      return [`${msisdn} ${fullName(name)} has a wallet in ${market.currency}`];
    },
  },
];

/** The names as they stand on the document; a person who has one name has no family name. */
export function parseName(given: string, family: string): PersonName {
  const name = readNames(given, family);
  if (!name) {
    throw new UsageError(
      `"${fullName({ given, family })}" is no name: letters, as on the document`,
    );
  }
  return name;
}

/** The market's first language where none was typed. */
function parseLanguage(typed: string | undefined, ofMarket: readonly Language[]): Language {
  const [first = languages[0]] = ofMarket;
  const language = typed === undefined ? first : ofMarket.find((known) => known === typed);
  if (!language) throw new UsageError(`${typed} is none of ${ofMarket.join(', ')}`);
  return language;
}
