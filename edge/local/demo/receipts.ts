/** Shows the receipts that both phones got, and checks the other side, reference, amount, fee and balance, in any wording. */
import { formatAmount } from '../../../core/markets/format.ts';
import type { Money } from '../../../core/money.ts';
import type { DemoChecks } from './checks.ts';
import { drawMessage } from './drawing.ts';
import type { Transfer } from './transfer.ts';

export async function showReceipts(
  url: string,
  transfer: Transfer,
  reference: string,
  checks: DemoChecks,
): Promise<void> {
  const { market, payer, payee, amount, fee, payerBalance, payeeBalance } = transfer;
  type Side = { readonly msisdn: string; readonly name: string };
  const show = async ({ msisdn }: Side, other: Side, amounts: readonly Money[]) => {
    const messages = await inboxOf(url, msisdn);
    for (const text of messages) drawMessage(msisdn, text);
    checks.equal(`messages to ${msisdn}`, messages.length, 1);
    const named = `${other.msisdn} ${other.name}`;
    const parts = [reference, named, ...amounts.map((value) => formatAmount(value, market))];
    checks.contains(`the receipt of ${msisdn}`, messages[0] ?? '', parts);
  };
  await show(payer, payee, [amount, fee, payerBalance]);
  await show(payee, payer, [amount, payeeBalance]);
}

/** The messages of a number once there is one, at most ten seconds later. */
async function inboxOf(url: string, msisdn: string): Promise<string[]> {
  for (let i = 0; i < 100; i += 1) {
    const response = await fetch(`${url}/handset/sms/${msisdn}`);
    const inbox = (await response.json()) as { text: string }[];
    if (inbox.length > 0) return inbox.map(({ text }) => text);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return [];
}
