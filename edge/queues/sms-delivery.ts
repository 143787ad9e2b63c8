/**
 * Sends the receipts of one claim, each by one gateway at a time, and writes down what became of them.
 *
 * A gateway is written down before it is called. Where nobody knows whether it took a message, it is asked before another
 * one sends it; where it cannot be asked, the message stays with it. So each gateway's word decides before the next one acts,
 * and a crash between any two steps leaves a receipt that says whom to ask.
 */
import type { Delivery, DueMessage, TryOutcome } from '../../db/delivery/receipts.ts';
import type { SmsSender } from '../gateways/sms/port.ts';
import type { Parts } from '../parts.ts';
import { alert, log } from '../telemetry/log.ts';
import { togetherOrAlone } from './together.ts';

/** The Workers runtime opens six connections at a time; more would wait with their deadline running. */
const sentAtOnce = 6;

/** A receipt on its way through the gateways. */
interface Journey {
  readonly receipt: DueMessage;
  /** Undefined where it could not be written. */
  readonly text: string | undefined;
  /** The gateways that may still be tried in this claim, the preferred one first. */
  readonly others: readonly string[];
}

/** The outcome of a step, and where the message may go on to: nowhere, or to the first of `others`. */
interface Step {
  readonly journey: Journey;
  readonly end: TryOutcome;
  readonly others: readonly string[];
}

/**
 * Tries each receipt until a gateway takes it or none is left. What is known is written down before the next gateways are
 * tried, so a crash repeats as little as possible.
 */
export async function deliverSms(
  messages: readonly { readonly receipt: DueMessage; readonly text: string | undefined }[],
  claim: string,
  { sms, receipts, clock }: Pick<Parts, 'sms' | 'receipts' | 'clock'>,
): Promise<void> {
  let journeys: readonly Journey[] = messages.map(({ receipt, text }) => ({
    ...{ receipt, text },
    others: sms.order.filter((name) => name !== receipt.gateway),
  }));
  while (journeys.length > 0) {
    const steps: Step[] = [];
    for (let i = 0; i < journeys.length; i += sentAtOnce) {
      const some = journeys.slice(i, i + sentAtOnce);
      steps.push(...(await Promise.all(some.map((journey) => advanced(journey, sms)))));
    }
    const ended = steps.map(({ journey: { receipt }, end }): Delivery => ({ receipt, ...end }));
    await togetherOrAlone('receipts finished', ended, async (some) => {
      await receipts.finish(some, claim);
      return [];
    });
    journeys = await moved(steps, claim, { receipts, clock });
  }
}

/** Moves the messages that nobody took to the gateways that come next, in the books before in the world. */
async function moved(
  steps: readonly Step[],
  claim: string,
  { receipts, clock }: Pick<Parts, 'receipts' | 'clock'>,
): Promise<readonly Journey[]> {
  const going = steps.flatMap(({ journey, others: [gateway, ...others] }) =>
    gateway === undefined ? [] : [{ ...journey, gateway, others }],
  );
  if (going.length === 0) return [];
  const receiptsNow = await togetherOrAlone('receipts moved', going, (some) =>
    receipts.move(some, claim, clock.now()),
  );
  log('sms_failover', { messages: receiptsNow.length });
  return receiptsNow.flatMap((receipt) => {
    const one = going.find(
      ({ receipt: { about, party } }) => about === receipt.about && party === receipt.party,
    );
    return one ? [{ receipt, text: one.text, others: one.others }] : [];
  });
}

/** Advances a message, and ends the step in any case: a bug says nothing of whether its gateway took it. */
async function advanced(journey: Journey, sms: SmsSender): Promise<Step> {
  try {
    return await advance(journey, sms);
  } catch (error) {
    alert('message_failed', error);
    return { journey, end: { outcome: 'unknown' }, others: [] };
  }
}

/** Resolves an earlier try where there is one, and sends by the receipt's own gateway where that is right. */
async function advance(journey: Journey, sms: SmsSender): Promise<Step> {
  const { receipt, others } = journey;
  // The consumer's claims all name one.
  const gateway = receipt.gateway ?? sms.order[0];
  const ends = (end: TryOutcome, on: readonly string[] = []): Step => ({
    journey,
    end,
    others: on,
  });
  const refused = (why: string, final: boolean, on: readonly string[]): Step => {
    log('sms_refused', { about: receipt.about, why, final, gateway });
    return ends({ outcome: final && on.length === 0 ? 'failed' : 'refused' }, on);
  };

  if (receipt.to === undefined) return refused('the customer has no number', true, []);
  if (journey.text === undefined && !receipt.unresolved)
    return refused('it cannot be written', false, []);

  let stays = false;
  if (receipt.unresolved) {
    const found = await sms.lookup(gateway, receipt.messageId);
    switch (found.state) {
      case 'taken':
        return ends({ outcome: 'sent', messageId: found.messageId });
      case 'refused':
        return refused(found.why, found.final, found.elsewhere ? others : []);
      case 'unknown':
        alert('sms_unanswered', found.error);
        return ends({ outcome: 'unknown' });
      case 'absent':
        // The others first: this gateway did not answer the last time.
        if (others.length > 0) return ends({ outcome: 'refused' }, [...others, gateway]);
        break;
      default:
        stays = true;
    }
  }

  const { to, messageId } = receipt;
  const { text } = journey;
  if (text === undefined) return ends({ outcome: 'unknown' });
  const result = await sms.send(gateway, { to, text, messageId }, stays || others.length === 0);
  switch (result.state) {
    case 'taken':
      return ends({ outcome: 'sent', messageId: result.messageId });
    case 'closed':
      return ends({ outcome: 'refused' }, others);
    case 'unknown':
      alert('sms_unanswered', result.error);
      return ends({ outcome: 'unknown' });
    default: {
      if (!stays) return refused(result.why, result.final, result.elsewhere ? others : []);
      const step = refused(result.why, result.final, []);
      // This refusal says nothing of the earlier try that was not answered.
      return result.final ? step : ends({ outcome: 'unknown' });
    }
  }
}
