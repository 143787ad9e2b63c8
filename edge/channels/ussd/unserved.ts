/** A number that is none of the market's, or that its carrier may not speak for: what it is, and what its phone is told. */
import type { Market } from '../../../core/markets/market.ts';
import type { NumberPlan } from '../../../core/msisdn.ts';
import { fits, type Screen } from '../../../ussd/screen/gsm7.ts';
import { type Texts, texts } from '../../../ussd/text/index.ts';

/** No number at all, a number of another country, or one of the country that has not as many digits as its mobile numbers. */
export function unservedKind(
  text: string,
  { countryCode, trunkPrefix }: NumberPlan,
): 'not_a_number' | 'foreign_number' | 'unknown_number' {
  const digits = text.replace(/[\s().-]/g, '').replace(/^(\+|00)/, '');
  if (!/^\d{5,18}$/.test(digits)) return 'not_a_number';
  const isHome = [countryCode, trunkPrefix].some((prefix) => prefix && digits.startsWith(prefix));
  return isHome ? 'unknown_number' : 'foreign_number';
}

/** Says which country's numbers are served, in the market's languages, as many as fit. */
export function numbersServed(market: Market, budget: number): Screen {
  const { code, numbers } = market;
  return inLanguages(market, budget, ({ numbersServed, code: language }) => {
    const country = new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
    return numbersServed({ country, code: numbers.countryCode });
  });
}

/** Says that the carrier may not speak for the number. Nobody is looked up, so the customer's own language is not known. */
export function numberNotServed(market: Market, budget: number): Screen {
  return inLanguages(market, budget, (text) => text.numberNotServed);
}

/** A last screen with a sentence in each of the market's languages, as many as fit. */
function inLanguages(
  { languages }: Market,
  budget: number,
  sentence: (text: Texts) => string,
): Screen {
  const sentences = languages.map((language) => sentence(texts[language]));
  const text = sentences.reduce((whole, next) => {
    const longer = `${whole}\n${next}`;
    return fits(longer, budget) ? longer : whole;
  });
  return { text, end: true };
}
