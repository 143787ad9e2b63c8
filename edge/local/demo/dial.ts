/**
 * Dials the transfer through the carrier's real callback, and draws each screen. It knows the menu by the promises that the
 * project makes to users: an option for sending money, then the number, the amount and the PIN are asked for,
 * and the screen of the PIN shows the name, the amount and the fee. Other options and other wording do not concern it.
 */
import { formatAmount } from '../../../core/markets/format.ts';
import type { DemoChecks } from './checks.ts';
import { drawScreen } from './drawing.ts';
import type { Transfer } from './transfer.ts';

/** Returns the last screen. */
export async function dialTransfer(
  url: string,
  transfer: Transfer,
  checks: DemoChecks,
): Promise<string> {
  const { market, payer, payee, amount, fee } = transfer;
  const [shownAmount, shownFee] = [formatAmount(amount, market), formatAmount(fee, market)];
  const inputs: string[] = [];
  /** Shows the next screen, and types into it what `answer` makes of it. */
  const step = async (answer: (screen: string) => string, drawn?: string) => {
    const screen = await turn(url, transfer, inputs);
    if (!screen.startsWith('CON ')) throw new Error(`the session ended early: ${screen}`);
    const typed = answer(screen);
    drawScreen(screen, drawn ?? typed);
    inputs.push(typed);
  };

  await step((menu) => keyOf(menu, transfer.option));
  await step(() => payer.typedNumber);
  await step(() => payer.typedAmount);
  await step((screen) => {
    checks.contains('the screen of the PIN', screen, [payee.name, shownAmount, shownFee]);
    return payer.pin;
  }, '••••');

  const last = await turn(url, transfer, inputs);
  drawScreen(last);
  checks.equal('the last screen ends the session', last.startsWith('END '), true);
  return last;
}

/** The key of the option whose text begins with these words. */
function keyOf(menu: string, option: string): string {
  const key = new RegExp(`^(?:CON )?(\\d+)\\W+${option}`, 'm').exec(menu)?.[1];
  if (key === undefined) throw new Error(`the menu has no option ${option}: ${menu}`);
  return key;
}

/** One turn as Africa's Talking sends it: `text` holds every input so far. */
async function turn(url: string, transfer: Transfer, inputs: readonly string[]): Promise<string> {
  const response = await fetch(`${url}/ussd/africastalking/demo`, {
    method: 'POST',
    body: new URLSearchParams({
      sessionId: 'ATUid_demo',
      phoneNumber: `+${transfer.payer.msisdn}`,
      networkCode: transfer.network,
      serviceCode: transfer.market.serviceCode,
      text: inputs.join('*'),
    }),
  });
  return response.text();
}
