/** The desk opens, changes, closes and lists businesses, and moves money for what the bank says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kenya } from '../../../../core/markets/ke.ts';
import { receiptText } from '../../../../core/receipts/receipt.ts';
import { receipts } from '../../../../db/delivery/receipts.ts';
import { newId as newActId } from '../../../../edge/operator/desk.ts';
import { Books } from '../../../support/books/books.ts';
import { deskOf } from '../../../support/books/desk.ts';
import { completed, ksh, newId, payment } from '../../../support/books/payments.ts';

let books: Books;
const desk = deskOf(() => books);
beforeAll(async () => {
  books = await Books.open();
  await books.clock.advance(Date.now() - books.clock.now());
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const signed = ['--by', 'ann', '--reason', 'contract 12'];
const phone = ['--msisdn', '0733 100 001'];
const open = (kind: string, name: string, ...more: string[]) =>
  desk(['business', 'open', kind, '--name', name, ...phone, ...signed, ...more]);
const act = (...typed: string[]) => desk([...typed, ...signed]);

async function accountOf(code: string): Promise<string> {
  const [row] = await books.rows('select account_id from tuma.businesses where code = $1', [code]);
  return String(row?.account_id);
}

describe('a business', () => {
  test('is opened under the code that was asked for, or the first that is free', async () => {
    expect(await open('till', 'Duka Safi', '--code', '100000')).toMatchObject({
      ...{ code: 0, out: 'till 100000 Duka Safi is open\n' },
    });
    expect((await open('agent', 'Mama Atieno')).out).toBe('agent 100001 Mama Atieno is open\n');
    expect(
      (await open('biller', 'Maji Ltd', '--code', '4444444', '--digits', '8', '--luhn', 'yes')).out,
    ).toBe('biller 4444444 Maji Ltd is open\n');
    expect((await desk(['business', 'show', '4444444'])).out).toBe(
      [
        'business         4444444 Maji Ltd, biller, active',
        'receipts to      254733100001, in en',
        'account numbers  8 digits, the last a Luhn check digit',
        'balance          0.00 KES',
        'held             0.00',
        '',
      ].join('\n'),
    );
    expect((await desk(['acts', '4444444'])).out).toMatch(/open +ann .*contract 12/);
  });

  test('has a code that nobody else gets, also when it is closed', async () => {
    await open('till', 'First', '--code', '55555');
    await act('business', 'close', '55555');
    expect(await open('till', 'Second', '--code', '5 5 5 5 5')).toMatchObject({
      code: 1,
      errors: 'npm run desk: 55555 is First: a code belongs to one business for ever\n',
    });
  });

  test('is opened once under one id', async () => {
    const id = newActId({ now: Date.now() });
    const [first, again] = [
      await open('till', 'Once', '--id', id),
      await open('till', 'Once', '--id', id),
    ];
    expect(first.out).toMatch(/^till \d{6} Once is open\n$/);
    expect(again.out).toBe(first.out.replace('open\n', 'open already, by this id\n'));
    const rows = await books.rows(`select from tuma.businesses where name = 'Once'`);
    expect(rows).toHaveLength(1);
  });

  test('gets another name, phone, language and rule, and the act says what was before', async () => {
    await open('biller', 'Stima', '--code', '66666', '--digits', '11');
    const id = newActId({ now: Date.now() });
    const typed = [
      'business',
      'change',
      '66666',
      '--name',
      'Stima Halisi',
      '--digits',
      'any',
      '--id',
      id,
    ];
    const changed = '66666 name: Stima -> Stima Halisi, digits: 11 -> any\n';
    expect((await act(...typed)).out).toBe(changed);
    expect((await act(...typed)).out).toBe(changed);
    expect(
      (await act('business', 'change', '66666', '--msisdn', '0733100002', '--language', 'sw')).out,
    ).toBe('66666 phone: 254733100001 -> 254733100002, language: en -> sw\n');
    expect(await act('business', 'change', '66666', '--name', 'Stima Halisi')).toMatchObject({
      code: 1,
      errors: 'npm run desk: 66666 Stima Halisi is all that already\n',
    });
    const acts = (await desk(['acts', '66666'])).out;
    expect(acts.match(/change +ann/g)).toHaveLength(2);
    expect(acts).toContain('contract 12; name: Stima -> Stima Halisi, digits: 11 -> any');
  });

  test('is closed when it is empty, and then nobody pays it', async () => {
    await open('till', 'Closing', '--code', '77777');
    await desk(['fund', '77777', '--amount', '5.00', '--reference', 'C1', '--by', 'ann']);
    expect(await act('business', 'close', '77777')).toMatchObject({
      code: 1,
      errors:
        'npm run desk: 77777 Closing has 5.00, of it held 0.00: only an empty account is closed\n',
    });
    await desk(['defund', '77777', '--amount', '5.00', '--reference', 'C2', '--by', 'ann']);
    expect((await act('business', 'close', '77777')).out).toBe('till 77777 Closing is closed\n');
    const request = payment({
      ...{ type: 'buy_goods', amount: ksh(10_00n), fee: ksh(0n), requestedAt: books.clock.now() },
      payer: await books.account({ balance: 100_00n }),
      payee: await accountOf('77777'),
    });
    await books.ledger.reserve(request);
    expect(await books.ledger.settle(request, completed)).toMatchObject({
      refusal: 'recipient_unavailable',
    });
  });

  test('is listed with the others of its kind, by pages', async () => {
    for (let i = 0; i < 51; i += 1)
      await open('agent', `Agent ${i}`, '--code', String(8_000_000 + i));
    const first = (await desk(['business', 'list', '--kind', 'agent', '--after', '7999999'])).out;
    expect(first.split('\n')).toHaveLength(1 + 50 + 1 + 1);
    const [, after = ''] = /more: --after (\d+)\n$/.exec(first) ?? [];
    const rest = (await desk(['business', 'list', '--kind', 'agent', '--after', after])).out;
    expect(rest).toMatch(/^CODE .*\n8000050 +agent +Agent 50 +active +254733100001 +0\.00 +KES\n$/);
    expect((await desk(['business', 'list', '--kind', 'till'])).out).not.toContain('Agent');
  });

  test.each<[string, string[]]>([
    ['shop is none of', ['open', 'shop', '--name', 'A B', ...phone]],
    ['is no code', ['open', 'till', '--name', 'A B', ...phone, '--code', '1234']],
    ['is no name', ['open', 'till', '--name', '<b>', ...phone]],
    ['is no name', ['open', 'till', '--name', 'x'.repeat(41), ...phone]],
    ['is no mobile number', ['open', 'till', '--name', 'A B', '--msisdn', '12345']],
    ['is none of en, sw', ['open', 'till', '--name', 'A B', ...phone, '--language', 'xx']],
    ['only a biller', ['open', 'till', '--name', 'A B', ...phone, '--digits', '11']],
    ['--digits 1 is', ['open', 'biller', '--name', 'A B', ...phone, '--digits', '1']],
    ['--luhn needs', ['open', 'biller', '--name', 'A B', ...phone, '--luhn', 'yes']],
    ['say what', ['change', '66666']],
  ])('is not opened or changed by what means nothing: %s', async (why, typed) => {
    expect(await act('business', ...typed)).toMatchObject({
      code: 2,
      errors: expect.stringContaining(why),
    });
  });
});

describe('money at the bank', () => {
  test('becomes e-money once for each reference, and the business hears of it', async () => {
    await open('agent', 'Funded', '--code', '91000');
    const typed = [
      'fund',
      '91000',
      '--amount',
      '1000.00',
      '--reference',
      'ft24 001',
      '--by',
      'ann',
      '--bank',
      'kcb',
    ];
    const { out } = await desk(typed);
    const [, by = ''] =
      /^91000 Funded: \+1,000\.00 KES by (\w{10})\nbalance 1,000\.00; an SMS/.exec(out) ?? [];
    expect((await desk(typed)).out).toBe(`KCB FT24 001 was booked before, by ${by}\n`);
    expect(await desk([...typed.slice(0, 3), '2000', ...typed.slice(4)])).toMatchObject({
      code: 1,
      errors: `npm run desk: KCB FT24 001 has moved other money: look at payment ${by}\n`,
    });
    expect((await desk(['acts', '91000'])).out).toMatch(/fund +ann +\+1,000\.00 .*KCB FT24 001/);
    expect((await desk(['statement', '91000'])).out).toContain('bank FT24 001');

    const [row] = await books.rows(
      `select payment_id from tuma.operator_actions where bank_reference = 'FT24 001'`,
    );
    const [told] = await receipts(books.sql, kenya).claim(
      [String(row?.payment_id)],
      newId(),
      books.clock.now(),
    );
    expect(told?.to).toBe('254733100001');
    expect(told && receiptText(told, kenya)).toMatch(
      /^\w{10} Confirmed\. Ksh1,000\.00 has come from the bank on .* New balance is Ksh1,000\.00\.$/,
    );
  });

  test('goes back only where there is as much, and not from what is frozen', async () => {
    await open('agent', 'Poor', '--code', '92000');
    const defund = (reference: string) =>
      desk(['defund', '92000', '--amount', '1', '--reference', reference, '--by', 'ann']);
    expect((await defund('P1')).errors).toContain('refused: insufficient_funds');
    await desk(['fund', '92000', '--amount', '1', '--reference', 'P2', '--by', 'ann']);
    await act('freeze', '92000');
    expect((await defund('P3')).errors).toContain('refused: payer_unavailable');
    const more = ['fund', '92000', '--amount', '1', '--reference', 'P4', '--by', 'ann'];
    expect((await desk(more)).errors).toContain('refused: recipient_unavailable');
  });

  test.each([
    ['--amount', '0', '--reference', 'R1'],
    ['--amount', '-5', '--reference', 'R1'],
    ['--amount', '5', '--reference', 'R1;drop'],
    ['--amount', '5', '--reference', 'R'.repeat(36)],
    ['--amount', '5'],
  ])('is not moved for %s %s %s %s', async (...typed) => {
    expect((await desk(['fund', '92000', ...typed, '--by', 'ann'])).code).toBe(2);
  });
});
