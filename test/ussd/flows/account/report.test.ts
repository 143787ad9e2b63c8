import { describe, expect, test } from 'vitest';
import { disputeReasons } from '../../../../core/care/dispute.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import type { LatestPayment } from '../../../../ussd/effects.ts';
import { mainMenu as menu, toAccount } from '../../../support/phone/menus.ts';
import {
  dial,
  french,
  goodDay,
  jane,
  ksh,
  swahili,
  type World,
} from '../../../support/phone/phone.ts';

const reasons =
  '1. Wrong person\n2. Wrong amount\n3. Not received\n4. Not mine\n5. Other\n6. Cancel';
const question = `Report ABC1234567: Ksh5,000.00 to JANE W., 2/9/24. What is wrong?\n${reasons}`;

const reporting = (world: World = {}) => dial(world).types(toAccount).types('6').types('4821');

const [usual] = goodDay.read_latest_payments.payments;

const only = (line: Partial<LatestPayment> = {}): World => ({
  read_latest_payments: { payments: [{ ...(usual as LatestPayment), ...line }] },
});

describe('reporting a problem', () => {
  test('asks which of the latest payments it is about, and marks what moved no money or was taken back', () => {
    const [first, second] = goodDay.read_latest_payments.payments;
    const refused = { ...first, reference: 'ABC1234565', done: false } as LatestPayment;
    const back = { ...first, reference: 'ABC1234564', reversed: true } as LatestPayment;
    const phone = reporting({
      read_latest_payments: {
        payments: [refused, first as LatestPayment, back, second as LatestPayment],
      },
    }).sees(
      'Which payment?\n1. 2/9/24 -5,000.00 JANE W. (failed)\n2. 2/9/24 -5,000.00 JANE W.\n3. 2/9/24 -5,000.00 JANE W. (reversed)\n4. 1/9/24 +200.00 BRIAN O.',
    );
    phone
      .types('1')
      .sees(`Report ABC1234565: Ksh5,000.00 to JANE W., 2/9/24. What is wrong?\n${reasons}`)
      .types('3')
      .ends('Your report on ABC1234565 is received. Customer care will contact you.');
    expect(phone.performed.at(-1)).toMatchObject({ reference: 'ABC1234565' });
    reporting()
      .types('2')
      .types('5')
      .ends('Your report on ABC1234566 is received. Customer care will contact you.');
  });

  test('goes back from what is wrong to the other payments', () => {
    reporting()
      .types('1')
      .sees(question)
      .types('0')
      .types('2')
      .types('0')
      .types('1')
      .sees(question);
  });

  test('does not ask which where there is only one, and takes what is wrong with it', () => {
    const phone = dial(only())
      .types(toAccount)
      .types('6')
      .sees('Report a problem\nEnter PIN:')
      .did('find_customer')
      .types('4821')
      .sees(question)
      .types('3')
      .ends('Your report on ABC1234567 is received. Customer care will contact you.')
      .did('find_customer', 'verify_pin', 'read_latest_payments', 'open_dispute');
    expect(phone.performed.at(-1)).toEqual({
      type: 'open_dispute',
      reference: 'ABC1234567',
      reason: 'not_received',
    });
  });

  test('speaks Swahili and French', () => {
    reporting({ ...swahili, ...only() })
      .sees(
        'Ripoti ABC1234567: Ksh5,000.00 kwa JANE W., 2/9/24. Tatizo ni nini?\n1. Si mtu huyo\n2. Si kiasi hicho\n3. Sijapokea\n4. Si yangu\n5. Jingine\n6. Ghairi',
      )
      .types('1')
      .ends('Ripoti yako kuhusu ABC1234567 imepokelewa. Huduma kwa wateja itawasiliana nawe.');
    reporting({ ...french, ...only() })
      .sees(
        'Signaler ABC1234567: Ksh5,000.00 à JANE W., 02/09/24. Quel est le problème?\n1. Destinataire\n2. Montant\n3. Rien recu\n4. Pas moi\n5. Autre\n6. Annuler',
      )
      .types('1')
      .ends('Votre signalement sur ABC1234567 est enregistré. Le service client vous contactera.');
  });

  test.each(disputeReasons.map((reason, at) => [reason, String(at + 1)]))(
    '%s is option %s',
    (reason, option) => {
      expect(reporting(only()).types(option).performed.at(-1)).toMatchObject({ reason });
    },
  );

  test.each<[string, Partial<LatestPayment>]>([
    ['Ksh200.00 from BRIAN O.', { direction: 'in', amount: ksh(200_00n), other: 'Brian Otieno' }],
    ['Ksh5,000.00 Airtime', { type: 'airtime', other: '', otherNumber: '254700123456' as Msisdn }],
    ['Ksh5,000.00 Airtime 0711987654', { type: 'airtime', other: '', otherNumber: jane }],
    ['Ksh5,000.00 to 0711987654', { type: 'p2p_unregistered', other: '', otherNumber: jane }],
    ['Ksh5,000.00 Returned 0711987654', { type: 'return', direction: 'in', otherNumber: jane }],
  ])('asks about %s', (what, line) => {
    expect(reporting(only(line)).question).toContain(`Report ABC1234567: ${what}, 2/9/24. What`);
  });

  test('can be thought better of', () => {
    reporting(only())
      .types('6')
      .sees(menu)
      .did('find_customer', 'verify_pin', 'read_latest_payments', 'find_customer');
    reporting(only()).types('0').types('00').sees(menu);
  });

  test('turns a page where names and amounts are long, and loses no reason', () => {
    const phone = reporting(
      only({ amount: ksh(999_999_99n), other: `${'W'.repeat(30)} Kamau`, type: 'p2p' }),
    ).offers('98 More 0 Back 00 Home');
    phone.types('98');
    expect(phone.question).toMatch(/\n6\. Cancel$/);
    phone.types('2').ends('Your report on ABC1234567 is received. Customer care will contact you.');
  });

  test('says so where there is no payment, or a refusal', () => {
    reporting({ read_latest_payments: { payments: [] } }).ends('There are no payments yet.');
    const inactive = 'Your account is not active. Please contact customer care.';
    reporting({ read_latest_payments: { refusal: 'payer_unavailable' } }).ends(inactive);
    reporting({ ...only(), open_dispute: { refusal: 'payer_unavailable' } })
      .types('1')
      .ends(inactive);
    reporting({ ...only(), open_dispute: 'unavailable' })
      .types('1')
      .ends('Sorry, the service is not available now. Please try again later.');
  });
});
