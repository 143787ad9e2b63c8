/** Commands that look for customers and payments. */
import { reference } from '../../../core/ids.ts';
import { marketByCurrency } from '../../../core/markets/index.ts';
import { formatDigits, money } from '../../../core/money.ts';
import { publicState } from '../../../core/payments/outcome.ts';
import type { FoundCustomer, MarkedCustomer, SoughtPayment } from '../../../db/operator/search.ts';
import { findByMark, findByName, paymentsOfDay, paymentsOfParty } from '../actions/search.ts';
import type { Desk } from '../desk.ts';
import { parseAmount, parseDay, parseEntryNumber, parseId, parseNamePlace } from './arguments.ts';
import { type Arguments, type Command, UsageError } from './command.ts';
import { formatReference, formatTime, printable, table } from './table.ts';

export const findCommands: readonly Command[] = [
  {
    usage: 'find TEXT [--after PLACE]',
    summary:
      'customers by a number that they have or had, a document’s number, or the beginnings of their names; PLACE is the next page, as it was printed',
    run: find,
  },
  {
    usage: 'payments [--day DATE] [--party MSISDN|CODE] [--amount AMOUNT] [--after PLACE]',
    summary:
      'payments of a day of the market, whatever became of them, or the completed ones of a party, newest first',
    run: payments,
  },
];

async function find(desk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const [text = ''] = positionals;
  const after = options.after === undefined ? undefined : parseNamePlace(options.after);
  const marked = after ? [] : await findByMark(desk, text);
  if (marked.length > 0)
    return table(
      customerHeadings,
      marked.map((one) => markedRow(one, desk)),
    );
  if (!/\p{L}{2}/u.test(text)) return ['nobody has, or had, that number or document'];
  const { found, next } = await findByName(desk, text, after);
  return [
    ...(found.length > 0 ? table(customerHeadings, found.map(customerRow)) : ['nobody here']),
    ...(next ? [`more: --after ${next.word}:${next.account}`] : []),
  ];
}

const customerHeadings = ['NUMBER', 'NAME', 'WALLET', 'STATE', 'TIER', 'PIN', 'FOUND BY'];

function customerRow(customer: FoundCustomer): string[] {
  const { number, name, account, status, currency, tier, pin } = customer;
  const wallet = `W${account} ${currency}`;
  return [number, printable(name), wallet, status, String(tier ?? ''), pin, 'name'];
}

function markedRow(customer: MarkedCustomer, desk: Desk): string[] {
  const { mark, until } = customer;
  const by = until ? `${mark}, theirs until ${formatTime(until, desk)}` : mark;
  return [...customerRow(customer).slice(0, -1), by];
}

async function payments(desk: Desk, { options }: Arguments): Promise<string[]> {
  const { day: typedDay, party, amount, after } = options;
  const day = typedDay === undefined ? undefined : parseDay(desk, typedDay);
  if (party !== undefined) {
    const before = after === undefined ? undefined : parseEntryNumber(after).toString();
    const typed = amount === undefined ? undefined : (of: Desk) => parseAmount(of, amount);
    const { found, next } = await paymentsOfParty(desk, party, { amount: typed, day, before });
    return paymentLines(found, next, desk);
  }
  if (!day) throw new UsageError('write --day or --party: all payments of all time are too many');
  const place = after === undefined ? undefined : parseId(after);
  const sought = amount === undefined ? undefined : parseAmount(desk, amount);
  const { found, next } = await paymentsOfDay(desk, day, sought, place);
  return paymentLines(found, next, desk);
}

function paymentLines(found: readonly SoughtPayment[], next: string | null, desk: Desk): string[] {
  const headings = ['REFERENCE', 'TIME', 'TYPE', 'STATE', '>AMOUNT', '', 'FROM', 'TO'];
  return [
    ...(found.length > 0
      ? table(
          headings,
          found.map((payment) => paymentRow(payment, desk)),
        )
      : ['none here']),
    ...(next ? [`more: --after ${next}`] : []),
  ];
}

function paymentRow(payment: SoughtPayment, desk: Desk): string[] {
  const { number, at, type, state, payer, payee, currency, reference: of } = payment;
  const { currency: known } = marketByCurrency(currency ?? desk.market.currency, desk.market);
  const amount = money(BigInt(payment.amount), known);
  return [
    reference(BigInt(number)),
    formatTime(at, desk),
    type,
    publicState(state, amount, undefined),
    formatDigits(amount),
    known,
    printable(payer),
    [printable(payee), formatReference(type, of)].filter(Boolean).join(' '),
  ];
}
