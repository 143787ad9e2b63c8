import { describe, expect, test } from 'vitest';
import type { EffectNamed } from '../../../../ussd/effects.ts';
import { dial, type Phone, stranger, type World } from '../../../support/phone/phone.ts';

const offered = 'This number is not registered with Tuma.\n1. Register\n2. Not now';

const atPin = (world: World = {}): Phone =>
  dial({ ...stranger, ...world })
    .types('1')
    .types("Zoë Wanjikũ O'Neil")
    .types('ab123456')
    .types('31/12/1990')
    .types('1')
    .sees('Choose a PIN of 4 digits:');

const atConsent = (world: World = {}): Phone => atPin(world).types('4821').types('4821');

describe('registering', () => {
  test('asks who they are, a language, a PIN twice and their consent', () => {
    const phone = dial(stranger)
      .sees(offered)
      .offers('99 Kiswahili')
      .types('1')
      .sees('Enter your full name, as on your ID:')
      .offers('0 Back 00 Home')
      .types("Zoë Wanjikũ O'Neil")
      .sees('Enter your ID number:')
      .types('ab123456')
      .sees('Enter your date of birth, like 31121990:')
      .types('31121990')
      .sees('Choose a language\n1. English\n2. Kiswahili\n3. Francais')
      .types('1')
      .sees('Choose a PIN of 4 digits:')
      .types('4821')
      .sees('Enter the new PIN again:')
      .types('4821')
      .sees(
        "Register ZOE WANJIKU O'NEIL, ID AB123456? I accept the terms and the privacy notice of Tuma.\n1. Accept\n2. Decline",
      )
      .types('1')
      .ends('You are registered with Tuma. Dial *334# to begin.')
      .did('find_customer', 'stage_pin', 'match_pin', 'register');
    const { staged, ...rest } = phone.performed[3] as EffectNamed<'register'>;
    expect(staged).not.toContain('4821');
    expect(rest).toEqual({
      type: 'register',
      givenName: 'Zoë Wanjikũ',
      familyName: "O'Neil",
      document: { type: 'passport', country: 'KE', number: 'AB123456' },
      birthDate: '1990-12-31',
      language: 'en',
    });
  });

  test('goes on in the language that was chosen', () => {
    dial(stranger)
      .types('1')
      .types('Juma Ali')
      .types('12345678')
      .types('01011990')
      .types('2')
      .sees('Chagua PIN ya tarakimu 4:')
      .offers('0 Rudi 00 Mwanzo')
      .types('4821')
      .sees('Weka PIN mpya tena:')
      .types('4822')
      .sees('PIN hizo mbili hazifanani.\nChagua PIN ya tarakimu 4:')
      .types('4821')
      .types('4821')
      .sees(
        'Usajiliwe kama JUMA ALI, kitambulisho 12345678? Nakubali masharti na sera ya faragha ya Tuma.\n1. Nakubali\n2. Sikubali',
      )
      .types('1')
      .ends('Umesajiliwa na Tuma. Piga *334# ili kuanza.');
  });

  test('asks for what the market’s people carry', () => {
    dial(stranger)
      .types('1')
      .types('Juma Ali')
      .types('A1234567')
      .sees('That is no ID number. Enter it as on your ID.\nEnter your ID number:')
      .types('1 1990 8 0012345 6 78')
      .types('31121991')
      .sees('Your ID number tells another year of birth.\nEnter your date of birth, like 31121990:')
      .types('31121990')
      .sees('Choose a language\n1. English\n2. Kiswahili\n3. Francais');
  });

  test('can wait', () => {
    dial(stranger).types('2').ends('To register another time, dial *334#.').did('find_customer');
  });

  test('does not happen without consent', () => {
    atConsent()
      .types('2')
      .ends('You are not registered.')
      .did('find_customer', 'stage_pin', 'match_pin');
  });

  test('says why it did not happen', () => {
    atConsent({ register: { refusal: 'unavailable' } })
      .types('1')
      .ends('The service is not available now. Please try again later.');
  });

  test('is not for children, and not for impossible dates', () => {
    const asked = 'Enter your date of birth, like 31121990:';
    dial(stranger)
      .types('1')
      .types('Juma Ali')
      .types('12345678')
      .types('03092006')
      .sees(`You must be at least 18 years old.\n${asked}`)
      .types('30022000')
      .sees(`That is not a date. Enter day, month and year.\n${asked}`)
      .types('02092006')
      .sees('Choose a language\n1. English\n2. Kiswahili\n3. Francais');
  });

  test.each([
    ['1234', 'a row'],
    ['8765', 'a row backwards'],
    ['7777', 'one digit'],
    ['3456', 'in their number'],
    ['0700', 'in their number as they dial it'],
    ['3112', 'their birthday'],
    ['1231', 'their birthday, month first'],
    ['1990', 'the year they were born'],
  ])('refuses the PIN %s: %s', (pin) => {
    atPin().types(pin).sees('That PIN is too easy to guess.\nChoose a PIN of 4 digits:');
  });

  test('keeps neither PIN', () => {
    const phone = atConsent();
    expect(JSON.stringify([phone.journal, phone.saved])).not.toContain('4821');
  });
});

describe('the consent screen repeats', () => {
  const consent = (name: string) => {
    const phone = dial(stranger).types('1').types(name).types('12345678').types('31121990');
    return phone.types('1').types('4821').types('4821').screen.text.split('\n')[0];
  };

  test.each([
    ['Abebech', 'ABEBECH'],
    ['Umaru Musa Ƴar’adua', "UMARU MUSA YAR'ADUA"],
    ['Ɖela Ƒoli', 'DELA FOLI'],
    ['Marie Claire Rose Uwase Ineza', 'MARIE CLAIRE ROSE UWASE INEZA'],
    ['Maria da Conceição dos Santos Pereira', 'MARIA D. C. D. S. PEREIRA'],
    ['Wilhelminamarguerita Wanastasiawambui', 'WILHELMINAMARGUERITA WANASTASIAW'],
    ['محمد أحمد', 'MHMD AHMD'],
  ])('%s as %s', (name, shown) => {
    expect(consent(name)).toBe(
      `Register ${shown}, ID 12345678? I accept the terms and the privacy notice of Tuma.`,
    );
  });
});
