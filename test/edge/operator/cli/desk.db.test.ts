/** `npm run desk`, as a person at the operator types it, against a database with payments in it. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { defaultRuleSet } from '../../../../core/fraud/default-rule-set.ts';
import { readRuleSet, writeRuleSet } from '../../../../core/fraud/rule-set.ts';
import { paymentNumber, reference } from '../../../../core/ids.ts';
import { kenya } from '../../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../../core/payments/request.ts';
import { NoDatabase } from '../../../../db/local/owner.ts';
import { disputes } from '../../../../db/operator/disputes.ts';
import { accountCommands } from '../../../../edge/operator/cli/accounts.ts';
import { type Desk, openDesk } from '../../../../edge/operator/desk.ts';
import { Books } from '../../../support/books/books.ts';
import { deskOf, deskProcess } from '../../../support/books/desk.ts';
import { evidence, ksh, newId, released } from '../../../support/books/payments.ts';
import { temporaryFolder } from '../../../support/folder.ts';

let books: Books;
let folder: string;
beforeAll(async () => {
  books = await Books.open();
  folder = await temporaryFolder();
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
  await rm(folder, { recursive: true, force: true });
});

const desk = deskOf(() => books);

async function numberOf(account: string): Promise<string> {
  const [row] = await books.rows('select msisdn from tuma.customers where account_id = $1', [
    account,
  ]);
  return String(row?.msisdn);
}

async function referenceOf(id: string): Promise<string> {
  const [row] = await books.rows('select number from tuma.payments where id = $1', [id]);
  return reference(BigInt(String(row?.number)));
}

/** A completed payment of 500.00, fee 3.00, from an account with 1,000.00 to an empty one, with its reference. */
async function paid(): Promise<PaymentRequest & { called: string }> {
  await catchUp();
  const payer = await books.account({ balance: 1_000_00n });
  const payee = await books.account();
  const request = await books.pay({ payer, payee, amount: ksh(500_00n), fee: ksh(3_00n) });
  return { ...request, called: await referenceOf(request.id) };
}

/** Moves the books' clock to the real time, which the command uses. */
async function catchUp(): Promise<void> {
  await books.clock.advance(Date.now() - books.clock.now());
}

async function inReview(): Promise<string> {
  await catchUp();
  const request = await books.request(5_000_00n);
  await books.ledger.reserve(request);
  const factors = [{ code: 'SIM_SWAP', weight: 0.6, why: 'the SIM was changed 2 hours before' }];
  const findings = {
    ...{ score: 0.6, fraudModel: 'rules 1', checksMs: 9 },
    evidence: { ...evidence, fraud: { ...evidence.fraud, decision: 'review' as const, factors } },
  };
  await books.ledger.review(request, findings, Date.now() + 90 * 60_000);
  return referenceOf(request.id);
}

