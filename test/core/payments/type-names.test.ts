/**
 * Nothing decides by a payment type's name: whatever distinguishes a type is in its descriptor, so that a new type needs none
 * of the code that the others have. A name may stand where a type is described or constructed, and in the audit, which proves
 * the books without trusting the descriptors.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { paymentTypes } from '../../../core/payments/types.ts';

const root = join(import.meta.dirname, '../../..');

/** The places that may name types: a file, or all files of a folder; the names; and what they are there for. */
const allowed: readonly (readonly [place: string, names: string, what: string])[] = [
  ['core/payments/types.ts', 'all', 'the descriptors'],
  ['core/markets/', 'all', 'tariffs and ranges of amounts: a row for each type that is offered'],
  ['core/receipts/', 'all', 'sentences: a row for each side that is notified'],
  ['ussd/text/', 'all', 'sentences: a row for each type that is offered, and labels of statements'],
  ['db/audit/', 'all', 'the audit'],

  ['ussd/flows/main.ts', 'p2p cash_out airtime pay_bill buy_goods', 'the menu of the flows below'],
  ['ussd/flows/payments/send-money.ts', 'p2p p2p_unregistered', 'constructs the targets'],
  ['ussd/flows/payments/withdraw.ts', 'cash_out', 'constructs the target'],
  ['ussd/flows/payments/airtime.ts', 'airtime', 'constructs the target'],
  ['ussd/flows/payments/pay-bill.ts', 'pay_bill', 'constructs the target'],
  ['ussd/flows/payments/buy-goods.ts', 'buy_goods', 'constructs the target'],
  ['db/functions/ledger/exchange.sql', 'exchange_out exchange_in', 'constructs both halves'],
  ['db/functions/ledger/resolve_unclaimed.sql', 'claim return', 'constructs the one or the other'],
  ['db/functions/airtime/refund_airtime.sql', 'airtime_refund', 'constructs it'],
  ['db/functions/care/execute_reversal.sql', 'reversal', 'constructs it'],
  ['db/functions/operator/adjust.sql', 'adjustment', 'constructs it'],
  ['db/functions/operator/fund.sql', 'funding redemption', 'constructs both'],
  ['edge/local/demo/', 'buy_goods', 'constructs the payments of the demonstration'],
  ['edge/local/demo/transfer.ts', 'p2p', 'prices the demonstration’s transfer'],

  // The same words with another meaning.
  ['core/account.ts', 'airtime funding adjustment', 'kinds of account'],
  ['core/ledger/system-accounts.ts', 'airtime funding adjustment', 'kinds of account'],
  ['db/views.sql', 'adjustment', 'a kind of account'],
  ['db/schema/', 'airtime claim fee', 'a table, and columns'],
  ['db/functions/operator/describe_payment.sql', 'airtime fee reversal', 'names in JSON'],
  ['edge/operator/cli/', 'fee', 'a label'],
  ['edge/worker.ts', 'airtime', 'a queue'],
  ['edge/system.ts', 'airtime', 'a kind of gateway'],
  ['edge/http/callback-token.ts', 'airtime', 'a kind of callback'],
  ['edge/gateways/airtime/callbacks.ts', 'airtime', 'a kind of callback'],
  ['edge/telemetry/metrics.ts', 'airtime', 'a kind of gateway'],
  ['edge/jobs/sweep.ts', 'airtime', 'a part of the sweep'],
  ['edge/queues/', 'airtime', 'a topic'],
  ['edge/http/callback-token.ts', 'airtime', 'a kind of gateway'],
  ['edge/gateways/airtime/callbacks.ts', 'airtime', 'a kind of gateway'],
];

/** Names that are words of their own besides: they count where they are quoted. */
const words = ['fee', 'claim', 'return', 'airtime', 'funding', 'reversal', 'adjustment'];

interface Source {
  readonly path: string;
  /** Without its comments. */
  readonly code: string;
}

const sources = ['core', 'ussd', 'db', 'edge'].flatMap(sourcesOf);

