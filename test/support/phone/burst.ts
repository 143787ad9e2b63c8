/** Phones of the crowd that are about to pay. */
import { expect } from 'vitest';
import { crowd, local, type Town } from '../system/town.ts';
import type { Attempt } from '../system/truth.ts';

/** A phone at the PIN of a payment of 1,000.00 from the one to the other of the crowd. */
export async function aboutToPay(here: Town, payer: number, payee: number) {
  const phone = here.phone(crowd(payer));
  const screen = await phone.goes('1', local(crowd(payee).msisdn), '1000');
  expect(screen).toMatch(/^CON Send Ksh1,000\.00 .*Enter PIN:$/s);
  return {
    phone,
    /** Types the PIN; the screen, or none where the line is cut. */
    async pays(name: string): Promise<Attempt> {
      const screen = await phone.types(crowd(payer).pin).catch(() => '');
      const parties = { payer: crowd(payer), payee: crowd(payee) };
      return { name, ...parties, amount: 1_000_00n, fee: 6_00n, screen };
    },
  };
}

/** Pairs of the crowd, from the first number on: each pays the next. */
export function burst(here: Town, first: number, pairs: number) {
  const numbers = Array.from({ length: pairs }, (_, i) => first + 2 * i);
  return Promise.all(numbers.map((n) => aboutToPay(here, n, n + 1)));
}
