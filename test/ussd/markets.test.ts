/** Conversations in the other markets, with their numbers, currencies and languages. */
import { describe, expect, test } from 'vitest';
import { markets } from '../../core/markets/index.ts';
import type { Market } from '../../core/markets/market.ts';
import { money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { PaymentTarget } from '../../core/payments/target.ts';
import { type CustomerPaymentType, descriptors } from '../../core/payments/types.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Performed, Result } from '../../ussd/effects.ts';
import { continueTurn, type RunEffect, startTurn } from '../../ussd/engine/engine.ts';
import type { Journal } from '../../ussd/engine/journal.ts';
import type { Context } from '../../ussd/flow.ts';
import { program } from '../../ussd/flows/main.ts';
import { fits } from '../../ussd/screen/gsm7.ts';
import { formatFullName, formatQuote } from '../../ussd/text/format.ts';
import { texts } from '../../ussd/text/index.ts';
import { aboveKeys } from '../support/phone/keys.ts';
import { alphabetOf } from '../support/phone/message.ts';
import { context, goodDay, quoted } from '../support/phone/phone.ts';

const all = Object.values(markets);

/** The screens of a session in a market, answer by answer; every quote costs `fee`. */
function screens(
  market: Market,
  fee: bigint,
  answers: readonly string[],
  customer: Result<'find_customer'> = goodDay.find_customer,
  refusal?: Refusal,
): string[] {
  const [language = 'en'] = market.languages;
  const inMarket: Context = { ...context, market, language };
  const price = money(fee, market.currency);
  const world = ({ effect }: RunEffect): Performed => {
    switch (effect.type) {
      case 'find_customer':
        return customer.known ? { ...customer, language } : customer;
      case 'read_recipients':
        return goodDay.read_recipients;
      case 'quote': {
        if (refusal) return { refusal };
        const { target, amount } = effect;
        const named = { person: 'JANE WANJIKU', business: '' };
        return { quote: quoted(target as PaymentTarget, { amount, fee: price }, named) };
      }
      default:
        return 'unavailable';
    }
  };
  let journal: Journal | undefined;
  return [undefined, ...answers].map((answer) => {
    const parts = answer === undefined ? [] : [answer];
    const mode = answer === undefined ? 'forward' : 'single';
    let reply = startTurn(program, inMarket, journal, { mode, parts });
    while (reply.kind === 'perform') reply = continueTurn(program, inMarket, reply, world(reply));
    journal = reply.journal;
    return aboveKeys(reply.text);
  });
}

test.each<[keyof typeof markets, bigint, string, string, string]>([
  ['TZ', 15_00n, '0754123456', '5000', 'Tuma TSh5,000.00 kwa JANE W. 0754123456? Ada TSh15.00.'],
  ['UG', 500n, '0772123456', '60,000', 'Send UGX60,000 to JANE W. 0772123456? Fee UGX500.'],
  ['RW', 100n, '0788123456', '5000', 'Send 5,000 RWF to JANE W. 0788123456? Fee 100 RWF.'],
  ['ZW', 20n, '0771234567', '9.50', 'Send $9.50 to JANE W. 0771234567? Fee $0.20.'],
  ['NG', 10_00n, '08021234567', '5000', 'Send N5,000.00 to JANE W. 08021234567? Fee N10.00.'],
  ['GH', 75n, '0233123456', '100', 'Send GHS100.00 to JANE W. 0233123456? Fee GHS0.75.'],
  ['SN', 50n, '771234567', '5 000', 'Envoyer 5 000 FCFA à JANE W. 771234567? Frais 50 FCFA.'],
  ['CM', 50n, '+237671234567', '500', 'Envoyer 500 FCFA à JANE W. 671234567? Frais 50 FCFA.'],
  ['EG', 1_00n, '01001234567', '200', 'Send EGP200.00 to JANE W. 01001234567? Fee EGP1.00.'],
])('in %s money is sent as people write it there (fee of %s)', (code, fee, to, amount, confirm) => {
  const shown = screens(markets[code], fee, ['1', to, amount]);
  expect(shown.at(-1)?.split('\n')[0]).toBe(confirm);
});

test('money without decimals is asked for without them', () => {
  const [, , , wrong] = screens(markets.UG, 0n, ['1', '0772123456', '500.50']);
  expect(wrong).toBe('The amount has too many decimals.\nEnter amount:');
});

test('a registration asks for a language where there is more than one', () => {
  const next = (code: keyof typeof markets, id: string) =>
    screens(markets[code], 0n, ['1', 'Ada Obi', id, '31121990'], { known: false }).at(-1);
  expect(next('NG', '12345678901')).toBe('Choose a PIN of 4 digits:');
  expect(next('UG', 'CM90012345ABCD')).toBe('Choose a language\n1. English\n2. Kiswahili');
});

describe('a registration asks for the document by its name', () => {
  const asked = (code: keyof typeof markets) =>
    screens(markets[code], 0n, ['1', 'Ada Obi'], { known: false }).at(-1);

  test.each<[keyof typeof markets, string]>([
    ['KE', 'Enter your ID number:'],
    ['TZ', 'Weka nambari ya NIDA au ya kitambulisho kingine:'],
    ['NG', 'Enter your NIN or other ID number:'],
    ['GH', 'Enter your Ghana Card or other ID number:'],
    ['RW', 'Enter your Indangamuntu or other ID number:'],
    ['SN', "Entrez le numéro de votre CNI ou autre pièce d'identité:"],
  ])('in %s: %s', (code, question) => {
    expect(asked(code)).toBe(question);
  });
});

test('a number whose check digit does not fit is asked about, and taken', () => {
  const answers = ['1', 'Ada Obi', '900101 5800 087'];
  expect(screens(markets.ZA, 0n, answers, { known: false }).at(-1)).toBe(
    '9001015800087 looks mistyped. Go back if it is not right.\nEnter your date of birth, like 31121990:',
  );
  const [, , , right] = screens(markets.ZA, 0n, ['1', 'Ada Obi', '9001015800088'], {
    known: false,
  });
  expect(right).toBe('Enter your date of birth, like 31121990:');
});

describe('a market that has no tariff for a type', () => {
  const { cash_out: _, p2p_unregistered: __, ...tariff } = markets.KE.tariff;
  const market: Market = { ...markets.KE, tariff };

  test('does not show its option', () => {
    const [menu, second] = screens(market, 0n, ['2']);
    const [all, third] = screens(markets.KE, 0n, ['3']);
    expect(menu).not.toContain('Withdraw cash');
    expect(all).toContain('2. Withdraw cash\n3. Buy airtime');
    expect(second).toBe('Enter phone number or choose:\n1. My number');
    expect(second).toBe(third);
  });

  test('does not let money wait for a number that is not registered', () => {
    const answers = ['1', '0799123456', '500'];
    const customer = goodDay.find_customer;
    expect(screens(markets.KE, 0n, answers, customer, 'recipient_not_found').at(-1)).toContain(
      'Send, to be claimed in 7 days',
    );
    expect(screens(market, 0n, answers, customer, 'recipient_not_found').at(-1)).toBe(
      'That number is not registered with Tuma.\nEnter phone number:',
    );
  });
});

function offeredIn({ tariff }: Market): CustomerPaymentType[] {
  return Object.keys(tariff) as CustomerPaymentType[];
}

/** The largest payment of a type and the highest price for it, to people and businesses with long names. */
function largest(market: Market, type: PaymentTarget['type']) {
  const { tiers, tariff, currency, numbers } = market;
  const sums = Object.values(tiers).map(({ sending }) => sending.maxPayment);
  const amount = money(
    sums.reduce((a, b) => (a > b ? a : b)),
    currency,
  );
  const bands = tariff[type] ?? [];
  const fees = (Array.isArray(bands) ? bands : Object.values(bands).flat()).map(({ fee }) => fee);
  const fee = money(
    fees.reduce((a, b) => (a > b ? a : b)),
    currency,
  );
  const to = (numbers.countryCode + '8'.repeat(10)) as Msisdn;
  const [code, accountReference] = ['9999999', 'W'.repeat(20)];
  const isToBusiness = descriptors[type].payee === 'business';
  const target = isToBusiness ? { type, code, accountReference } : { type, to };
  const named = { person: `${'W'.repeat(20)} W`, business: 'W'.repeat(40) };
  return formatQuote(quoted(target as PaymentTarget, { amount, fee }, named), market);
}

describe.each(all)('in $code', (market) => {
  // In Arabic the longest of them go on to a second page.
  const onOnePage = market.languages.filter((language) => alphabetOf(language) === 'GSM-7');

  test.each(onOnePage)('consent is asked for on one screen (%s)', (language) => {
    const { consent, accept, decline } = texts[language];
    const name = formatFullName({ given: `${'W'.repeat(29)}`, family: 'WW' });
    const id = 'W'.repeat(20);
    const screen = `${consent({ name, id })}\n1. ${accept}\n2. ${decline}`;
    expect({ screen, fits: fits(screen, context.budget) }).toMatchObject({ fits: true });
  });

  test.each(onOnePage)('every payment is asked about on one screen (%s)', (language) => {
    const { payments, confirm, refusals, enterPin } = texts[language];
    for (const type of offeredIn(market)) {
      const quote = largest(market, type);
      const asked = confirm({ what: payments[type].what(quote), fee: quote.fee });
      const question = `${asked}\n${enterPin}`;
      expect({ question, fits: fits(question, context.budget) }).toMatchObject({ fits: true });
      const again = `${refusals.quote_expired}\n${question}`;
      expect({ again, fits: fits(again, context.budget) }).toMatchObject({ fits: true });
    }
  });

  test.each(market.languages)('every payment is told on one screen (%s)', (language) => {
    const { payments } = texts[language];
    for (const type of offeredIn(market)) {
      const quote = largest(market, type);
      const paid = { ...quote, reference: 'WWWWWWWWWW', balance: quote.amount };
      const told = payments[type].done(paid);
      expect({ told, fits: fits(told, context.budget) }).toMatchObject({ fits: true });
    }
  });
});
