import { describe, expect, it } from 'vitest';
import type { PersonName } from '../../../core/identity/name.ts';
import { reference } from '../../../core/ids.ts';
import { type Language, languages } from '../../../core/language.ts';
import { markets } from '../../../core/markets/index.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { Band, Market } from '../../../core/markets/market.ts';
import { money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import {
  descriptors,
  type FeePayer,
  type PaymentDescriptor,
  type PaymentType,
  paymentTypes,
} from '../../../core/payments/types.ts';
import { type Receipt, receiptText } from '../../../core/receipts/receipt.ts';
import { type Refusal, refusals } from '../../../core/refusal.ts';
import { measure } from '../../../ussd/screen/gsm7.ts';
import { ksh } from '../../support/books/payments.ts';
import { alphabetOf, isOneMessage } from '../../support/phone/message.ts';

/** The example: 5,000.00 from 254700123456 to 254711987654 for 15.00, at 17:30 in Nairobi. */
const sent: Receipt = {
  type: 'p2p',
  business: undefined,
  accountReference: undefined,
  party: 'payer',
  language: 'en',
  state: 'completed',
  refusal: undefined,
  number: 789_123n,
  amount: ksh(5_000_00n),
  fee: ksh(15_00n),
  other: '254711987654' as Msisdn,
  balance: ksh(19_985_00n),
  endedAt: Date.parse('2024-09-02T14:30:03Z'),
};
const received: Receipt = {
  ...sent,
  party: 'payee',
  fee: ksh(0n),
  other: '254700123456' as Msisdn,
  balance: ksh(13_500_00n),
};
const REF = reference(789_123n);

const text = (receipt: Receipt) => receiptText(receipt, kenya);

describe('the wording', () => {
  it('tells the sender what was sent, when, what is left and what it cost', () => {
    expect(text(sent)).toBe(
      `${REF} Confirmed. Ksh5,000.00 sent to 254711987654 on 2/9/24 at 5:30 PM. ` +
        'New balance is Ksh19,985.00. Transaction cost Ksh15.00.',
    );
  });

  it('tells the recipient what came, from whom and what there is now', () => {
    expect(text(received)).toBe(
      `${REF} Confirmed. You have received Ksh5,000.00 from 254700123456 on 2/9/24 at 5:30 PM. ` +
        'New balance is Ksh13,500.00.',
    );
  });

  it('tells a payee who pays what it cost, and what is left then', () => {
    const sold = { ...received, type: 'buy_goods', amount: ksh(500_00n) } as const;
    const cost = { fee: ksh(5_00n), balance: ksh(1_495_00n) };
    expect(text({ ...sold, ...cost })).toBe(
      `${REF} Confirmed. You have received Ksh500.00 from 254700123456 on 2/9/24 at 5:30 PM. ` +
        'New balance is Ksh1,495.00. Transaction cost Ksh5.00.',
    );
    expect(text({ ...sold, ...cost, language: 'sw' })).toMatch(
      / Salio jipya ni Ksh1,495\.00\. Gharama Ksh5\.00\.$/,
    );
    expect(text({ ...sold, ...cost, language: 'fr' })).toMatch(
      / Nouveau solde Ksh1,495\.00\. Frais Ksh5\.00\.$/,
    );
  });

  it('tells the sender that nothing was sent, and why', () => {
    const end = { state: 'rejected', refusal: 'insufficient_funds', balance: undefined } as const;
    expect(text({ ...sent, ...end })).toBe(
      `${REF} Failed. Ksh5,000.00 was not sent to 254711987654 on 2/9/24 at 5:30 PM. ` +
        'Not enough money.',
    );
  });

  it('says of each payment what did not happen', () => {
    const undone = (type: PaymentType, language: Language = 'en') =>
      text({ ...sent, type, language, state: 'failed', balance: undefined }).split('. ')[1];
    expect(undone('cash_out')).toMatch(/^Ksh5,000\.00 was not withdrawn at /);
    expect(undone('pay_bill')).toMatch(/^Ksh5,000\.00 was not paid to /);
    expect(undone('airtime')).toMatch(/^Ksh5,000\.00 airtime for 254711987654 was not bought /);
    expect(undone('airtime', 'sw')).toMatch(/^Muda wa Ksh5,000\.00 .* haukununuliwa /);
    expect(undone('cash_out', 'fr')).toMatch(/^Ksh5,000\.00 non retiré chez /);
  });

  it('does not ask whose account is not active to try again later', () => {
    const end = { state: 'rejected', refusal: 'payer_unavailable', balance: undefined } as const;
    expect(text({ ...sent, ...end })).toMatch(/ PM\. Your account is not active\.$/);
  });

  it('tells whose account was corrected what was done and why', () => {
    const corrected = { ...received, type: 'adjustment', amount: ksh(90_00n) } as const;
    const reason = 'a withdrawal was counted twice';
    expect(text({ ...corrected, reason })).toBe(
      `${REF} Correction: Ksh90.00 added on 2/9/24 at 5:30 PM. New balance is Ksh13,500.00. ` +
        'Reason: a withdrawal was counted twice.',
    );
    expect(text({ ...corrected, party: 'payer', reason })).toContain(
      ' Correction: Ksh90.00 taken ',
    );
    expect(text({ ...corrected, language: 'fr', reason })).toMatch(
      / Correction: Ksh90\.00 ajouté .* Motif: a withdrawal was counted twice\.$/,
    );
    expect(text({ ...corrected, language: 'sw', reason })).toMatch(
      / Marekebisho: Ksh90\.00 imeongezwa .* Sababu: a withdrawal was counted twice\.$/,
    );
    expect(text(corrected)).toMatch(/ New balance is Ksh13,500\.00\.$/);
  });

  it.each(languages)('cuts a long reason after a word, and fits one message (%s)', (language) => {
    const reason = 'the agent counted the money of the second of September twice. '.repeat(4);
    const corrected = { ...received, type: 'adjustment', language, reason } as const;
    for (const minor of [1n, 5_000_00n, 999_999_999_99n]) {
      const words = text({ ...corrected, amount: ksh(minor), balance: ksh(minor) });
      expect(words).toMatch(/: the agent [a-z .]*[a-z]\.\.\.$/i);
      expect(measure(words).encoding).toBe(alphabetOf(language));
      expect(isOneMessage(words)).toBe(true);
      expect(words.length).toBeGreaterThan(alphabetOf(language) === 'GSM-7' ? 135 : 109);
    }
  });

  it('speaks Swahili to whoever chose it', () => {
    expect(text({ ...sent, language: 'sw' })).toBe(
      `${REF} Imethibitishwa. Ksh5,000.00 imetumwa kwa 254711987654 tarehe 2/9/24 saa 5:30 PM. ` +
        'Salio jipya ni Ksh19,985.00. Gharama Ksh15.00.',
    );
    expect(text({ ...received, language: 'sw' })).toBe(
      `${REF} Imethibitishwa. Umepokea Ksh5,000.00 kutoka 254700123456 tarehe 2/9/24 saa 5:30 PM. ` +
        'Salio jipya ni Ksh13,500.00.',
    );
  });

  it('speaks French to whoever chose it, with days and hours as the French write them', () => {
    expect(text({ ...sent, language: 'fr' })).toBe(
      `${REF} Confirmé. Ksh5,000.00 envoyé à 254711987654 le 02/09/24 à 17h30. ` +
        'Nouveau solde Ksh19,985.00. Frais Ksh15.00.',
    );
  });

  it('tells the local time of the end, on the other side of midnight too', () => {
    const late = text({ ...sent, endedAt: Date.parse('2024-12-31T21:05:00Z') });
    expect(late).toContain(' on 1/1/25 at 12:05 AM.');
  });
});

const janeWanjiku = { given: 'Jane', family: 'Wanjiku' };

describe('the other side has the name that screens show', () => {
  it.each([
    ['en', 'payer', ' sent to 254711987654 JANE W. on 2/9/24 '],
    ['en', 'payee', ' received Ksh5,000.00 from 254711987654 JANE W. on 2/9/24 '],
    ['sw', 'payer', ' imetumwa kwa 254711987654 JANE W. tarehe 2/9/24 '],
    ['sw', 'payee', ' kutoka 254711987654 JANE W. tarehe 2/9/24 '],
    ['fr', 'payer', ' envoyé à 254711987654 JANE W. le 02/09/24 '],
    ['fr', 'payee', ' de 254711987654 JANE W. le 02/09/24 '],
    ['ar', 'payer', ' إلى 254711987654 JANE W. 2/9/24 '],
    ['ar', 'payee', ' من 254711987654 JANE W. 2/9/24 '],
  ] as const)('in %s to the %s:%s', (language, party, words) => {
    const receipt = party === 'payer' ? sent : { ...received, other: sent.other };
    expect(text({ ...receipt, language, otherName: janeWanjiku })).toContain(words);
  });

  it.each([
    [{ given: 'Abebech', family: '' }, 'ABEBECH'],
    [{ given: 'Umaru Musa', family: 'Ƴar’adua' }, 'UMARU Y.'],
    [{ given: 'Ɖela', family: 'Ƒoli' }, 'DELA F.'],
    [{ given: 'محمد أحمد عبد', family: 'الله' }, 'MHMD A.'],
  ])('%j is %s, in letters that every phone shows', (otherName, name) => {
    expect(text({ ...sent, otherName })).toContain(` sent to 254711987654 ${name} on `);
    expect(measure(text({ ...sent, otherName })).encoding).toBe('GSM-7');
  });

  it('where the number is no longer theirs, the name alone', () => {
    expect(text({ ...sent, otherName: janeWanjiku, other: undefined })).toContain(
      'sent to JANE W. on',
    );
  });

  it('where nothing was sent, too', () => {
    const end = { state: 'rejected', refusal: 'insufficient_funds', balance: undefined } as const;
    expect(text({ ...sent, ...end, otherName: janeWanjiku })).toContain(
      ' was not sent to 254711987654 JANE W. on ',
    );
  });

  it('to a customer, an agent, a biller and a till', () => {
    const named = { ...received, accountReference: '01450123458', otherName: janeWanjiku };
    const heard = (type: PaymentType) => text({ ...named, type });
    expect(heard('cash_out')).toContain('Give Ksh5,000.00 cash to 254700123456 JANE W. on ');
    expect(heard('pay_bill')).toContain('Ksh5,000.00 from 254700123456 JANE W. for 01450123458 on');
    expect(heard('buy_goods')).toContain('received Ksh5,000.00 from 254700123456 JANE W. on ');
    expect(heard('claim')).toContain('received Ksh5,000.00 from 254700123456 JANE W. on ');
    expect(text({ ...sent, otherName: janeWanjiku, type: 'claim' })).toContain(
      ' 254711987654 JANE W. has registered and received ',
    );
  });

  it('of a business that is its name and its number', () => {
    const business = { name: 'Mama  Njeri Shop', code: '123456' };
    const paid = { ...sent, business, other: undefined, accountReference: '01450123458' };
    const heard = (type: PaymentType) => text({ ...paid, type });
    expect(heard('buy_goods')).toContain(' paid to MAMA NJERI SHOP 123456 on 2/9/24 ');
    expect(heard('pay_bill')).toContain(' paid to MAMA NJERI SHOP 123456 for 01450123458 on ');
    expect(heard('cash_out')).toContain(' Take Ksh5,000.00 from MAMA NJERI SHOP 123456 on ');
    expect(text({ ...paid, type: 'cash_in', party: 'payee' })).toContain(
      ' from MAMA NJERI SHOP 123456 on ',
    );
  });

  it.each(languages)('and is left out where the message has no room for it (%s)', (language) => {
    const without = (minor: bigint, otherName?: PersonName) =>
      text({ ...sent, language, otherName, amount: ksh(minor), balance: ksh(minor) });
    const named = (minor: bigint) => without(minor, longestName);
    const balances = Array.from({ length: 18 }, (_, digits) => 10n ** BigInt(digits));
    const most = language === 'ar' ? 134 : 160;
    const shown = balances.filter((minor) => named(minor).includes('WWWWWWWWWWWWWWWWW W.'));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThan(balances.length);
    for (const minor of balances.slice(shown.length)) {
      expect(named(minor)).toBe(without(minor));
      expect(without(minor).length + ' WWWWWWWWWWWWWWWWW W.'.length).toBeGreaterThan(most);
    }
  });

  it('and a business keeps its number', () => {
    const business = { name: 'W'.repeat(25), code: '8888888' };
    const balance = ksh(10n ** 15n);
    expect(text({ ...sent, ...longest, balance, business, type: 'buy_goods' })).toContain(
      ' paid to 8888888 on ',
    );
  });
});

/** The longest that the market's amounts, the books' balances and the calendar can make of it. */
const longest = {
  number: 2n ** 63n - 1n,
  amount: ksh(70_000_00n),
  fee: ksh(60_00n),
  balance: ksh(10n ** 18n - 1n),
  endedAt: Date.parse('2024-12-31T09:30:00Z'),
};
/** Names of it leave no room for the largest amounts, and are left out. */
const longestName = { given: 'W'.repeat(40), family: 'W' };
/** The longest that is paid or got on the other side of an exchange. */
const exchangedMost = money(50_000_000_00n, 'NGN');
/** What a payee pays at most, of the types whose rule says so. */
const paysOf = ({ feeBy }: PaymentDescriptor) => ({ fee: ksh(feeBy === 'payee' ? 200_00n : 0n) });

/** Every party that is told of a completed payment, of every type. */
const told = paymentTypes.flatMap((type) => {
  const { notifiesPayer, notifiesPayee, payees } = descriptors[type];
  const [payee] = payees;
  const business =
    payee === 'wallet' || payee === 'airtime' || payee === 'unclaimed'
      ? undefined
      : { name: 'WWWWWWWWWWWWWWWWWWWWWWWWW', code: '8888888' };
  const account = payee === 'biller' ? 'W'.repeat(20) : '254799123456';
  const isExchange = descriptors[type].otherSide === 'pair';
  const all = { type, accountReference: account, ...(isExchange && { exchanged: exchangedMost }) };
  return [
    ...(notifiesPayer ? [{ ...sent, ...all, business, otherName: longestName }] : []),
    ...(notifiesPayee
      ? [{ ...received, ...all, ...paysOf(descriptors[type]), otherName: longestName }]
      : []),
  ];
});
const completed = languages.flatMap((language) =>
  told.map((receipt): Receipt => {
    // A house or a business may have any balance; a bill's account number and a large balance are never both so long.
    const balance = receipt.type === 'p2p' ? longest.balance : ksh(999_999_999_99n);
    const fee = receipt.party === 'payer' ? longest.fee : receipt.fee;
    return { ...receipt, ...longest, fee, balance, language };
  }),
);
const notDone = languages.flatMap((language) =>
  told
    .filter(({ party }) => party === 'payer')
    .flatMap((receipt) =>
      (['rejected', 'failed'] as const).flatMap((state) =>
        [undefined, ...refusals].map((refusal): Receipt => {
          // What was refused may be more than anybody has.
          const amount = ksh(10n ** 18n - 1n);
          return { ...receipt, ...longest, amount, language, state, refusal, balance: undefined };
        }),
      ),
    ),
);

/** A receipt begins with its reference; in Arabic with a word before it, which turns the line's direction. */
function beginningWith({ language, number }: Receipt): RegExp {
  const named = reference(number);
  return new RegExp(
    language === 'ar' ? `^\\p{Lo}.*${named}.*\\.$` : `^${named} \\p{Lu}.*\\.$`,
    'u',
  );
}

describe('every receipt', () => {
  it.each([...completed, ...notDone])(
    'of $type to the $party in $language, $state ($refusal), fits one message and reads well',
    (receipt) => {
      const nobody = receipt.type === 'p2p' || receipt.type === 'buy_goods';
      for (const other of nobody ? [receipt.other, undefined] : [receipt.other]) {
        const words = text({ ...receipt, other });
        expect(measure(words).encoding).toBe(alphabetOf(receipt.language));
        expect(isOneMessage(words), words).toBe(true);
        expect(words).toMatch(beginningWith(receipt));
        expect(words).not.toMatch(/ {2}|undefined|null|NaN| \.|_/);
        if (receipt.state !== 'completed') expect(words).not.toMatch(/Confirmed|Imethibitishwa/);
      }
    },
  );

  it.each(languages)('to a recipient tells one balance, its own, and no fee (%s)', (language) => {
    const words = text({ ...received, language, balance: ksh(13_500_00n) });
    const amounts = words.match(/Ksh[\d,.]*\d/g);
    expect(amounts).toEqual(['Ksh5,000.00', 'Ksh13,500.00']);
  });
});

describe('whose payees may pay the fee', () => {
  const types = ['p2p', 'cash_in', 'cash_out', 'pay_bill', 'buy_goods'] as const;

  it.each(types.flatMap((type) => languages.map((language) => [type, language] as const)))(
    '%s tells them what it cost, as its last word (%s)',
    (type, language) => {
      const cost = { fee: ksh(7_77n), accountReference: '01450123458' };
      const words = text({ ...received, ...cost, type, language });
      expect(words).toMatch(/13,500\.00\. (Transaction cost|Gharama|Frais|الرسوم) Ksh7\.77\.$/);
      expect(isOneMessage(words)).toBe(true);
      expect(text({ ...received, ...cost, type, language, fee: ksh(0n) })).toMatch(/13,500\.00\.$/);
    },
  );
});

/**
 * The largest payment that somebody may make there, the fee for it that a payer and that a payee may pay, and the most that
 * somebody may have.
 */
function mostIn({ tiers, tariff, currency }: Market) {
  const all = Object.values(tiers);
  const types = Object.keys(tariff) as (keyof typeof tariff)[];
  const feesBy = (who: FeePayer) =>
    types
      .filter((type) => descriptors[type].feeBy === who)
      .flatMap((type) =>
        Object.values(tariff[type] ?? [])
          .flat()
          .map(({ fee }: Band) => fee),
      );
  const most = (amounts: readonly bigint[]) =>
    money(
      amounts.reduce((a, b) => (a > b ? a : b), 0n),
      currency,
    );
  return {
    amount: most(all.map(({ sending }) => sending.maxPayment)),
    fees: { payer: most(feesBy('payer')), payee: most(feesBy('payee')), none: money(0n, currency) },
    balance: most(all.map(({ balanceCap }) => balanceCap)),
  };
}

describe('of an exchange', () => {
  const receipt: Receipt = { ...received, type: 'exchange_in', amount: money(28_550n, 'UGX') };
  const at = { ...receipt, exchanged: ksh(1_000_00n), balance: money(30_000n, 'UGX') };

  it('each side is told in its own currency, wherever the consumer is', () => {
    const words =
      `${REF} Confirmed. You have received UGX28,550 for Ksh1,000.00 from 254700123456 on 2/9/24 ` +
      'at 5:30 PM. New balance is UGX30,000.';
    expect(text(at)).toBe(words);
    expect(receiptText(at, markets.UG)).toBe(words);
  });

  it('the time is that of the currency’s market', () => {
    const lagos = { ...at, amount: money(100_00n, 'NGN'), balance: money(100_00n, 'NGN') };
    expect(text(lagos)).toContain(' on 2/9/24 at 3:30 PM.');
  });
});

const elsewhere = Object.values(markets).filter(({ code }) => code !== 'KE');

describe.each(elsewhere)('in $code every receipt fits one message', (market) => {
  const { amount, fees, balance } = mostIn(market);
  const size = (receipt: Receipt) => {
    const { type, party } = receipt;
    const fee = fees[party === descriptors[type].feeBy ? party : 'none'];
    const words = receiptText({ ...receipt, amount, fee }, market);
    return { encoding: measure(words).encoding, fits: isOneMessage(words) || words };
  };

  it.each(market.languages)('with the largest amounts (%s)', (language) => {
    for (const receipt of told) {
      const { type, party } = receipt;
      const done = size({ ...receipt, ...longest, balance, language });
      expect({ type, party, ...done }).toEqual({
        ...{ type, party, encoding: alphabetOf(language), fits: true },
      });
    }
  });

  it.each(market.languages)('with every reason (%s)', (language) => {
    for (const refusal of refusals) {
      const undone = { state: 'rejected', refusal, balance: undefined } as const;
      for (const receipt of told.filter(({ party }) => party === 'payer')) {
        const { type } = receipt;
        const failed = size({ ...receipt, ...longest, ...undone, language });
        expect({ type, refusal, ...failed }).toEqual({
          type,
          refusal,
          encoding: alphabetOf(language),
          fits: true,
        });
      }
    }
  });
});

describe('reasons that help the payer', () => {
  it.each(languages)('are said of every limit, of a price and of a reversal (%s)', (language) => {
    const said = (refusal: Refusal) =>
      text({ ...sent, language, state: 'rejected', refusal, balance: undefined });
    const later = said('timeout');
    const helped: readonly Refusal[] = [
      ...(['daily_limit_exceeded', 'weekly_limit_exceeded', 'monthly_limit_exceeded'] as const),
      ...(['too_many_payments', 'recipient_limit_exceeded', 'quote_expired'] as const),
      ...(['not_reversible', 'already_reversed', 'reversal_too_large'] as const),
    ];
    const texts = helped.map(said);
    expect(new Set(texts).size).toBe(helped.length);
    expect(texts).not.toContain(later);
  });
});
