import { describe, expect, test } from 'vitest';
import type { Msisdn } from '../../core/msisdn.ts';
import { dial, goodDay, jane, ksh, swahili } from '../support/phone.ts';

const menu = 'Welcome to Tuma\n1. Send money\n2. My account';
const confirm = 'Send Ksh5,000.00 to JANE W. 0711987654? Fee Ksh15.00.';

const atPin = (world = {}) =>
  dial(world).types('1').types('0711987654').types('5000').sees(`${confirm}\nEnter PIN:`);

describe('sending money', () => {
  test('asks number, amount and PIN, and says what was sent', () => {
    const phone = dial()
      .sees(menu)
      .types('1')
      .sees('Enter phone number:')
      .types('0711987654')
      .sees('Enter amount:')
      .types('5000')
      .sees(`${confirm}\nEnter PIN:`)
      .did('find_customer', 'read_recipients', 'quote')
      .types('4821')
      .ends(
        'ABC1234567 Confirmed. Ksh5,000.00 sent to JANE W. 0711987654. New balance Ksh19,985.00.',
      )
      .did('find_customer', 'read_recipients', 'quote', 'verify_pin', 'pay');
    expect(phone.performed[2]).toEqual({
      type: 'quote',
      to: '254711987654',
      amount: ksh(5_000_00n),
    });
    expect(phone.performed[4]).toMatchObject({
      type: 'pay',
      quote: { payee: '8', amount: ksh(5_000_00n), fee: ksh(15_00n) },
    });
  });

  test('speaks Swahili to who chose it', () => {
    dial(swahili)
      .sees('Karibu Tuma\n1. Tuma pesa\n2. Akaunti yangu')
      .types('1')
      .sees('Weka nambari ya simu:')
      .types('0711')
      .sees('Hiyo si nambari ya simu.\nWeka nambari ya simu:')
      .types('0711987654')
      .sees('Weka kiasi:')
      .types('5000')
      .sees('Tuma Ksh5,000.00 kwa JANE W. 0711987654? Ada Ksh15.00.\nWeka PIN:')
      .types('1111')
      .sees(
        'Tuma Ksh5,000.00 kwa JANE W. 0711987654? Ada Ksh15.00.\nPIN si sahihi. Majaribio 2 yamebaki. Weka PIN:',
      )
      .types('4821')
      .ends(
        'ABC1234567 Imethibitishwa. Ksh5,000.00 imetumwa kwa JANE W. 0711987654. Salio jipya Ksh19,985.00.',
      );
  });

  test('tells the tries left after a wrong PIN, and still shows what is being paid', () => {
    const world = {
      verify_pin: [
        { verdict: 'wrong', left: 2 },
        { verdict: 'wrong', left: 1 },
        { verdict: 'right' },
      ],
    } as const;
    atPin(world)
      .types('1111')
      .sees(`${confirm}\nWrong PIN. 2 tries left. Enter PIN:`)
      .types('2222')
      .sees(`${confirm}\nWrong PIN. 1 try left. Enter PIN:`)
      .types('4821')
      .did(
        'find_customer',
        'read_recipients',
        'quote',
        'verify_pin',
        'verify_pin',
        'verify_pin',
        'pay',
      );
  });

  test('a locked PIN ends it, and nothing is paid', () => {
    atPin({ verify_pin: { verdict: 'locked' } })
      .types('4821')
      .ends('Your PIN is locked. Please contact customer care.')
      .did('find_customer', 'read_recipients', 'quote', 'verify_pin');
  });

  test('what is no PIN is not counted as a try', () => {
    atPin()
      .types('48210')
      .sees(`A PIN has 4 digits.\n${confirm}\nEnter PIN:`)
      .types('4821')
      .did('find_customer', 'read_recipients', 'quote', 'verify_pin', 'pay');
  });

  test('a payment that is not known to be done is not called sent', () => {
    const processed = 'Your payment is being processed. You will get an SMS.';
    atPin({ pay: { state: 'pending' } })
      .types('4821')
      .ends(processed);
    atPin({ pay: 'unavailable' }).types('4821').ends(processed);
  });

  test('a refused payment says that nothing was sent, and why', () => {
    atPin({ pay: { state: 'refused', refusal: 'fraud_declined' } })
      .types('4821')
      .ends('No money was sent. It was declined to keep you safe. Please contact customer care.');
  });

  test('a recipient who cannot receive is told before the PIN, and asks for another number only', () => {
    const { quote } = goodDay;
    dial({
      quote: (asked) =>
        asked.to === '254711987654' ? quote(asked) : { refusal: 'recipient_not_found' },
    })
      .types('1')
      .types('0711987655')
      .types('5000')
      .sees('That number is not registered with Tuma.\nEnter phone number:')
      .types('0711987654')
      .sees(`${confirm}\nEnter PIN:`);
  });

  test('an amount that cannot be sent asks for another amount only', () => {
    const { quote } = goodDay;
    dial({
      quote: (asked) =>
        asked.amount.minor > 5_000_00n ? { refusal: 'insufficient_funds' } : quote(asked),
    })
      .types('1')
      .types('0711987654')
      .types('6000')
      .sees('You do not have enough money for this amount and its fee.\nEnter amount:')
      .types('5000')
      .sees(`${confirm}\nEnter PIN:`);
  });

  test('a payer who cannot pay is told before the PIN', () => {
    dial({ quote: { refusal: 'payer_unavailable' } })
      .types('1')
      .types('0711987654')
      .types('5000')
      .ends('Your account is not active. Please contact customer care.');
  });

  describe('to somebody of late', () => {
    const recipients = [
      { name: 'Jane Wanjiku', msisdn: jane },
      { name: 'Brian Otieno', msisdn: '254722000001' as Msisdn },
    ];
    const offered = 'Enter phone number or choose:\n1. JANE W.\n2. BRIAN O.';

    test('takes a digit', () => {
      dial({ read_recipients: { recipients } })
        .types('1')
        .sees(offered)
        .offers('0 Back 00 Home')
        .types('1')
        .sees('Enter amount:')
        .types('5000')
        .sees(`${confirm}\nEnter PIN:`);
    });

    test('leaves a number to be typed as ever', () => {
      dial({ read_recipients: { recipients } })
        .types('1')
        .types('3')
        .sees(`That is not a mobile number.\n${offered}`)
        .types('0711987654')
        .types('5000')
        .sees(`${confirm}\nEnter PIN:`)
        .types('4821')
        .did('find_customer', 'read_recipients', 'quote', 'verify_pin', 'pay');
    });

    test('tells two of one name apart by their numbers, and who has none', () => {
      const namesakes = [
        { name: 'Jane Wanjiku', msisdn: jane },
        { name: 'JANE WAMBUI', msisdn: '254722000001' as Msisdn },
        { name: '', msisdn: '254722000002' as Msisdn },
      ];
      dial({ read_recipients: { recipients: namesakes } })
        .types('1')
        .sees(
          'Enter phone number or choose:\n1. JANE W. 0711987654\n2. JANE W. 0722000001\n3. 0722000002',
        );
    });

    test('is left out when nobody knows who', () => {
      dial({ read_recipients: 'unavailable' }).types('1').sees('Enter phone number:');
    });

    test('is offered again after a recipient who cannot receive', () => {
      dial({ read_recipients: { recipients }, quote: { refusal: 'recipient_unavailable' } })
        .types('1')
        .types('2')
        .types('5000')
        .sees(`That account cannot receive money.\n${offered}`);
    });
  });
});

describe('who is dialling', () => {
  test('when nothing works behind us, the phone still gets a polite end', () => {
    const sorry = 'Sorry, the service is not available now. Please try again later.';
    dial({ find_customer: 'unavailable' }).ends(sorry);
    dial({ quote: 'unavailable' }).types('1').types('0711987654').types('5000').ends(sorry);
    atPin({ verify_pin: 'unavailable' }).types('4821').ends(sorry);
  });

  test('a name is shown as first name and initial, in letters every phone has', () => {
    const named = (recipientName: string) =>
      dial({
        quote: (asked) => ({ quote: { ...goodDay.quote(asked).quote, recipientName } }),
      })
        .types('1')
        .types('0711987654')
        .types('5000').screen.text;
    expect(named('Łukasz  van der Źle')).toContain('to LUKASZ Z. 0711987654?');
    expect(named('Zoë')).toContain('to ZOE 0711987654?');
    expect(named('ABCDEFGHIJKLMNOPQRSTUVWXYZABCD E')).toContain('to ABCDEFGHIJKLMNOPQ E. 07');
    expect(named('')).toContain('to 0711987654?');
  });
});
