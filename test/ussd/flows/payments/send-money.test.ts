import { describe, expect, test } from 'vitest';
import type { Msisdn } from '../../../../core/msisdn.ts';
import type { Refusal } from '../../../../core/refusal.ts';
import type { EffectNamed } from '../../../../ussd/effects.ts';
import { mainMenuIn, mainMenu as menu, swahiliMenu } from '../../../support/phone/menus.ts';
import {
  dial,
  french,
  goodDay,
  inTime,
  jane,
  ksh,
  quotedUntil,
  swahili,
  type World,
} from '../../../support/phone/phone.ts';

const confirm = 'Send Ksh5,000.00 to JANE W. 0711987654? Fee Ksh15.00.';

/** The PIN is right at this time. */
const at = (moment: number) => ({ verdict: 'right', at: moment }) as const;

const typed = (world: World = {}) => dial(world).types('1').types('0711987654').types('5000');
const atPin = (world: World = {}) => typed(world).sees(`${confirm}\nEnter PIN:`);

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
      target: { type: 'p2p', to: '254711987654' },
      amount: ksh(5_000_00n),
    });
    expect(phone.performed[4]).toMatchObject({
      type: 'pay',
      quote: { payee: '8', amount: ksh(5_000_00n), fee: ksh(15_00n) },
    });
  });

  test('speaks Swahili to who chose it', () => {
    dial(swahili)
      .sees(swahiliMenu)
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

  test('speaks French to who chose it', () => {
    dial(french)
      .sees(mainMenuIn('fr'))
      .types('1')
      .sees('Entrez le numéro de téléphone:')
      .types('0711987654')
      .sees('Entrez le montant:')
      .types('5000')
      .sees('Envoyer Ksh5,000.00 à JANE W. 0711987654? Frais Ksh15.00.\nEntrez le PIN:')
      .types('1111')
      .sees(
        'Envoyer Ksh5,000.00 à JANE W. 0711987654? Frais Ksh15.00.\nPIN incorrect. 2 essais restants. Entrez le PIN:',
      )
      .types('4821')
      .ends(
        'ABC1234567 Confirmé. Ksh5,000.00 envoyés à JANE W. 0711987654. Nouveau solde Ksh19,985.00.',
      );
  });

  test('tells the tries left after a wrong PIN, and still shows what is being paid', () => {
    const world = {
      verify_pin: [
        { verdict: 'wrong', left: 2 },
        { verdict: 'wrong', left: 1 },
        { verdict: 'right', at: inTime },
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

  test('a locked PIN ends it, nothing is paid, and the way to another is told', () => {
    atPin({ verify_pin: { verdict: 'locked' } })
      .types('4821')
      .ends(
        'Your PIN is locked. To get a new one, dial *334# and choose My account, then Lost PIN. Or contact customer care.',
      )
      .did('find_customer', 'read_recipients', 'quote', 'verify_pin');
  });

  test('a PIN that was taken away meanwhile is said to be gone', () => {
    atPin({ verify_pin: { verdict: 'none' } })
      .types('4821')
      .ends('This account has no PIN now. Dial *334# to choose one.');
  });

  describe('for a price that has expired when the PIN comes', () => {
    const { quote } = goodDay;
    const late: World = { verify_pin: [at(quotedUntil + 1), at(quotedUntil + 60_000)] };
    /** The usual price first, and another from then on. */
    const dearer = ({ until = quotedUntil, fee = 15_00n }) => {
      let asked = 0;
      return (wanted: EffectNamed<'quote'>) => {
        asked += 1;
        const { quote: found } = quote(wanted);
        return { quote: asked === 1 ? found : { ...found, fee: ksh(fee), until } };
      };
    };
    const expired = 'The price that you were shown has expired.';
    const newPrice = { until: quotedUntil + 120_000, fee: 25_00n };
    const asksNewPrice = 'Send Ksh5,000.00 to JANE W. 0711987654? Fee Ksh25.00.\nEnter PIN:';

    test('nothing is paid: the new price is shown, and the PIN is asked for again', () => {
      const phone = atPin({ ...late, quote: dearer(newPrice) })
        .types('4821')
        .sees(`${expired}\n${asksNewPrice}`)
        .did('find_customer', 'read_recipients', 'quote', 'verify_pin', 'quote')
        .types('4821')
        .ends(
          'ABC1234567 Confirmed. Ksh5,000.00 sent to JANE W. 0711987654. New balance Ksh19,975.00.',
        );
      expect(phone.performed[4]).toEqual(phone.performed[2]);
      expect(phone.performed.filter(({ type }) => type === 'pay')).toMatchObject([
        { at: quotedUntil + 60_000, quote: { fee: ksh(25_00n), until: newPrice.until } },
      ]);
    });

    test('the last moment of the price is in time', () => {
      const phone = atPin({ verify_pin: at(quotedUntil) }).types('4821');
      phone.did('find_customer', 'read_recipients', 'quote', 'verify_pin', 'pay');
      expect(phone.performed.at(-1)).toMatchObject({ at: quotedUntil });
    });

    test('a price that expires again is shown anew again', () => {
      atPin({ ...late, quote: dearer({ fee: 25_00n }) })
        .types('4821')
        .types('4821')
        .sees(`${expired}\n${asksNewPrice}`);
    });

    test('a wrong PIN does not make an old price new', () => {
      atPin({ verify_pin: [{ verdict: 'wrong', left: 2 }, at(quotedUntil + 1)] })
        .types('1111')
        .types('4821')
        .sees(`${expired}\n${confirm}\nEnter PIN:`);
    });

    test('is said once: after a wrong PIN it is the PIN that is talked of', () => {
      const wrong = { verdict: 'wrong', left: 2 } as const;
      atPin({ verify_pin: [at(quotedUntil + 1), wrong] })
        .types('4821')
        .types('1111')
        .sees(`${confirm}\nWrong PIN. 2 tries left. Enter PIN:`);
    });

    test('what cannot be paid any more is asked for again', () => {
      const answers: World['quote'] = [
        quote({ type: 'quote', target: { type: 'p2p', to: jane }, amount: ksh(5_000_00n) }),
        { refusal: 'insufficient_funds' },
      ];
      atPin({ ...late, quote: answers })
        .types('4821')
        .sees('You do not have enough money for this amount and its fee.\nEnter amount:');
    });

    test('the way back is open, because nothing was changed', () => {
      atPin({ ...late, quote: dearer(newPrice) })
        .types('4821')
        .offers('0 Back 00 Home')
        .types('0')
        .sees('Enter amount:');
    });

    test('a dial that drops there goes on at the PIN, with a price of its own', () => {
      atPin({ ...late, quote: dearer(newPrice) })
        .types('4821')
        .redials()
        .types('1')
        .sees(asksNewPrice);
    });

    test('is told in Swahili and French', () => {
      typed({ ...swahili, ...late })
        .types('4821')
        .sees(
          'Bei uliyoonyeshwa imepitwa na wakati.\nTuma Ksh5,000.00 kwa JANE W. 0711987654? Ada Ksh15.00.\nWeka PIN:',
        );
      typed({ ...french, ...late })
        .types('4821')
        .sees(
          'Le prix affiché a expiré.\nEnvoyer Ksh5,000.00 à JANE W. 0711987654? Frais Ksh15.00.\nEntrez le PIN:',
        );
    });
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
        'to' in asked.target && asked.target.to === jane
          ? quote(asked)
          : { refusal: 'recipient_unavailable' },
    })
      .types('1')
      .types('0711987655')
      .types('5000')
      .sees('That account cannot receive money.\nEnter phone number:')
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

describe('to a number that is not registered', () => {
  const { quote } = goodDay;
  const onlyJane: World = {
    quote: (asked) => {
      const { target } = asked;
      const nobody = target.type === 'p2p' && target.to !== jane;
      return nobody ? { refusal: 'recipient_not_found' } : quote(asked);
    },
  };
  const offered =
    'That number is not registered with Tuma.\n1. Send, to be claimed in 7 days\n2. Enter another number';
  const waits =
    'Send Ksh500.00 to 0799123456, not registered, to be claimed in 7 days? Fee Ksh15.00.\nEnter PIN:';

  const atOffer = (world: World = {}) =>
    dial({ ...onlyJane, ...world })
      .types('1')
      .types('0799123456')
      .types('500');

  test('money can wait for it, and that is said before the PIN', () => {
    const phone = atOffer()
      .sees(offered)
      .offers('0 Back 00 Home')
      .types('1')
      .sees(waits)
      .did('find_customer', 'read_recipients', 'quote', 'quote')
      .types('4821')
      .ends(
        'ABC1234567 Confirmed. Ksh500.00 waits for 0799123456 to register. New balance Ksh24,485.00.',
      );
    expect(phone.performed[3]).toEqual({
      type: 'quote',
      target: { type: 'p2p_unregistered', to: '254799123456' },
      amount: ksh(500_00n),
    });
    expect(phone.performed.at(-1)).toMatchObject({
      type: 'pay',
      quote: { type: 'p2p_unregistered', accountReference: '254799123456' },
    });
  });

  test('another number can be typed instead, and the amount stands', () => {
    atOffer()
      .types('2')
      .sees('Enter phone number:')
      .types('0711987654')
      .sees('Send Ksh500.00 to JANE W. 0711987654? Fee Ksh15.00.\nEnter PIN:');
  });

  test('an amount that may not wait asks for another amount only', () => {
    const answers: World['quote'] = [
      { refusal: 'recipient_not_found' },
      { refusal: 'amount_too_large' },
      quote({
        type: 'quote',
        target: { type: 'p2p_unregistered', to: '254799123456' as Msisdn },
        amount: ksh(500_00n),
      }),
    ];
    const phone = atOffer({ quote: answers })
      .types('1')
      .sees('That is more than is allowed at once.\nEnter amount:')
      .types('500')
      .sees(waits);
    expect(phone.performed.at(-1)).toMatchObject({ target: { type: 'p2p_unregistered' } });
  });

  test('what would be paid by then is what is confirmed: they may have registered meanwhile', () => {
    const registered = quote({
      type: 'quote',
      target: { type: 'p2p', to: '254799123456' as Msisdn },
      amount: ksh(500_00n),
    });
    atOffer({ quote: [{ refusal: 'recipient_not_found' }, registered] })
      .types('1')
      .sees('Send Ksh500.00 to JANE W. 0799123456? Fee Ksh15.00.\nEnter PIN:');
  });

  test('a refused payment says that nothing was sent', () => {
    atOffer({ pay: { state: 'refused', refusal: 'insufficient_funds' } })
      .types('1')
      .types('4821')
      .ends('No money was sent. You do not have enough money for this amount and its fee.');
  });

  test('a dial at once stops at the question, and what follows is not taken for its answer', () => {
    dial(onlyJane, undefined, '1*0799123456*500*1*4821').sees(offered);
  });

  test('a dropped session goes on at the PIN', () => {
    atOffer().types('1').redials().types('1').sees(waits);
  });

  test('is told in Swahili and French', () => {
    atOffer(swahili)
      .sees(
        'Nambari hiyo haijasajiliwa na Tuma.\n1. Tuma, zichukuliwe ndani ya siku 7\n2. Weka nambari nyingine',
      )
      .types('1')
      .sees(
        'Tuma Ksh500.00 kwa 0799123456, haijasajiliwa, zichukuliwe ndani ya siku 7? Ada Ksh15.00.\nWeka PIN:',
      )
      .types('4821')
      .ends(
        'ABC1234567 Imethibitishwa. Ksh500.00 inasubiri 0799123456 isajiliwe. Salio jipya Ksh24,485.00.',
      );
    atOffer(french)
      .sees(
        "Ce numéro n'est pas inscrit chez Tuma.\n1. Envoyer, à retirer sous 7 jours\n2. Entrer un autre numéro",
      )
      .types('1')
      .sees(
        'Envoyer Ksh500.00 à 0799123456, non inscrit, à retirer sous 7 jours? Frais Ksh15.00.\nEntrez le PIN:',
      )
      .types('4821')
      .ends(
        "ABC1234567 Confirmé. Ksh500.00 attendent l'inscription du 0799123456. Nouveau solde Ksh24,485.00.",
      );
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

test('an amount that is refused is told what would be allowed, in three languages', () => {
  const refusedBy = (refusal: Refusal, world: World = {}) =>
    dial({ ...world, quote: { refusal, allowed: ksh(12_400_00n) } }).sends('1*0711987654*50000');
  refusedBy('daily_limit_exceeded').sees(
    'That is more than your daily limit allows. At most Ksh12,400.00 more today.\nEnter amount:',
  );
  refusedBy('amount_too_large').sees(
    'That is more than is allowed at once. At most Ksh12,400.00 at once.\nEnter amount:',
  );
  refusedBy('amount_too_small').sees(
    'That is less than is allowed. At least Ksh12,400.00.\nEnter amount:',
  );
  refusedBy('daily_limit_exceeded', swahili).sees(
    'Kiasi hicho kinazidi kikomo chako cha siku. Isizidi Ksh12,400.00 zaidi leo.\nWeka kiasi:',
  );
  refusedBy('weekly_limit_exceeded', french).sees(
    'Ce montant dépasse votre plafond de la semaine. Encore Ksh12,400.00 au plus cette semaine.\nEntrez le montant:',
  );
});