describe('a payment type’s name', () => {
  test('stands only where the type is described, constructed or audited', () => {
    const wrong = sources.flatMap(({ path, code }) =>
      namesIn(code)
        .filter((name) => !placesFor(path, name).length)
        .map((name) => `${path} names ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test('is not compared with, but by the audit', () => {
    const wrong = sources
      .filter(({ path }) => !path.startsWith('db/audit/'))
      .flatMap(({ path, code }) => comparisonsIn(code).map((found) => `${path}: ${found}`));
    expect(wrong).toEqual([]);
  });

  test('is allowed nowhere that has none', () => {
    const used = sources.flatMap(({ path, code }) =>
      namesIn(code).flatMap((name) => placesFor(path, name)),
    );
    expect(allowed.filter((place) => !used.includes(place)).map(([place]) => place)).toEqual([]);
  });
});

describe('a decision by name is found', () => {
  test.each([
    `if (type === 'airtime') ring();`,
    `return request.type !== "p2p" ? 1 : 2;`,
    `if ('claim' === type) return;`,
    `switch (type) { case 'return': return 1; }`,
    `if (['fee', 'reversal'].includes(type)) return;`,
    `where u.completed and u.type = 'airtime';`,
    `and p.type in ('claim', 'return')`,
    `p.type not in ('fee') or p.type <> 'funding'`,
    `if v_types && '{p2p_unregistered,airtime}' then`,
    `where r.type = any ('{adjustment}')`,
    `case p.type when 'reversal' then 1 end`,
    `where 'fee' = p.type::text`,
  ])('%s', (code) => {
    expect(comparisonsIn(code)).not.toEqual([]);
    expect(namesIn(code)).not.toEqual([]);
  });

  test.each([`const label = { p2p: 1 }[type];`, `on p.type = r.type and r.type = 'pay_bill'`])(
    'as a name that stands where it may not: %s',
    (code) => {
      expect(namesIn(code)).not.toEqual([]);
    },
  );

  test.each([
    `return yield* pay(talk, () => ({ type: 'airtime', to }));`,
    `v_id := tuma.post_system_payment(v_due.origin, 'claim', v_due.payee);`,
    `select case when c.id is null then 'return' else 'claim' end type`,
    `if (batch.queue === 'airtime') await deliverAirtime(batch);`,
  ])('and what constructs a type, or means something else, is none: %s', (code) => {
    expect(comparisonsIn(code)).toEqual([]);
  });
});

function sourcesOf(room: string): Source[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|sql)$/.test(name))
    .map((name) => join(room, name))
    .filter((path) => !/^db\/(migrations\/|schema\/schema\.sql)/.test(path))
    .map((path) => ({ path, code: withoutComments(path) }));
}

function withoutComments(path: string): string {
  const text = readFileSync(join(root, path), 'utf8');
  return path.endsWith('.sql')
    ? text.replace(/--.*$/gm, '')
    : text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}

function placesFor(path: string, name: string) {
  return allowed.filter(
    ([place, names]) =>
      (place.endsWith('/') ? path.startsWith(place) : path === place) &&
      (names === 'all' || names.split(' ').includes(name)),
  );
}

/** The types that a source names: in quotes, in the text of an array, or as a word that has no other meaning. */
function namesIn(code: string): string[] {
  return paymentTypes.filter((name) => {
    const quoted = new RegExp(String.raw`(['"\`])${name}\1|'\{[^'}]*\b${name}\b[^'}]*\}'`);
    return (words.includes(name) ? quoted : new RegExp(String.raw`\b${name}\b`)).test(code);
  });
}

function comparisonsIn(code: string): string[] {
  const name = String.raw`['"\`](?:${paymentTypes.join('|')})['"\`]`;
  const list = String.raw`'\{[^'}]*\b(?:${paymentTypes.join('|')})\b[^'}]*\}'`;
  const type = String.raw`\b\w*[tT]ypes?\b(?:::[\w.]+)?`;
  const forms = [
    String.raw`${type}\s*(?:[!=]==?|=|<>|is (?:not )?distinct from)\s*${name}`,
    String.raw`${name}\s*(?:[!=]==?|=|<>)\s*[\w.]*${type}`,
    String.raw`${type}\s+(?:not\s+)?in\s*\([^)]*${name}`,
    String.raw`\[[^\]]*${name}[^\]]*\]\s*\.(?:includes|indexOf|some)\(`,
    String.raw`\b(?:case|when)\s+${name}`,
    String.raw`(?:&&|<@|@>|any \()\s*${list}`,
  ];
  return forms.flatMap((form) => [...code.matchAll(new RegExp(form, 'g'))].map(([found]) => found));
}
