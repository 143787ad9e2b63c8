/** The command that exchanges money of one currency for money of another, at a rate that the operator types. */
import { reference } from '../../../core/ids.ts';
import { formatDigits, type Money, money } from '../../../core/money.ts';
import { type ExchangeQuote, formatRate } from '../../../core/revenue/exchange.ts';
import type { OperatorAccount } from '../../../db/operator/accounts.ts';
import { findAccount } from '../actions/accounts.ts';
import { makeExchange, quoteAtRate } from '../actions/exchange.ts';
import type { Desk } from '../desk.ts';
import { parseAmount, parseExchangeRate } from './arguments.ts';
import type { Arguments, Command } from './command.ts';
import { once } from './once.ts';
import { formatWithCurrency, labelled } from './table.ts';

export const exchangeCommands: readonly Command[] = [
  {
    usage:
      'exchange FROM TO --amount AMOUNT --rate RATE [--fee AMOUNT] [--by NAME] [--note TEXT] [--id UUID]',
    summary:
      'from one wallet to another of a different currency; without --by it only says what would come of it',
    run: exchange,
  },
];

async function exchange(homeDesk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const payer = await findAccount(homeDesk, positionals[0] ?? '');
  const payee = await findAccount(homeDesk, positionals[1] ?? '');
  const { by, note, amount = '', rate = '' } = options;
  const { desk } = payer;
  const typedAmount = parseAmount(desk, amount);
  const quote = quoteAtRate(desk, payee.desk, typedAmount, parseExchangeRate(rate));
  const fee = options.fee === undefined ? noFee(desk) : parseAmount(desk, options.fee);
  const preview = previewLines(payer.account, payee.account, quote, fee);
  if (by === undefined) return preview;

  // The preview is printed first, so that it is not lost where the database does not answer.
  for (const line of preview) console.log(line);
  const order = { payer, payee, quote, fee, by, note };
  const result = await once(desk, options.id, (id) => makeExchange({ ...order, id }));
  const [paid, received] = [formatWithCurrency(quote.from), formatWithCurrency(quote.to)];
  const left = formatWithCurrency(money(result.payerBalance ?? 0n, fee.currency));
  return [
    `${payer.account.number} paid ${paid} by ${reference(result.number ?? 0n)}, and has ${left}`,
    `${payee.account.number} received ${received} by ${reference(result.inNumber ?? 0n)}`,
    'both receipts go within a minute',
  ];
}

function previewLines(
  payer: OperatorAccount,
  payee: OperatorAccount,
  quote: ExchangeQuote,
  fee: Money,
): string[] {
  const { from, to, rate } = quote;
  const total = money(from.minor + fee.minor, from.currency);
  return labelled([
    ['from', `${payer.number} ${payer.name}`],
    ['to', `${payee.number} ${payee.name}`],
    ['pays', `${formatWithCurrency(total)}, of it fee ${formatDigits(fee)}`],
    ['rate', `1 ${from.currency} is ${formatRate(rate)} ${to.currency}`],
    ['receives', formatWithCurrency(to)],
  ]);
}

function noFee({ market }: Desk): Money {
  return money(0n, market.currency);
}