describe('npm run desk', () => {
  test('says what it can do', async () => {
    const { code, out } = await deskProcess(books, ['--help']);
    expect(code).toBe(0);
    for (const usage of ['reviews', 'reverse REF', 'rules set FILE', 'unlock-pin MSISDN|CODE']) {
      expect(out).toContain(`\n${usage}`);
    }
  });

  test('prints, and ends with a code, as a process', async () => {
    const listed = await deskProcess(books, ['acts', await numberOf(await books.account())]);
    expect(listed).toMatchObject({ code: 0, out: expect.stringMatching(/\n$/), errors: '' });
    const refused = await deskProcess(books, ['payment', '0000000000']);
    expect(refused).toMatchObject({
      ...{ code: 1, out: '' },
      errors: expect.stringMatching(/^npm run desk: there is no payment 0000000000\n/),
    });
    expect((await deskProcess(books, ['refund', 'X'])).code).toBe(2);
  });

  test('lists reviews with what speaks against them, and takes one decision on each', async () => {
    const [first, second] = [await inReview(), await inReview()];
    const listed = await desk(['reviews']);
    expect(listed.out).toMatch(/REFERENCE +AGE +TIME LEFT +TYPE +AMOUNT KES +FEE +FROM +TO +SCORE/);
    expect(listed.out).toMatch(
      new RegExp(
        `${first} .* 1 h \\d\\d min +p2p +5,000\\.00 +15\\.00 .* 60  rules 1\n +SIM_SWAP \\+60 the SIM`,
      ),
    );
    const done = await desk(['approve', first, '--by', 'ann', '--note', 'called her']);
    expect(done).toMatchObject({
      code: 0,
      out: expect.stringContaining(`${first} is approved by ann`),
    });
    expect((await desk(['decline', second.toLowerCase(), '--by', 'bob'])).out).toContain(
      'rejected (fraud_declined)',
    );
    expect(await desk(['decline', first, '--by', 'bob'])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('approved by ann'),
    });
    expect((await desk(['reviews'])).out).toBe('nothing waits for a decision\n');
  });

  test('reverses a payment, closes its dispute, and shows all of it', async () => {
    const { id, called, payer } = await paid();
    const [row] = await books.rows('select number from tuma.payments where id = $1', [id]);
    const numbers = [BigInt(String(row?.number))];
    const complaint = { account: payer, numbers, reason: 'wrong_recipient' } as const;
    await disputes(books.sql).open(complaint, books.clock.now());
    expect((await desk(['disputes'])).out).toMatch(
      new RegExp(`${called} .* wrong_recipient +p2p +500\\.00`),
    );

    const reversed = await desk(['reverse', called, '--reason', 'wrong number', '--by', 'ann']);
    const [, by = ''] = /is reversed by ([0-9A-Z]{10})/.exec(reversed.out) ?? [];
    expect(await desk(['reverse', called, '--reason', 'again', '--by', 'ann'])).toMatchObject({
      code: 1,
      errors: `npm run desk: refused: already_reversed, by ${by}\n`,
    });
    expect((await desk(['disputes'])).out).toBe('nothing is disputed\n');
    expect((await desk(['reversals'])).out).toMatch(
      new RegExp(`${called} .* done: ${by} +wrong number`),
    );

    const { out } = await desk(['payment', called]);
    expect(out).toMatch(/state +REVERSED, in the books completed\n/);
    expect(out).toMatch(/fee_revenue +\d+ +\+3\.00 +\d+\.00\n/);
    expect(out).toMatch(/wrong_recipient; closed .* by ann: reversed\n/);
    const { out: reversal } = await desk(['payment', by]);
    expect(reversal).toContain(`of payment  ${called}\n`);
    const [, local = ''] = /ended +(\S+\+03:00)\n/.exec(reversal) ?? [];
    const utc = new Date(local).toISOString().replace('.000Z', 'Z');
    expect((await desk(['--utc', 'payment', by])).out).toMatch(new RegExp(`ended +${utc}\n`));
  });

  test('waits for money that was spent, or says that it is gone', async () => {
    const { called, payee } = await paid();
    await books.pay({ payer: payee, payee: await books.account(), amount: ksh(1_00n) });
    const typed = ['reverse', called, '--reason', 'theft', '--by', 'ann'];
    expect(await desk(typed)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/refused: insufficient_funds/),
    });
    expect((await desk([...typed, '--wait', '48'])).out).toMatch(/waits for money until 20/);
    expect((await desk([...typed, '--amount', '499.00'])).out).toContain('is reversed by');
  });

  test('shows what an account has and had, and how it came to be', async () => {
    const { payer, called } = await paid();
    const number = await numberOf(payer);
    const before = new Date(books.clock.now() - 1).toISOString();
    expect((await desk(['balance', `0${number.slice(3)}`])).out).toMatch(
      /balance +497\.00 KES\nheld +0\.00\n/,
    );
    expect((await desk(['balance', number, '--at', before])).out).toContain('  0.00 KES\n');
    const { out } = await desk(['statement', number]);
    expect(out).toMatch(
      new RegExp(`  2 .*${called} +p2p +COMPLETED .* -503\\.00 +497\\.00\n  1 .*\\+1,000\\.00`),
    );
    expect(out).toContain('before entry 1: 0.00 KES');
    expect((await desk(['statement', number, '--before', '2'])).out).not.toContain(called);
  });

  test('does not show a statement that the books do not explain', async () => {
    const { payer } = await paid();
    const number = await numberOf(payer);
    const edit = (by: string) =>
      books.rows(`set session_replication_role = replica;
        update tuma.entries set balance = balance + ${by} where account_id = ${payer} and seq = 1;
        reset session_replication_role`);
    await edit('1');
    expect(await desk(['statement', number])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('entry 1 does not explain its balance'),
    });
    await edit('-1');
  });

  test('changes accounts, and says who did', async () => {
    const number = await numberOf(await books.account({ balance: 100_00n }));
    const by = ['--by', 'ann', '--reason', 'she called'];
    expect((await desk(['freeze', number, ...by])).out).toContain('is frozen');
    expect((await desk(['freeze', number, ...by])).code).toBe(1);
    expect((await desk(['close-account', number, ...by])).errors).toContain(
      'only an empty account',
    );
    expect((await desk(['adjust', number, '--amount', '-100.00', ...by])).out).toContain(
      '-100.00 KES by ',
    );
    expect((await desk(['close-account', number, ...by])).out).toContain('is closed');
    expect((await desk(['acts', number])).out).toMatch(
      /close +ann .*\n.*adjust +ann +-100\.00 .*\n.*freeze +ann/,
    );
  });

  test('corrects a balance once under an id, and says how to ask again', async () => {
    const number = await numberOf(await books.account());
    const typed = [
      'adjust',
      number,
      '--amount',
      '90.00',
      '--reason',
      'counted twice',
      '--by',
      'ann',
    ];
    const id = ['--id', newId(Date.now())];
    const first = await desk([...typed, ...id]);
    expect(first.out).toMatch(/: \+90\.00 KES by \w{10}\nan SMS says so, with the reason, within /);
    expect(await desk([...typed, ...id])).toEqual(first);
    expect((await desk(['balance', number])).out).toMatch(/balance +90\.00 KES\n/);
    expect(await desk([...typed, '--amount', '91.00', ...id])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('refused: idempotency_conflict, '),
    });
    expect(await desk([...typed, '--id', '7'])).toMatchObject({ code: 2 });
    expect(await desk([...typed, '--reason', 'مرتين'])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('an SMS, which has no letter م'),
    });

    vi.spyOn(console, 'log').mockImplementation(() => {});
    const real = await openDesk(books.desk, kenya);
    const adjust = () => Promise.reject(new NoDatabase('the database is gone'));
    const unanswered: Desk = {
      ...real,
      inMarket: () => ({ ...real, accounts: { ...real.accounts, adjust } }),
    };
    const command = accountCommands.find(({ usage }) => usage.startsWith('adjust '));
    const options = { amount: '1.00', reason: 'counted twice', by: 'ann' };
    await expect(command?.run(unanswered, { positionals: [number], options })).rejects.toThrow(
      /nobody knows yet whether it was done: type it again with --id [0-9a-f-]{36}, and it is done once/,
    );
    vi.restoreAllMocks();
  });

  test('closes what was reported, and tells who reported it', async () => {
    const { payer, called } = await paid();
    const numbers = [paymentNumber(called) ?? 0n];
    const report = { account: payer, numbers, reason: 'wrong_recipient' } as const;
    await disputes(books.sql).open(report, books.clock.now());
    const typed = ['close', called, '--note', 'he has it', '--message', 'it’s with your son'];
    expect((await desk([...typed, '--by', 'ann'])).out).toBe(
      `${called}: 1 dispute closed\nwho reported it is told by SMS within a minute\n`,
    );
    const told = `select kind, message from tuma.notices where payment_number = $1`;
    expect(await books.rows(told, [String(numbers[0])])).toEqual([
      { kind: 'dispute_closed', message: "it's with your son" },
    ]);
    expect((await desk(['payment', called])).out).toMatch(/; closed .* by ann: he has it\n/);
    expect((await desk([...typed, '--by', 'ann'])).errors).toContain('has no open dispute');
  });

  test('shows that a reported payment failed, reverses no such payment, and closes the report', async () => {
    await catchUp();
    const request = await books.request(500_00n);
    await books.ledger.voidPayment(request, released('timeout'));
    const called = await referenceOf(request.id);
    const numbers = [paymentNumber(called) ?? 0n];
    const report = { account: request.payer, numbers, reason: 'not_received' } as const;
    await disputes(books.sql).open(report, books.clock.now());
    expect((await desk(['disputes'])).out).toMatch(
      new RegExp(`${called} .* not_received +p2p +500\\.00 .* failed `),
    );
    expect(await desk(['reverse', called, '--reason', 'failed', '--by', 'ann'])).toMatchObject({
      code: 1,
      errors:
        'npm run desk: refused: not_reversible, it did not complete, or is of a type that stays as it is\n',
    });
    const closed = await desk(['close', called, '--by', 'ann', '--note', 'no money moved']);
    expect(closed.out).toContain(`${called}: 1 dispute closed\n`);
    expect((await desk(['disputes'])).out).toBe('nothing is disputed\n');
  });

  test('takes the rules that it gives, changed, under the next version', async () => {
    const given = await desk(['rules']);
    expect(given.errors).toBe('version 1, which the code brings\n');
    const file = join(folder, 'rules.json');
    const set = async (text: string) => {
      await writeFile(file, text);
      return (await desk(['rules', 'set', file, '--by', 'ann'])).out;
    };
    expect(await set(given.out)).toBe('version 1 stands already: the file has the same rules\n');
    await writeFile(file, given.out.replace('"reviewHours": 24', '"reviewHours": 2'));
    expect((await desk(['rules', 'set', file, '--by', 'ann'])).out).toBe('version 2 stands\n');
    const changed = await desk(['rules']);
    expect(changed.errors).toContain('version 2, made by ann at ');
    expect(JSON.parse(changed.out)).toEqual({
      ...JSON.parse(given.out),
      ...{ version: 2, reviewHours: 2 },
    });
    // The same figures, written in another way and with the version that they have.
    const respelled = JSON.stringify(JSON.parse(changed.out)).replace(/"(\d+)\.00"/, '"$1"');
    expect(respelled).not.toBe(JSON.stringify(JSON.parse(changed.out)));
    expect(await set(respelled)).toBe('version 2 stands already: the file has the same rules\n');
    await writeFile(file, '{"review": 7}');
    const wrong = await desk(['rules', 'set', file, '--by', 'ann']);
    expect(wrong).toMatchObject({
      code: 2,
      errors: expect.stringContaining('review is from 0 to 1'),
    });
  });

  test('gives rules that the recipe of a review changes so that a first large payment is reviewed', async () => {
    const page = await readFile(
      join(import.meta.dirname, '../../../../edge/operator/README.md'),
      'utf8',
    );
    const [, recipe = ''] = /rules \| sed '([^']+)'/.exec(page) ?? [];
    const changed = recipe.split('; ').reduce(
      (text, part) => {
        const [, from = '', to = ''] = part.split('/');
        expect(text).toContain(from);
        return text.replace(from, to);
      },
      JSON.stringify(writeRuleSet(defaultRuleSet), null, 2),
    );
    const read = readRuleSet(JSON.parse(changed));
    if ('problems' in read) throw new Error(read.problems.join());
    expect(read.ruleSet.rules.LARGE_FOR_NEW?.weight).toBeGreaterThanOrEqual(read.ruleSet.review);
    expect(read.ruleSet.rules.LARGE_FOR_NEW?.amount.get('KES')).toBe(5_000_00n);
  });

  test.each<[string, readonly string[], number, RegExp]>([
    ['a command that is none', ['refund', 'X'], 2, /there is no command refund/],
    ['a payment that nobody knows', ['payment', '0000000000'], 1, /there is no payment 0000000000/],
    ['a number that nobody has', ['balance', '0799999999'], 1, /nobody has the number 0799999999/],
  ])('refuses %s', async (_, typed, code, says) => {
    expect(await desk(typed)).toMatchObject({ code, out: '', errors: expect.stringMatching(says) });
  });

  test('says that there is no database', async () => {
    const nowhere = { DATABASE_URL: '', DATA_DIR: folder };
    expect(await desk(['reviews'], nowhere)).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/no database runs/),
    });
    const closed = { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/x' };
    const said = await desk(['reviews'], closed);
    expect(said).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/the database did not answer/),
    });
  });
});
