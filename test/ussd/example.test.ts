/** The example of ussd/README.md. To write it there anew: UPDATE=1 npx vitest run --project node test/ussd/example */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Conversation, call, choose, end, type Flow, type Program } from '../../ussd/flow.ts';
import { askPin } from '../../ussd/flows/ask-pin.ts';
import { texts } from '../../ussd/text/index.ts';
import { dial, jane, ksh } from '../support/phone/phone.ts';

/** A weekly share for the savings group. */
function* payShare(talk: Conversation): Flow {
  const share = yield* choose('Your share this week', [
    ['Ksh100', ksh(100_00n)],
    ['Ksh500', ksh(500_00n)],
  ]);
  const answer = yield* call({
    type: 'quote',
    target: { type: 'p2p', to: jane },
    amount: share,
  });
  if ('refusal' in answer) return yield* end(talk.text.refusals[answer.refusal]);
  const at = yield* askPin(talk, 'Pay your share?');

  const paid = yield* call({ type: 'pay', quote: answer.quote, at });
  switch (paid.state) {
    case 'completed':
      return yield* end(`${paid.reference} Your share is paid.`);
    case 'refused':
      return yield* end(`Nothing was paid. ${talk.text.refusals[paid.refusal]}`);
    case 'pending':
      return yield* end(talk.text.paymentPending);
  }
}

const program: Program = {
  version: '1',
  flow: (context) => payShare({ ...context, text: texts.en }),
};

test('a share is paid with a PIN, after second thoughts', () => {
  dial({}, program)
    .sees('Your share this week\n1. Ksh100\n2. Ksh500')
    .types('1')
    .sees('Pay your share?\nEnter PIN:')
    .offers('0 Back 00 Home')
    .types('0')
    .types('2')
    .types('4821')
    .ends('ABC1234567 Your share is paid.')
    .did('quote', 'quote', 'verify_pin', 'pay');
});

test('a share that is too much is refused before the PIN', () => {
  dial({ quote: { refusal: 'insufficient_funds' } }, program)
    .types('2')
    .ends('You do not have enough money for this amount and its fee.');
});

test('the guide shows this example as it is', () => {
  const [example = ''] = readFileSync(import.meta.filename, 'utf8').split("\ntest('the guide");
  const [, body = ''] = example.split("from 'vitest';\n");
  const guide = readFileSync(page, 'utf8');
  const wanted = guide.replace(/```ts\n.*?\n```/s, () => `\`\`\`ts\n${body.trim()}\n\`\`\``);
  if (process.env.UPDATE) writeFileSync(page, wanted);
  expect(wanted).toContain(body.trim());
  expect(readFileSync(page, 'utf8')).toBe(wanted);
});

const page = new URL('../../ussd/README.md', import.meta.url);
