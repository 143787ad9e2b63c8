/** Histories that nobody thought of, the same in every run. */
import fc from 'fast-check';
import type { PaymentRequest } from '../../../core/payment.ts';
import { conflicting, histories, requestOf, type Step } from '../../support/histories.ts';
import { released } from '../../support/payments.ts';
import type { Laws } from './laws.ts';
import { SideBySide } from './side-by-side.ts';

export const historyLaws = {
  async 'histories are those of a serial ledger'(books) {
    const opening = {
      balances: [200_00n, 100_00n, 50_00n, 200_00n],
      tier: {},
      dailyLimit: 150_00n,
    };
    const both = await SideBySide.open(books, opening);
    for (const steps of fc.sample(histories, { seed: 4, numRuns: 12 })) {
      const past: PaymentRequest[] = [];
      for (const step of steps) await takes(both, past, step);
      await both.agree();
    }
  },
} as const satisfies Laws;

async function takes(both: SideBySide, past: PaymentRequest[], step: Step): Promise<void> {
  const asks = (draft: Parameters<typeof requestOf>[0]) => {
    const request = requestOf(draft, both.accounts, both.now);
    past.push(request);
    return request;
  };
  const earlier = ({ back }: { back: number }) => past.slice(past.length - 1 - back).slice(0, 1);
  const others = (wanted: { back: number; change: string }) =>
    earlier(wanted).map((request) => conflicting(request, wanted.change, both.accounts));

  switch (step.do) {
    case 'reserve':
      await both.reserve(asks(step.draft));
      return;
    case 'reserve together':
      await both.reserve(...step.drafts.map(asks));
      return;
    case 'reserve again':
      await both.reserve(...earlier(step));
      return;
    case 'conflict':
      await both.reserve(...others(step));
      return;
    case 'settle':
      await both.settle(step.ending, ...known(both, earlier(step)));
      return;
    case 'settle together':
      for (const ending of new Set(step.wanted.map((each) => each.ending))) {
        const alike = step.wanted.filter((each) => each.ending === ending).flatMap(earlier);
        await both.settle(ending, ...new Set(known(both, alike)));
      }
      return;
    case 'abandon':
    case 'abandon conflict':
      for (const each of step.do === 'abandon' ? earlier(step) : others(step)) {
        await both.abandon(each, released());
      }
      return;
    case 'abandon unseen': {
      const request = asks(step.draft);
      await both.abandon(request);
      if (step.reserveAfter) await both.reserve(request);
      return;
    }
    case 'wait':
      return both.books.clock.advance(step.ms);
    case 'sweep':
      return both.sweep();
    case 'status':
      return both.sets(step.account, step.status);
  }
}

/** Settle is asked of what the books know. */
function known(both: SideBySide, requests: readonly PaymentRequest[]): PaymentRequest[] {
  return requests.filter(({ id }) => both.model.payments.has(id));
}
