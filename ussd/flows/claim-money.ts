/**
 * Money waits for a number that has registered. Who dials proves to have the number by a code that came by SMS, because a carrier's word
 * alone does not. One dial has the code sent, unless the registration did, and asks for it; the menu stays open to who has none.
 */
import { type Conversation, call, end, type Flow, secretOr } from '../flow.ts';
import { oneTimeCode } from '../inputs/pin.ts';

type Option = readonly [label: string, { readonly to: 'another code' | 'menu' }];

/** Ends the conversation where the code was right, because a sum is not known before it is paid; else returns to the menu. */
export function* claimMoney({ text, market }: Conversation, isSent: boolean): Flow<void> {
  const options: readonly Option[] = [
    [text.sendAgain, { to: 'another code' }],
    [text.mainMenu, { to: 'menu' }],
  ];
  let why = '';
  if (!isSent) {
    const answer = yield* call({ type: 'send_number_code' });
    // The next dial tries again: what the customer came for is no less theirs.
    if ('notSent' in answer) return;
  }
  for (;;) {
    const code = yield* secretOr(text.enterNumberCode, oneTimeCode, options, why);
    if (typeof code !== 'string') {
      if (code.to === 'menu') return;
      const answer = yield* call({ type: 'send_number_code' });
      if ('notSent' in answer) return yield* end(text.codeRefusals[answer.notSent]);
      return yield* end(text.codeSent(market.serviceCode));
    }
    const answer = yield* call({ type: 'prove_number', code });
    switch (answer.verdict) {
      case 'right':
        return yield* end(text.numberProved(market.serviceCode));
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
