/**
 * Consumer of payment-dlq, the dead letter queue. The database still has what most messages named, and the sweep publishes
 * it again. An airtime report exists nowhere else, so a person has to look for it at the gateway.
 */
import { alert, log } from '../telemetry/log.ts';
import { airtimeMessage } from './airtime.ts';

export function logDeadLetters(batch: Pick<MessageBatch, 'messages' | 'ackAll'>): void {
  for (const { id, attempts, body } of batch.messages) {
    log('dead_letter', { message: id, attempts });
    const read = airtimeMessage.safeParse(body).data;
    if (read?.topic !== 'airtime_reports') continue;
    const { requestId, delivered } = read;
    alert('airtime_report_lost', new Error(`${requestId}: ${delivered ? 'Success' : 'Failed'}`));
  }
  batch.ackAll();
}
