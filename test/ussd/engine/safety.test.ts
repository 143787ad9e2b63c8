/** Random customers, networks and effect results: the engine's guarantees hold whatever they do. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusals } from '../../../core/refusal.ts';
import type { EffectName } from '../../../ussd/effects.ts';
import { fits } from '../../../ussd/screen/gsm7.ts';
import { sampleOf, within } from '../../support/campaign.ts';
import {
  businesses,
  dial,
  french,
  goodDay,
  jane,
  meter,
  type Phone,
  swahili,
  type World,
} from '../../support/phone/phone.ts';

const pins = ['4821', '7391', '6093'];
const code = '482913';

const maybe = <Name extends EffectName>(...others: readonly World[Name][]) =>
  fc.constantFrom<World[Name]>('unavailable' as World[Name], ...others);

const world = fc.record(
  {
    find_customer: maybe<'find_customer'>(
      { known: false },
      goodDay.find_customer,
      swahili.find_customer,
      french.find_customer,
      { known: true, name: 'ZOË ŁĄCKA', language: 'sw', account: '7' },
      { ...goodDay.find_customer, needsPin: true },
      { ...goodDay.find_customer, codeSent: true },
      { ...goodDay.find_customer, moneyWaits: true },
    ),
    read_recipients: maybe<'read_recipients'>({
      recipients: [{ name: 'JANE WANJIKU', msisdn: jane }],
    }),
    quote: fc.oneof(
      { weight: 3, arbitrary: fc.constant<World['quote']>(goodDay.quote) },
      fc.constantFrom(...refusals).map((refusal) => ({ refusal })),
    ),
    find_business: fc.oneof(
      { weight: 4, arbitrary: fc.constant<World['find_business']>(goodDay.find_business) },
      fc.constantFrom(...refusals).map((refusal) => ({ refusal })),
    ),
    verify_pin: maybe<'verify_pin'>(goodDay.verify_pin, { verdict: 'locked' }, { verdict: 'late' }),
    pay: maybe<'pay'>(goodDay.pay, { state: 'pending' }),
    match_pin: maybe<'match_pin'>({ same: false }, [{ same: false }, { same: true }]),
    read_statement: maybe<'read_statement'>({
      lines: Array.from({ length: 5 }, (_, at) => ({
        ...goodDay.read_statement.lines[0],
        other: 'W'.repeat(at * 9),
      })),
    } as World['read_statement']),
    read_payment: maybe<'read_payment'>({ state: 'pending' }),
    change_pin: maybe<'change_pin'>({ refusal: 'payer_unavailable' }),
    set_language: maybe<'set_language'>({ refusal: 'unavailable' }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<World>;

const answer = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('1', '2', '6', '7', '123456', '0711987654', '5000', '1,000.5', ''),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('0', '00', '98', '99', '1*0', '99*1', '1*0711987654*5000*0'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('*', '#', '1', '0', '٣', ' ') }) },
);

type Doing = 'sense' | 'type' | 'key' | 'send' | 'forget' | 'redial';

const doings: readonly (readonly [weight: number, does: Doing])[] = [
  [60, 'sense'],
  [4, 'type'],
  [3, 'key'],
  [1, 'send'],
  [1, 'forget'],
  [2, 'redial'],
];

/** Most actions make sense at the screen that is shown. */
const acts = fc.array(
  fc.oneof(
    ...doings.map(([weight, does]) => ({
      weight,
      arbitrary: fc.record({ does: fc.constant(does), typed: answer, pick: fc.nat(7) }),
    })),
  ),
  { maxLength: 20, size: 'max' },
);

interface Act {
  readonly does: Doing;
  readonly typed: string;
  /** The option to choose, if there are options. */
  readonly pick: number;
}

/** Performs the action, and returns the phone in use afterwards. */
function act(phone: Phone, { does, typed, pick }: Act, pin: string): Phone {
  if (does === 'redial') return redialled(phone, pick);
  if (does === 'send') return phone.sends(typed);
  if (does === 'key') return phone.types(['0', '00', '98', '99'][pick % 4] ?? '');
  // The lost turn of a resumed session looks like a new session.
  if (does === 'forget' && !phone.resumes) phone.isForgotten();
  const { question } = phone;
  if (/(6 digits of|tarakimu 6|6 chiffres)/.test(question)) {
    // Options stand below the question: another code, and mostly the menu.
    return phone.types(pick > 3 ? code : String(1 + (pick % 2)));
  }
  // A PIN is typed only where a PIN is asked.
  if (/(PIN|digits|again|tarakimu 4|tena|4 chiffres):$/.test(question)) return phone.types(pin);
  return phone.types(does === 'sense' ? sensible(question, pick) : typed);
}

