/**
 * Who is there when a market is tried: two people, a crowd of two hundred, an agent, a biller and a till, with amounts of about
 * the same worth everywhere. people-of-markets.ts has a row for each market.
 */
import type { markets } from '../../../core/markets/index.ts';

export type MarketCode = keyof typeof markets;

export interface DemoMarket {
  /** The network's code (MCC and MNC) that its carrier sends with each turn. */
  readonly network: string;
  readonly payer: DemoPerson;
  readonly payee: DemoPerson;
  /** The payer has paid this much earlier today (major units), on top of what the balances say. */
  readonly spentEarlier: bigint;
  /** What the payer sends to the payee in the demonstration (major units). */
  readonly amount: bigint;
  readonly crowd: {
    /** Six digits follow, from 000001 to 000200. */
    readonly prefix: string;
    /** The opening balance of each, in major units. */
    readonly balance: bigint;
    readonly given: readonly string[];
    readonly family: readonly string[];
  };
  readonly agent: DemoBusiness;
  readonly biller: DemoBusiness;
  readonly till: DemoBusiness;
}

export interface DemoPerson {
  readonly msisdn: string;
  readonly name: readonly [given: string, family: string];
  /** In major units, after what was spent earlier. */
  readonly balance: bigint;
}

export interface DemoBusiness {
  readonly name: string;
  /** The phone that gets the receipts of what the business is paid. */
  readonly msisdn: string;
}

/** The PINs and codes are the same in every market. */
export const pins = { payer: '4821', payee: '6093', crowd: '7391' } as const;
export const codes = { agent: '123456', biller: '888880', till: '500100' } as const;
export const crowdSize = 200;

/** A phone, and the name of its owner. */
type Row = readonly [msisdn: string, name: string];

/** Worth gives the balances: 25 of it for the payer, 8.5 for the payee, 10 for each of the crowd; 5 are sent, 12 were. */
export function market(
  network: string,
  worth: bigint,
  people: { readonly payer: Row; readonly payee: Row; readonly crowd: string },
  names: { readonly given: string; readonly family: string },
  shops: { readonly agent: Row; readonly biller: Row; readonly till: Row },
): DemoMarket {
  const person = ([msisdn, name]: Row, balance: bigint): DemoPerson => {
    const [given = '', family = ''] = name.split(' ');
    return { msisdn, name: [given, family], balance };
  };
  const shop = ([msisdn, name]: Row): DemoBusiness => ({ msisdn, name });
  return {
    network,
    payer: person(people.payer, worth * 25n),
    payee: person(people.payee, (worth * 17n) / 2n),
    spentEarlier: worth * 12n,
    amount: worth * 5n,
    crowd: {
      prefix: people.crowd,
      balance: worth * 10n,
      given: names.given.split(' '),
      family: names.family.split(' '),
    },
    agent: shop(shops.agent),
    biller: shop(shops.biller),
    till: shop(shops.till),
  };
}

/** One of the crowd, counted from 0. */
export function crowdPerson({ crowd }: DemoMarket, i: number): DemoPerson {
  const { prefix, balance, given, family } = crowd;
  const name = [given[i % 8] ?? '', family[Math.floor(i / 8) % 8] ?? ''] as const;
  return { msisdn: `${prefix}${String(i + 1).padStart(6, '0')}`, name, balance };
}
