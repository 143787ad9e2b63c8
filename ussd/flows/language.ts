/** In which language we talk from now on. */
import { call, choose, end, type Flow, speak, type Talk } from '../flow.ts';
import { texts } from '../text/index.ts';

export function* language({ text, market }: Talk): Flow {
  const chosen = yield* choose(
    text.chooseLanguage,
    market.languages.map((each) => [texts[each].languageName, each] as const),
  );
  const answer = yield* call({ type: 'set_language', language: chosen });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  const theirs = yield* speak(chosen);
  return yield* end(theirs.languageChanged);
}