/** The moment of the action: some time after a reply, before it, or while a payment is pending. */
function redialled(phone: Phone, pick: number): Phone {
  if (pick === 0) return phone.redialsUnheard();
  const pays = phone.performed.some(({ type }) => type === 'pay');
  return pays && pick < 3 ? phone.redialsDuring('pay') : phone.redials();
}

function sensible(question: string, pick: number): string {
  const answer = sense.find(([asked]) => asked.test(question))?.[1];
  if (answer) return answer;
  const options = question.match(/^\d+\. /gm)?.length ?? 0;
  return String(1 + (pick % Math.max(options, 1)));
}

/** Sensible answers to each question, in three languages. */
const sense: readonly (readonly [asked: RegExp, answer: string])[] = [
  [/(agent number|wakala|de l'agent):$/, businesses.agent.code],
  [/(business number|biashara|entreprise):$/, businesses.biller.code],
  [/(till number|ya till|marchand):$/, businesses.till.code],
  [/(account number|akaunti|de compte):$/, meter],
  [/(amount|kiasi|montant):$/, '5000'],
  [/(on your ID|kwenye kitambulisho|comme sur votre pièce d'identité):$/, 'Juma Ali'],
  [/(registered with|ulichojisajili nacho|de votre inscription):$/, '12345678'],
  [/(ID number|nambari ya kitambulisho|numéro de votre pièce d'identité):$/, '12345678'],
  [/31121990:$/, '02/09/1990'],
  [/(phone number|simu|téléphone)( or choose| au chagua| ou choisissez)?:/, '0711987654'],
];

/** All phones that were used, oldest first. */
function play(given: World, all: readonly Act[], pin: string, look: (phone: Phone) => void): void {
  let phone = dial(given);
  look(phone);
  for (const one of all) {
    phone = act(phone, one, pin);
    look(phone);
  }
}

const plain = (value: unknown) =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part));

const secrets = /^((verify|stage|match)_pin|verify_pin_code|prove_number|(stage|prove)_identity)$/;

describe('whatever is typed and whatever comes of it', { timeout: within(60_000) }, () => {
  test('every screen fits, nothing breaks, and no PIN is kept', () => {
    fc.assert(
      fc.property(world, acts, fc.constantFrom(...pins), (given, all, pin) => {
        play(given, all, pin, (phone) => {
          const { text, end } = phone.screen;
          expect(fits(`${end ? 'END' : 'CON'} ${text}`, 160)).toBe(true);
          expect(text).not.toBe('');
          expect(phone.faults).toEqual([]);
          const seen = phone.seen?.turns.map((one) => [one.tag, one.reply]);
          const performed = phone.performed.filter(({ type }) => !secrets.test(type));
          expect(plain([phone.journal, phone.saved, seen, performed])).not.toContain(pin);
          expect(plain([phone.journal, phone.saved, seen, performed])).not.toContain(code);
        });
      }),
      sampleOf(500),
    );
  });

  test('a write is requested only right after its PIN, and a payment in the same turn', () => {
    fc.assert(
      fc.property(world, acts, (given, all) => {
        let before = 0;
        play(given, all, '4821', (phone) => {
          const now = phone.performed.slice(before).map(({ type }) => type);
          if (now.includes('pay')) expect(now).toEqual(['verify_pin', 'pay']);
          if (now.includes('change_pin')) expect(now).toEqual(['match_pin', 'change_pin']);
          if (now.includes('choose_pin')) expect(now).toEqual(['match_pin', 'choose_pin']);
          before = phone.performed.length;
        });
      }),
      sampleOf(500),
    );
  });

  test('no two effects of a session have the same index', () => {
    fc.assert(
      fc.property(world, acts, (given, all) => {
        const lasting = all.filter(({ does }) => does !== 'forget' && does !== 'send');
        play(given, lasting, '4821', ({ indexes }) => {
          expect(indexes).toEqual([...new Set(indexes)]);
        });
      }),
    );
  });

  test('the actions above reach every effect', () => {
    const done = new Map<string, number>();
    for (const [given, all] of fc.sample(fc.tuple(world, acts), { numRuns: 1_500, seed: 1 })) {
      const phones = new Set<Phone>();
      play(given, all, '4821', (phone) => phones.add(phone));
      for (const { type } of [...phones].flatMap(({ performed }) => performed)) {
        done.set(type, 1 + (done.get(type) ?? 0));
      }
    }
    expect([...done.keys()].sort()).toEqual(Object.keys(goodDay).sort());
    expect(done.get('pay')).toBeGreaterThan(20);
  });
});
