/**
 * The way back from a forgotten PIN: the number of the identity document and the birth date, as they were registered, then a code
 * by SMS, which the next dial asks for. Who has no identity on file, or answers wrongly three times, is helped by customer care.
 */
import { type Conversation, call, end, type Flow, secret } from '../../flow.ts';
import { birthDate, knownIdNumber } from '../../inputs/identity.ts';
import { sendCode } from '../pin-by-code.ts';

export function* forgotPin(conversation: Conversation): Flow {
  const { text, today, market } = conversation;
  let why = '';
  for (;;) {
    // What others may know of a customer is as secret as a PIN: of the first answer only a MAC waits for the second.
    const idNumber = yield* secret(text.askKnownIdNumber, knownIdNumber(market), why);
    const { staged } = yield* call({ type: 'stage_identity', idNumber });
    const born = yield* secret(text.askBirthDate, birthDate(today, {}));
    const answer = yield* call({ type: 'prove_identity', staged, birthDate: born });
    if (answer.verdict === 'right') return yield* sendCode(conversation, answer.proof);
    if (answer.verdict === 'care') return yield* end(text.identityUnproved);
    why = text.identityWrong(answer.left);
  }
}
