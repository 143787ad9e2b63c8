/** The benchmark counts our engine's costs and faults in a few sessions, and would count a fault if there were one. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pin } from './engines/callers.ts';
import { type Contender, menu, screens, type Turn } from './engines/engine.ts';
import { confirmTwice, interleave } from './engines/faults.ts';
import { ours } from './engines/ours.ts';

const faultless = { wrong: 0, unanswered: 0, astray: 0 };

describe('our engine', () => {
  test.each([2, 50])(
    '%i callers at once get their own replies, and all of them',
    async (atOnce) => {
      expect(await interleave(ours, 200, atOnce)).toMatchObject(faultless);
    },
  );

  test.each(['in turn', 'together'] as const)(
    'a confirmation that comes twice, %s, pays once, and the PIN is nowhere',
    async (how) => {
      const found = await confirmTwice(ours, 50, how);
      expect(found).toMatchObject({ payments: 1, mostPayments: 1, pins: 0 });
    },
  );
});

describe('an engine with the usual faults', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue();
  });
  afterEach(() => vi.restoreAllMocks());

  test('is seen to mix up its callers', async () => {
    const { wrong, astray } = await interleave(careless, 50, 2);
    expect(wrong).toBeGreaterThan(0);
    expect(astray).toBe(0);
  });

  test('is seen to leave callers without a reply', async () => {
    const deaf: Contender = {
      ...careless,
      shares: () => ({ turn: () => new Promise(() => {}), held: () => [] }),
    };
    expect(await interleave(deaf, 5, 5)).toMatchObject({ wrong: 0, unanswered: 5 });
  });

  test.each(['in turn', 'together'] as const)(
    'is seen to pay for each confirmation, %s, and to keep, print and repeat the PIN',
    async (how) => {
      const found = await confirmTwice(careless, 10, how);
      expect(found).toMatchObject({ payments: 2, mostPayments: 2 });
      // The PIN is kept and printed on the third turn and with both confirmations, and read back once.
      expect(found.pins).toBe(7);
    },
  );
});

/** Answers the last caller whoever asks, makes every payment that is confirmed, and keeps everything. */
const careless: Contender = {
  name: 'careless',
  menus: () => ({ turn: async () => '', held: () => [] }),
  shares: (bank) => {
    const held = new Map<string, string[]>();
    let last = '';
    const turn = async ({ sessionId, phoneNumber, text }: Turn) => {
      held.set(sessionId, [...(held.get(sessionId) ?? []), text]);
      console.log(`${sessionId}: ${text}`);
      last = phoneNumber;
      await bank.verify(phoneNumber, text);
      const name = await bank.nameOf(last);
      if (text === '') return `CON ${menu(screens.welcome(name), [screens.pay])}`;
      if (text === '1') return `CON ${screens.enterPin}`;
      if (text === `1*${pin}`) return `CON ${screens.sure(name)} ${pin}`;
      await bank.pay(phoneNumber);
      return `END ${screens.paid(name)}`;
    };
    return { turn, held: () => held };
  },
};
