/** What became of airtime, and the commands that tell it where nobody knew. */
import { reference } from '../../../core/ids.ts';
import type { AirtimeState } from '../../../db/operator/airtime.ts';
import type { DescribedPayment } from '../../../db/operator/payments.ts';
import { endAirtime } from '../actions/payments.ts';
import type { Desk } from '../desk.ts';
import { parsePayment } from './arguments.ts';
import type { Arguments, Command } from './command.ts';
import { formatTime, labelled, printable } from './table.ts';

export const airtimeCommands: readonly Command[] = [
  {
    usage: 'airtime-delivered REF --reason TEXT --by NAME',
    summary: 'airtime of which nobody knew was delivered; the reason says how you know',
    run: (desk, args) => end(desk, args, true),
  },
  {
    usage: 'airtime-failed REF --reason TEXT --by NAME',
    summary: 'it was not delivered, and is paid back with its fee',
    run: (desk, args) => end(desk, args, false),
  },
];

async function end(desk: Desk, { positionals, options }: Arguments, delivered: boolean) {
  const { reason = '', by = '' } = options;
  const payment = await parsePayment(desk, positionals[0]);
  const { refund } = await endAirtime(desk, payment, delivered, { by, reason });
  const called = positionals[0]?.toUpperCase();
  if (delivered) return [`the airtime of ${called} was delivered`];
  if (refund === undefined) {
    return [
      `the airtime of ${called} was not delivered, and is owed: its payer has an account that is closed or full`,
      'it is paid back by itself within a minute after the account is reopened, or within the hour after it has room',
    ];
  }
  return [
    `the airtime of ${called} was not delivered, and is paid back by ${reference(refund)}`,
    'its SMS goes within a minute',
  ];
}

export function airtimeLines(
  { airtime, accountReference }: DescribedPayment,
  desk: Desk,
): string[] {
  if (!airtime) return [];
  const { state, attempts, at, request, answer, refund, by, reason } = airtime;
  const tries =
    attempts === 0 ? 'not tried yet' : `${attempts} ${attempts === 1 ? 'try' : 'tries'}`;
  return labelled([
    ['for', accountReference ?? undefined],
    ['state', meanings[state]],
    ['tried', `${tries}, ${attempts === 0 ? 'since' : 'the last at'} ${formatTime(at, desk)}`],
    ['request', request ?? undefined],
    ['refused', answer === null ? undefined : printable(answer)],
    ['paid back', paidBack(state, refund)],
    ['ended by', by === null ? undefined : `${printable(by)}: ${printable(reason ?? '')}`],
  ]);
}

function paidBack(state: AirtimeState, refund: string | null): string | undefined {
  if (refund !== null) return reference(BigInt(refund));
  return state === 'failed' ? 'owed: its payer has an account that is closed or full' : undefined;
}

const meanings = {
  intended: 'ordered, and not yet asked for at the gateway',
  sending: 'asked for at the gateway, without a good answer so far; it is tried again',
  sent: 'the gateway took it, and has not reported its end',
  delivered: 'delivered',
  failed: 'not delivered',
  unanswered: 'nobody knows: the gateway gave no answer; ask it, then airtime-delivered or -failed',
} as const;
