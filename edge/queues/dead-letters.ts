/**
 * Consumer of payment-dlq. The database still has what the messages named, and the sweep rings for it; but a report of
 * airtime was nowhere else, and somebody has to look for it at the gateway.
 */
import { alert, log } from '../telemetry/log.ts';
import { news } from './airtime.ts';

export function logDeadLetters(batch: MessageBatch): void {
  for (const { id, attempts, body } of batch.messages) {
    log('dead_letter', { message: id, attempts });
    const read = news.safeParse(body).data;
    if (read?.topic !== 'airtime_reports') continue;
    const { requestId, delivered } = read;
    alert('airtime_report_lost', new Error(`${requestId}: ${delivered ? 'Success' : 'Failed'}`));
  }
  batch.ackAll();
}
