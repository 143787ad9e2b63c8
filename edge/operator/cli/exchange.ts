/** Money of one currency for money of another, at a rate that a person at the operator types. */

import { paymentId, reference } from '../../../core/ids.ts';
import { type Money, money } from '../../../core/money.ts';
import {
  type ExchangeQuote,
  formatRate,
  parseRate,
  quoteExchange,
} from '../../../core/revenue/exchange.ts';
import { exciseIn } from '../../../core/revenue/tariff.ts';
import { NoDatabase } from '../../../db/local/owner.ts';
import type { OperatorAccount } from '../../../db/operator/accounts.ts';
import { accountOf, amountOf, refused } from './arguments.ts';
import { type Command, type Desk, type Given, UsageError } from './command.ts';
import { facts, figures } from './table.ts';

export const exchangeCommands: readonly Command[] = [
  {
    usage:
      'exchange FROM TO --amount AMOUNT --rate RATE [--fee AMOUNT] [--by NAME] [--note TEXT] [--id UUID]',
    does: 'from one wallet to another of a different currency; without --by it only says what would come of it',
    run: exchange,
  },
];

async function exchange(here: Desk, { words, options }: Given): Promise<string[]> {
  const { desk, account: payer } = await accountOf(here, words[0]);
  const { desk: there, account: payee } = await accountOf(here, words[1]);
  const { by, note, amount = '', rate = '' } = options;
  const quote = quoteOf(desk, there, amountOf(desk, amount), rate);
  const fee = options.fee === undefined ? noFee(desk) : amountOf(desk, options.fee);
  const ids = idsOf(desk, options.id);
  const quoted = quoteLines(payer, payee, quote, fee);
  if (by === undefined) return quoted;

  // What is said here is not lost where the database does not answer.
  for (const line of quoted) console.log(line);
  const request = {
    ...ids,
    ...{ channel: 'desk' as const, payer: payer.id, payee: payee.id },
    ...{ quote, fee, excise: exciseIn(fee, desk.market) },
    made: { by, reason: note ?? `at ${formatRate(quote.rate)}` },
  };
  const done = await desk.exchange(there.market, request).catch((error: Error) => {
    if (!(error instanceof NoDatabase)) throw error;
    const again = `type it again with --id ${ids.out}, and it is made once`;
    throw new NoDatabase(`${error.message}; nobody knows yet whether it was made: ${again}`);
  });
  if (done.refusal) throw refused(done.refusal);
  const left = money(done.payerBalance ?? 0n, fee.currency);
  return [
    `${payer.number} paid ${written(quote.from)} by ${reference(done.number ?? 0n)}, and has ${written(left)}`,
    `${payee.number} received ${written(quote.to)} by ${reference(done.inNumber ?? 0n)}`,
    'both receipts go within a minute',
  ];
}

function quoteOf(from: Desk, to: Desk, amount: Money, typed: string): ExchangeQuote {
  const rate = parseRate(typed);
  if (!rate) throw new UsageError(`${typed} is no rate: 28.55 is one, with at most eight decimals`);
  // The rate is the one that the customer gets: what the house keeps of the market's is in it.
  const quote = quoteExchange(amount, to.market.currency, { rate, spread: 0n, now: from.now });
  if ('refusal' in quote) throw refused(quote.refusal);
  return quote;
}

function quoteLines(
  payer: OperatorAccount,
  payee: OperatorAccount,
  quote: ExchangeQuote,
  fee: Money,
): string[] {
  const { from, to, rate } = quote;
  const all = money(from.minor + fee.minor, from.currency);
  return facts([
    ['from', `${payer.number} ${payer.name}`],
    ['to', `${payee.number} ${payee.name}`],
    ['pays', `${written(all)}, of it fee ${figures(fee)}`],
    ['rate', `1 ${from.currency} is ${formatRate(rate)} ${to.currency}`],
    ['receives', written(to)],
  ]);
}

function noFee({ market }: Desk): Money {
  return money(0n, market.currency);
}

/** Of both sides: the one is made of the other, so that who asks again needs to name only one. */
function idsOf(desk: Desk, typed?: string): { readonly out: string; readonly in: string } {
  const out =
    typed?.toLowerCase() ?? paymentId(desk.now, crypto.getRandomValues(new Uint8Array(10)));
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(out)) {
    throw new UsageError(`${typed} is no id of an exchange`);
  }
  const last = (Number.parseInt(out.slice(-1), 16) ^ 1).toString(16);
  return { out, in: out.slice(0, -1) + last };
}

/** "1,000.00 KES" */
function written(amount: Money): string {
  return `${figures(amount)} ${amount.currency}`;
}
