/** Reports a problem with one of the latest payments to customer care. Payments are shown only after the PIN. */
import { type DisputeReason, disputeReasons } from '../../../core/care/dispute.ts';
import type { LatestPayment } from '../../effects.ts';
import { type Conversation, call, choose, end, type Flow, restart } from '../../flow.ts';
import { formatPayment, formatPaymentLine } from '../../text/format.ts';
import { askPin } from '../ask-pin.ts';

export function* report(conversation: Conversation): Flow {
  const { text } = conversation;
  yield* askPin(conversation, text.report);
  const latest = yield* call({ type: 'read_latest_payments' });
  if ('refusal' in latest) return yield* end(text.refusals[latest.refusal]);
  const [newest] = latest.payments;
  if (!newest) return yield* end(text.noPayments);
  const payment = yield* choosePayment(latest.payments, newest, conversation);

  const { reference } = payment;
  const reason = yield* choose<DisputeReason | undefined>(
    text.askReport(formatPayment(payment, conversation)),
    [
      ...disputeReasons.map((each) => [text.disputeReasons[each], each] as const),
      [text.noReport, undefined],
    ],
  );
  if (!reason) return yield* restart();
  const answer = yield* call({ type: 'open_dispute', reference, reason });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(text.reported(reference));
}

/** Asks which payment it is about; if there is only one, returns it without asking. */
function* choosePayment(
  payments: readonly LatestPayment[],
  newest: LatestPayment,
  conversation: Conversation,
): Flow<LatestPayment> {
  if (payments.length === 1) return newest;
  return yield* choose(
    conversation.text.whichPayment,
    payments.map((each) => [formatPaymentLine(each, conversation), each] as const),
  );
}
