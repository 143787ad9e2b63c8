/** Registers a new customer: identity, PIN and consent. */
import { ask, type Context, call, choose, end, type Flow, useLanguage } from '../../flow.ts';
import { birthDate, idNumber, personName } from '../../inputs/identity.ts';
import { formatFullName } from '../../text/format.ts';
import { texts } from '../../text/index.ts';
import { chooseLanguage } from '../account/language.ts';
import { choosePin } from '../choose-pin.ts';

export function* register(context: Context): Flow {
  const { market, today } = context;
  const marketText = texts[context.language];
  const wants = yield* choose(marketText.notRegistered, [
    [marketText.register, true],
    [marketText.notNow, false],
  ]);
  if (!wants) return yield* end(marketText.registerLater(market.serviceCode));

  const name = yield* ask(marketText.askName, personName);
  const document = yield* ask(marketText.askIdNumber(market.documentName), idNumber(market));
  const { number: id, mistyped } = document;
  const born = yield* ask(
    marketText.askBirthDate,
    birthDate(today, document),
    mistyped ? marketText.checkIdNumber(id) : '',
  );
  const language = yield* chooseLanguage(marketText, market);
  const text = yield* useLanguage(language);
  const staged = yield* choosePin({ ...context, text }, born);

  const agrees = yield* choose(text.consent({ name: formatFullName(name), id }), [
    [text.accept, true],
    [text.decline, false],
  ]);
  if (!agrees) return yield* end(text.declined);
  const answer = yield* call({
    type: 'register',
    givenName: name.given,
    familyName: name.family,
    document: { type: document.type, country: document.country, number: id },
    birthDate: born,
    language,
    staged,
  });
  if ('hasWallet' in answer) return yield* end(text.hasWallet);
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  const done = answer.moneyWaits ? text.registeredMoneyWaits : text.registered;
  return yield* end(done(market.serviceCode));
}
