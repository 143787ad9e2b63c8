import { describe, expect, test } from 'vitest';
import { mainMenu as menu, toAccount } from '../../support/phone/menus.ts';
import { dial, type Phone, paymentId, swahili, type World } from '../../support/phone/phone.ts';

const jane = 'JANE W. 0711987654';
const onItsWay = `Ksh5,000.00 to ${jane} is being processed. You will get an SMS.\n1. Main menu`;
const sent = `ABC1234567 Confirmed. Ksh5,000.00 to ${jane}.\n1. Main menu`;

const paying = (world: World = {}): Phone =>
  dial(world).types('1').types('0711987654').types('5000').types('4821');

const pending = { state: 'pending' } as const;
const refused = { state: 'refused', refusal: 'timeout' } as const;

describe('a redial while a payment is in progress', () => {
  test.each<[string, World, string]>([
    ['is on its way', { read_payment: pending }, onItsWay],
    ['is known to nobody', { read_payment: 'unavailable' }, onItsWay],
    ['arrived', {}, sent],
    [
      'was refused',
      { read_payment: refused },
      `Ksh5,000.00 to ${jane} failed. It took too long. Please try again.\n1. Main menu`,
    ],
  ])('begins with what became of it: it %s', (_, world, screen) => {
    const phone = paying(world).redialsDuring('pay').sees(screen).offers('99 Kiswahili');
    phone.did('read_payment').types('1').sees(menu).did('read_payment', 'find_customer');
  });

  test('reads the outcome of that payment, and shows no balance', () => {
    const first = paying({ pay: pending });
    const at = first.indexes[first.performed.findIndex(({ type }) => type === 'pay')] ?? -1;
    for (const phone of [first.redials(), first.redialsDuring('pay')]) {
      expect(phone.performed).toEqual([{ type: 'read_payment', id: paymentId(at) }]);
      expect(phone.screen.text).not.toMatch(/balance/i);
    }
  });

  test('reads the outcome of that payment also after the customer went back', () => {
    const phone = dial({ pay: pending }).types('1').types('0711987654').types('250').types('0');
    const paid = phone.types('5000').types('1111').types('4821');
    const again = paid.redials().sees(sent);
    expect(again.performed).toMatchObject([{ id: paymentId(paid.indexes.at(-1) ?? -1) }]);
  });

  test('speaks the language of the payment, and the next one on 99', () => {
    const phone = paying({ ...swahili, read_payment: pending }).redialsDuring('pay');
    phone.sees(`Ksh5,000.00 kwa ${jane} inashughulikiwa. Utapokea SMS.\n1. Menyu kuu`);
    phone.types('99').types('99').sees(onItsWay).did('read_payment').types('1').sees(menu);
  });

  test('offers only the main menu, and no blind retry', () => {
    const phone = paying().redialsDuring('pay').types('2');
    phone.sees(`Choose a number from the list.\n${sent}`).types('4821').types('0');
    phone.ends('Sorry, we could not read your answers. Please dial again.').did('read_payment');
  });

  test('begins as ever, if it brings its own answers', () => {
    const phone = paying({ pay: pending }).redials(`${toAccount}*1`).sees('Enter PIN:');
    phone.did('find_customer');
  });
});

describe('the outcome of a payment is shown again', () => {
  test('after its session said that it is being processed', () => {
    paying({ pay: pending }).redials().sees(sent);
    paying({ pay: 'unavailable' }).redials().sees(sent);
  });

  test('until its final outcome was shown, or the customer went on', () => {
    const on = paying({ read_payment: pending }).redialsDuring('pay').sees(onItsWay);
    on.redials().sees(onItsWay).redials().sees(onItsWay).types('1').redials().sees(menu);
    paying().redialsDuring('pay').sees(sent).redials().sees(menu);
  });

  test('if the phone hung up before it was shown', () => {
    paying().redialsUnheard().sees(sent).redialsUnheard().sees(sent).redials().sees(menu);
  });

  test('but not if it was delivered', () => {
    paying().redials().sees(menu);
    paying({ pay: refused }).redials().sees(menu);
  });

  test('but not if the session stopped at the PIN', () => {
    const phone = paying().redialsDuring('verify_pin');
    expect(phone.screen.text).not.toMatch(/Ksh/);
    phone.did('find_customer');
  });
});
