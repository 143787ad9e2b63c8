/** The transfer that the demonstration makes in a market, and the figures that its data and prices give it. */
import { fullName, shortName } from '../../../core/identity/name.ts';
import { markets } from '../../../core/markets/index.ts';
import type { Market } from '../../../core/markets/market.ts';
import { currencies, type Money, money, toDecimal } from '../../../core/money.ts';
import { nationalNumber } from '../../../core/msisdn.ts';
import { feeFor } from '../../../core/revenue/tariff.ts';
import { texts } from '../../../ussd/text/index.ts';
import { type DemoPerson, type MarketCode, pins } from './people.ts';
import { demoMarkets } from './people-of-markets.ts';

export interface Transfer {
  readonly market: Market;
  readonly network: string;
  readonly payer: {
    readonly msisdn: string;
    readonly name: string;
    readonly typedNumber: string;
    readonly typedAmount: string;
    readonly pin: string;
  };
  /** The names are as screens and SMS write them: "JANE W." */
  readonly payee: { readonly msisdn: string; readonly name: string };
  /** The beginning of the menu's option, in the language of the market's phones. */
  readonly option: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly payerBalance: Money;
  readonly payeeBalance: Money;
  /** The payment of earlier today, and the amount. */
  readonly sentToday: Money;
}

export function transferIn(code: MarketCode): Transfer {
  const market: Market = markets[code];
  const { network, payer, payee, spentEarlier, amount: sent } = demoMarkets[code];
  const { currency } = market;
  const unit = 10n ** BigInt(currencies[currency].minorUnit);
  const of = (major: bigint) => money(major * unit, currency);
  const amount = of(sent);
  const fee = feeFor('p2p', amount, 1, market);
  if (!fee) throw new Error(`${code} has no price for ${toDecimal(amount)}`);
  return {
    ...{ market, network, amount, fee },
    payer: {
      msisdn: payer.msisdn,
      name: nameOf(payer),
      typedNumber: nationalNumber(payee.msisdn, market.numbers),
      typedAmount: String(sent),
      pin: pins.payer,
    },
    payee: { msisdn: payee.msisdn, name: nameOf(payee) },
    option: texts[market.languages[0] ?? 'en'].sendMoney,
    payerBalance: money(payer.balance * unit - amount.minor - fee.minor, currency),
    payeeBalance: of(payee.balance + sent),
    sentToday: of(spentEarlier + sent),
  };
}

function nameOf({ name: [given, family] }: DemoPerson): string {
  return shortName(fullName({ given, family }));
}

/** "-5015.00": minor units of the market's currency as a decimal string. */
export function decimal({ market }: Transfer, minor: bigint): string {
  return toDecimal(money(minor, market.currency));
}
