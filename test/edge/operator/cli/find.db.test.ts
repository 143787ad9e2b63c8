/** The desk finds customers and payments, a bounded page at a time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reference } from '../../../../core/ids.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import { pseudonyms } from '../../../../edge/crypto.ts';
import { Books } from '../../../support/books/books.ts';
import { deskKey, deskOf } from '../../../support/books/desk.ts';
import { ksh } from '../../../support/books/payments.ts';

let books: Books;
const desk = deskOf(() => books);
const keys = pseudonyms({ TOKEN_KEY: deskKey });
beforeAll(async () => {
  books = await Books.open();
  await books.clock.advance(Date.now() - books.clock.now());
});
afterAll(() => books.close());

let people = 0;
async function person(givenName: string, familyName: string, document?: readonly [string, string]) {
  people += 1;
  const msisdn = `2547220${String(people).padStart(5, '0')}` as Msisdn;
  const identity = document && { identity: keys.identity(...document) };
  const name = { givenName, familyName, language: 'en', tier: 1, pinMac: 'c0de' } as const;
  await books.customers.open({ msisdn, ...name, ...identity }, books.clock.now());
  return msisdn;
}

const found = async (...typed: string[]) => (await desk(['find', ...typed])).out;

describe('customers are found', () => {
  test('by the beginnings of their names, in any order and spelling', async () => {
    const msisdn = await person('Umaru Musa', 'Ƴar’adua');
    await person('Umaru', 'Bello');
    for (const typed of ['umaru yara', 'YARADUA', 'Ƴar', 'musa', "yar'ad um"]) {
      expect(await found(typed), typed).toMatch(
        new RegExp(`^NUMBER.*\n${msisdn} +Umaru Musa .*\n$`),
      );
    }
    expect((await found('umaru')).split('\n')).toHaveLength(4);
    expect(await found('umaru zz')).toBe('nobody here\n');
    const accented = await person('Aïssatou', 'N’Diaye');
    for (const typed of ['aissatou', 'ndiaye', 'AÏS'])
      expect(await found(typed)).toContain(accented);
  });

  test('with a word about their PIN, as their balance has it', async () => {
    const msisdn = await person('Chipo', 'Banda');
    const pin = async () => {
      const [, listed] = / +active +1 +(\w+) +name\n$/.exec(await found('chipo')) ?? [];
      expect(await found(msisdn)).toMatch(new RegExp(` ${listed} +number\n$`));
      expect((await desk(['balance', msisdn])).out).toMatch(new RegExp(`\nPIN +${listed}\n$`));
      return listed;
    };
    expect(await pin()).toBe('set');
    await books.rows('update tuma.customers set pin_attempts = 3 where msisdn = $1', [msisdn]);
    expect(await pin()).toBe('locked');
    const by = ['--by', 'ann', '--reason', 'she has forgotten it'];
    await desk(['unlock-pin', msisdn, ...by]);
    expect(await pin()).toBe('set');
    await desk(['reset-pin', msisdn, ...by]);
    expect(await pin()).toBe('none');
  });

  test('by a name that was written after they registered', async () => {
    const msisdn = await person('Chebet', 'Kiptoo');
    const by = ['--by', 'ann', '--reason', 'she has married'];
    await desk(['rename', msisdn, '--given', 'Chebet', '--family', 'Omondi', ...by]);
    expect(await found('omondi')).toContain(msisdn);
    expect(await found('kiptoo')).toBe('nobody here\n');
  });

  test('page after page, each once, in the order of their names', async () => {
    for (let i = 0; i < 60; i += 1)
      await person('Zawadi', `Za${String.fromCharCode(97 + (i % 26))}x`);
    const seen: string[] = [];
    let place: string[] = [];
    for (let pages = 0; pages < 5; pages += 1) {
      const page = await found('za', ...place);
      seen.push(...(page.match(/^254\d+/gm) ?? []));
      const [, next] = /more: --after (\S+)\n$/.exec(page) ?? [];
      if (!next) break;
      place = ['--after', next];
    }
    expect(seen).toHaveLength(60);
    expect(new Set(seen).size).toBe(60);
  });

  test('by a document in any spelling, also one of another market', async () => {
    const kenyan = await person('Jane', 'Wanjiku', ['KE', '22334455']);
    const ugandan = await person('Amina', 'Nakato', ['UG', 'CM90012345ABCD']);
    expect(await found('22334455')).toMatch(new RegExp(`${kenyan} .* document\n$`));
    expect(await found('22 33-44 55')).toContain(kenyan);
    expect(await found('cm90012345abcd')).toMatch(new RegExp(`${ugandan} .* document\n$`));
    expect(await found('99887766')).toBe('nobody has, or had, that number or document\n');
    const keyless = await desk(['find', '22334455'], { TOKEN_KEY: '' });
    expect(keyless.out).toBe('nobody has, or had, that number or document\n');
  });

  test('by a number that they have, or had', async () => {
    const msisdn = await person('Otieno', 'Odinga');
    const next = '254733000777';
    const by = ['--by', 'ann', '--reason', 'a new SIM'];
    await desk(['change-number', msisdn, next, ...by]);
    expect(await found('0733000777')).toMatch(/254733000777 +Otieno Odinga .* number\n$/);
    expect(await found(msisdn)).toMatch(
      /254733000777 +Otieno Odinga .* former number, theirs until \S+\+03:00\n$/,
    );
  });
});

describe('payments are found', () => {
  const day = () => new Date(books.clock.now() + 3 * 3_600_000).toISOString().slice(0, 10);

  async function paid(minor: bigint) {
    const payer = await books.account({ balance: 1_000_00n });
    const payee = await books.account();
    const request = await books.pay({ payer, payee, amount: ksh(minor) });
    const [row] = await books.rows(
      `select p.number, c.msisdn from tuma.payments p join tuma.customers c on c.account_id = p.payer
        where p.id = $1`,
      [request.id],
    );
    return { payer, called: reference(BigInt(String(row?.number))), number: String(row?.msisdn) };
  }

  test('by day and amount, whatever became of them', async () => {
    const { called } = await paid(77_77n);
    const payer = await books.account();
    const request = await books.request(77_77n);
    await books.ledger.reserve({ ...request, payer });
    const { out } = await desk(['payments', '--day', day(), '--amount', '77.77']);
    expect(out.match(/ 77\.77 /g)).toHaveLength(2);
    expect(out).toMatch(
      new RegExp(`^REFERENCE.*\n(.*\n)?${called} +\\S+\\+03:00 +p2p +COMPLETED +77\\.77 +KES `),
    );
    expect(out).toContain('REJECTED');
    const none = ['payments', '--day', '2020-01-01', '--amount', '77.77'];
    expect((await desk(none)).out).toBe('none here\n');
  });

  test('by party, newest first, and by amount and day of theirs', async () => {
    const { payer, number } = await paid(5_00n);
    for (let i = 1; i <= 30; i += 1) {
      await books.pay({ payer, payee: await books.account(), amount: ksh(BigInt(i)) });
    }
    const first = (await desk(['payments', '--party', number])).out;
    expect(first.split('\n')[1]).toMatch(/ 0\.30 +KES /);
    const [, next = ''] = /more: --after (\d+)\n$/.exec(first) ?? [];
    const second = (await desk(['payments', '--party', number, '--after', next])).out;
    expect(second).toMatch(/ funding .*1,000\.00 .*\n$/);
    const all = [...(first + second).matchAll(/ (p2p|funding) /g)];
    expect(all).toHaveLength(32);
    const one = ['payments', '--party', number, '--day', day(), '--amount', '0.07'];
    expect((await desk(one)).out.match(/ p2p /g)).toHaveLength(1);
    expect((await desk([...one.slice(0, 3), '--day', '2020-01-01'])).out).toBe('none here\n');
  });

  test('not all of all time, nor of a day that does not exist', async () => {
    expect(await desk(['payments'])).toMatchObject({ code: 2 });
    const { code, errors } = await desk(['payments', '--day', '2026-02-30']);
    expect({ code, errors }).toMatchObject({ code: 2, errors: expect.stringContaining('no day') });
    expect((await desk(['payments', '--day', day(), '--after', 'x'])).code).toBe(2);
    expect((await desk(['find', 'jane', '--after', 'x'])).code).toBe(2);
  });
});
