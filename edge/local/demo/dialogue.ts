/** The transfer of the demonstration as somebody makes it in a terminal: a function that dials, and a line for each turn. */
import { formatAmount } from '../../../core/markets/format.ts';
import { codes, type MarketCode, pins } from './people.ts';
import { demoMarkets } from './people-of-markets.ts';
import { transferIn } from './transfer.ts';

/** Lines to paste into a shell. */
export function dialogueOf(code: MarketCode, url: string): readonly string[] {
  const { market, network, payer, payee, amount } = transferIn(code);
  const { biller, agent, till } = demoMarkets[code];
  const [, to, typed, pin] = ['1', payer.typedNumber, payer.typedAmount, payer.pin];
  const turns = ['', '1', `1*${to}`, `1*${to}*${typed}`, `1*${to}*${typed}*${pin}`];
  return [
    `dial() { curl -s ${url}/ussd/africastalking/demo -d sessionId="$1" -d networkCode=${network} \\`,
    `  --data-urlencode phoneNumber=+${payer.msisdn} --data-urlencode 'serviceCode=${market.serviceCode}' -d text="$2"; echo; }`,
    ...turns.map((text) => `dial s1 '${text}'`),
    `sleep 2; curl -s ${url}/handset/sms/${payee.msisdn}`,
    '',
    `# ${payer.msisdn} sends ${formatAmount(amount, market)} to ${payee.msisdn}. PINs: ${payer.pin}, ${pins.payee}; the crowd's ${pins.crowd}.`,
    `# agent ${codes.agent} ${agent.name}, biller ${codes.biller} ${biller.name} (account 01450123458), till ${codes.till} ${till.name}`,
  ];
}
