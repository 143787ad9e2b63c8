/** Reports a problem with the last payment to customer care. The payment is shown only after the PIN. */
import { type DisputeReason, disputeReasons } from '../../../core/care/dispute.ts';
import { type Conversation, call, choose, end, type Flow, restart } from '../../flow.ts';
import { formatLastPayment } from '../../text/format.ts';
import { askPin } from '../ask-pin.ts';

export function* report(conversation: Conversation): Flow {
  const { text } = conversation;
  yield* askPin(conversation, text.report);
  const statement = yield* call({ type: 'read_statement' });
  if ('refusal' in statement) return yield* end(text.refusals[statement.refusal]);
  const [newest] = statement.lines;
  if (!newest) return yield* end(text.noPayments);

  const reason = yield* choose<DisputeReason | undefined>(
    text.askReport(formatLastPayment(newest, conversation)),
    [
      ...disputeReasons.map((each) => [text.disputeReasons[each], each] as const),
      [text.noReport, undefined],
    ],
  );
  if (!reason) return yield* restart();
  const { reference } = newest;
  const answer = yield* call({ type: 'open_dispute', reference, reason });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(text.reported(reference));
}
