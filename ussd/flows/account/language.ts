/** Changes the customer's language, and shows the main menu in it. */
import type { Language } from '../../../core/language.ts';
import type { Market } from '../../../core/markets/market.ts';
import {
  type Conversation,
  call,
  choose,
  end,
  type Flow,
  restart,
  useLanguage,
} from '../../flow.ts';
import { type Texts, texts } from '../../text/index.ts';

export function* language({ text, market }: Conversation): Flow {
  const chosen = yield* chooseLanguage(text, market);
  const answer = yield* call({ type: 'set_language', language: chosen });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  yield* useLanguage(chosen);
  return yield* restart();
}

/** Asks for one of the market's languages; if there is only one, returns it without asking. */
export function* chooseLanguage(text: Texts, { languages }: Market): Flow<Language> {
  const [first, another] = languages;
  if (first && !another) return first;
  return yield* choose(
    text.chooseLanguage,
    languages.map((each) => [texts[each].languageName, each] as const),
  );
}
