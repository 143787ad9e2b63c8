/**
 * A PIN by a code that comes by SMS: the first one, or another for one that was forgotten. Many phones cannot show an SMS during a
 * session, so one dial has the code sent, and the next one asks for it.
 */
import { type Conversation, call, end, type Flow, secretOr } from '../flow.ts';
import { oneTimeCode } from '../inputs/pin.ts';
import { choosePin } from './choose-pin.ts';

/** Sends a code, and ends the conversation. `proof` is of a customer who forgot the PIN. */
export function* sendCode({ text, market }: Conversation, proof?: string, intro = ''): Flow {
  const answer = yield* call({ type: 'send_pin_code', ...(proof !== undefined && { proof }) });
  if ('notSent' in answer) return yield* end(text.codeRefusals[answer.notSent]);
  return yield* end(`${intro} ${text.codeSent(market.serviceCode)}`.trim());
}

/** Sends the first code to a customer without a PIN. */
export function* firstCode(talk: Conversation): Flow {
  return yield* sendCode(talk, undefined, talk.text.noPin);
}

/**
 * Asks for the code that was sent, then for the new PIN. `mayLeave`: who has a PIN may go to the menu instead, because the code may
 * be somebody else's doing, or the PIN came to mind again.
 */
export function* enterCode(talk: Conversation, mayLeave: boolean): Flow<void> {
  const { text, market } = talk;
  const again: Option = [text.sendAgain, { to: 'another code' }];
  const menu: Option = [text.mainMenu, { to: 'menu' }];
  let why = '';
  for (;;) {
    const options = mayLeave ? [again, menu] : [again];
    const code = yield* secretOr(text.enterCode, oneTimeCode, options, why);
    if (typeof code !== 'string') {
      if (code.to === 'menu') return;
      return yield* sendCode(talk);
    }
    const answer = yield* call({ type: 'verify_pin_code', code });
    switch (answer.verdict) {
      case 'right':
        return yield* chooseByCode(talk, answer.proof);
      case 'wrong':
        why = text.wrongCode(answer.left);
        break;
      case 'over':
        return yield* end(text.codeOver(market.serviceCode));
      case 'blocked':
        return yield* end(text.codeRefusals.blocked);
    }
  }
}

type Option = readonly [label: string, { readonly to: 'another code' | 'menu' }];

function* chooseByCode(talk: Conversation, proof: string): Flow {
  const { text, market } = talk;
  let why = '';
  for (;;) {
    const staged = yield* choosePin(talk, undefined, why);
    const { outcome } = yield* call({ type: 'choose_pin', staged, proof });
    switch (outcome) {
      case 'chosen':
        return yield* end(text.pinChosen(market.serviceCode));
      case 'over':
        return yield* end(text.codeOver(market.serviceCode));
      case 'same':
        why = text.pinIsOld;
    }
  }
}
