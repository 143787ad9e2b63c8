/** A phone that sends money over the carrier's callback, and checks every screen. */
import { Agent, request } from 'node:http';
import { kenya as market } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { en } from '../../../ussd/text/en.ts';

export interface Dialogue {
  readonly sessionId: string;
  readonly from: Msisdn;
  readonly to: Msisdn;
  /** Major units, "45.10"; the amount is small enough to have no fee. */
  readonly amount: string;
  readonly pin: string;
}

export interface Dialled {
  /** The milliseconds of each turn. */
  readonly turns: readonly number[];
  /** The payment's reference on the last screen. */
  readonly reference?: string;
  /** A reply that this phone should not see now. */
  readonly wrong?: string;
}

/** The number of turns in a dialogue that sends money. */
export const turnsOfDialogue = 5;

/** Dials over connections that are kept open, at most `atOnce` of them. */
export function phones(url: string, atOnce: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const turn = (form: Readonly<Record<string, string>>) =>
    post(agent, `${url}/ussd/africastalking/demo`, new URLSearchParams(form).toString());
  return {
    dial: (dialogue: Dialogue) => dial(dialogue, turn),
    close: () => agent.destroy(),
  };
}

async function dial(
  dialogue: Dialogue,
  turn: (form: Readonly<Record<string, string>>) => Promise<string>,
): Promise<Dialled> {
  const { sessionId, from } = dialogue;
  const turns: number[] = [];
  const typed: string[] = [];
  let reply = '';
  for (const { types, sees } of script(dialogue)) {
    if (types !== undefined) typed.push(types);
    const began = performance.now();
    reply = await turn({
      ...{ sessionId, phoneNumber: `+${from}`, networkCode: '63902' },
      ...{ serviceCode: market.serviceCode, text: typed.join('*') },
    });
    turns.push(performance.now() - began);
    if (!sees.every((part) => reply.includes(part))) return { turns, wrong: reply };
  }
  return { turns, reference: reply.slice(4, 14) };
}

/** Each input, and the text that its answer must contain. */
function script({ to, amount, pin }: Dialogue): { types?: string; sees: readonly string[] }[] {
  const number = `0${to.slice(market.numbers.countryCode.length)}`;
  const much = `${market.symbol}${amount}`;
  return [
    { sees: ['CON ', en.sendMoney] },
    { types: '1', sees: ['CON ', 'Enter phone number'] },
    { types: number, sees: ['CON ', en.askAmount] },
    { types: amount, sees: ['CON ', number, much, `Fee ${market.symbol}0.00`, en.enterPin] },
    { types: pin, sees: ['END ', ' Confirmed. ', number, much] },
  ];
}

/** Sends a form, and returns the body of the response. */
export function post(agent: Agent, url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text)).on('error', reject);
    });
    sent.on('error', reject).end(body);
  });
}
