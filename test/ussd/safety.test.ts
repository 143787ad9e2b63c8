import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusals } from '../../core/refusal.ts';
import { fits } from '../../ussd/screen.ts';
import { dial, goodDay, type Phone, type World } from '../support/phone.ts';

const pins = ['4821', '7391', '6093'];

const world = fc.record(
  {
    find_customer: fc.constantFrom<World['find_customer']>(
      { known: false },
      'unavailable',
      goodDay.find_customer,
      { known: true, name: 'ZOË ŁĄCKA', language: 'sw', account: '7' },
    ),
    quote: fc.oneof(
      { weight: 3, arbitrary: fc.constant<World['quote']>(goodDay.quote) },
      fc.constantFrom(...refusals).map((refusal) => ({ refusal })),
    ),
    verify_pin: fc.constantFrom<World['verify_pin']>(
      goodDay.verify_pin,
      { verdict: 'locked' },
      'unavailable',
    ),
    pay: fc.constantFrom<World['pay']>(goodDay.pay, { state: 'pending' }, 'unavailable'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<World>;

const answer = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('1', '2', '0711987654', '5000', '1,000.5', '1*2', '') },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('*', '#', '1', '0', '٣', ' ') }) },
);

/** What somebody, or something, does with a phone: mostly, sensible things. */
const acts = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ does: fc.constant('sense' as const), answer }) },
    { weight: 4, arbitrary: fc.record({ does: fc.constant('type' as const), answer }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('send' as const), answer }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('forget' as const), answer }) },
  ),
  { maxLength: 12 },
);

type Act = 'sense' | 'type' | 'send' | 'forget';

function act(phone: Phone, does: Act, typed: string, pin: string): void {
  const { text } = phone.screen;
  if (does === 'forget') phone.isForgotten();
  // A PIN is typed where a PIN is asked, and nowhere else.
  if (does === 'send') phone.sends(typed);
  else if (text.endsWith('PIN:')) phone.types(pin);
  else phone.types(does === 'sense' ? sensible(text, typed) : typed);
}

function sensible(screen: string, otherwise: string): string {
  if (/(number|simu):$/.test(screen)) return '0711987654';
  if (/(amount|kiasi):$/.test(screen)) return '5000';
  return /\n1\. /.test(screen) ? String(1 + (otherwise.length % 2)) : otherwise;
}

const plain = (value: unknown) =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part));

test('whatever is typed, every screen fits, and no PIN is kept', () => {
  fc.assert(
    fc.property(world, acts, fc.constantFrom(...pins), (given, doings, pin) => {
      const phone = dial(given);
      for (const { does, answer: typed } of doings) {
        act(phone, does, typed, pin);
        const { text, end } = phone.screen;
        expect(fits(`${end ? 'END' : 'CON'} ${text}`, 160)).toBe(true);
        expect(text).not.toBe('');
        expect(phone.faults).toEqual([]);
      }
      const kept = `${plain(phone.journal)} ${plain(phone.saved)} ${plain(phone.seen?.turns.map((one) => [one.tag, one.reply]))}`;
      const performed = plain(phone.performed.filter(({ type }) => type !== 'verify_pin'));
      for (const text of [kept, performed]) expect(text).not.toContain(pin);
    }),
    { numRuns: 400 },
  );
});

test('the acts above do pay now and then', () => {
  const paid = fc
    .sample(fc.tuple(world, acts), { numRuns: 400, seed: 1 })
    .filter(([given, doings]) => {
      const phone = dial(given);
      for (const { does, answer: typed } of doings) act(phone, does, typed, '4821');
      return phone.performed.some(({ type }) => type === 'pay');
    });
  expect(paid.length).toBeGreaterThan(20);
});

test('a payment is never wanted but right after a right PIN of the same turn', () => {
  fc.assert(
    fc.property(world, acts, (given, doings) => {
      const phone = dial(given);
      for (const { does, answer: typed } of doings) {
        const before = phone.performed.length;
        act(phone, does, typed, '4821');
        const now = phone.performed.slice(before).map(({ type }) => type);
        if (now.includes('pay')) expect(now).toEqual(['verify_pin', 'pay']);
      }
    }),
    { numRuns: 400 },
  );
});
