/** The conversations that ussd/transcripts.md shows: what is dialled and typed, and whose messages are read after it. */
import type { Language } from '../../../core/language.ts';
import { kenya } from '../../../core/markets/ke.ts';
import { until } from '../clock/until.ts';
import { crowd, local, type Town } from '../system/town.ts';
import type { Handset } from './carrier.ts';
import { toAccount } from './menus.ts';

export interface Held {
  /** Screens, and what was typed after "> ". */
  readonly lines: string[];
  readonly messages: { readonly to: string; readonly text: string }[];
}

interface Conversation {
  readonly title: string;
  readonly hold: (speaker: Speaker) => Promise<void>;
}

/** Somebody who speaks a language, at a phone whose screens are written down. */
export class Speaker {
  readonly held: Held = { lines: [], messages: [] };
  readonly #town: Town;
  readonly #first: number;
  readonly #language: Language;
  readonly #expected: [to: string, fits: (text: string) => boolean][] = [];
  #phone!: Handset;

  constructor(town: Town, language: Language, first: number) {
    this.#town = town;
    this.#language = language;
    this.#first = first;
  }

  /** One of the twenty of this language, counted from 1. */
  person(n: number) {
    return crowd(this.#first + n);
  }

  /** A number that nobody has registered, of this language and this name. */
  stranger(n: number): string {
    return `2547${31 + kenya.languages.indexOf(this.#language)}00000${n}`;
  }

  /** The ID number of this language's Amina Hassan: one person has one wallet. */
  id(): string {
    return `1234567${8 - kenya.languages.indexOf(this.#language)}`;
  }

  /** The number of a language in its menu. */
  languageOption(): string {
    return String(1 + kenya.languages.indexOf(this.#language));
  }

  /** Dials, behind the service code what is given, and answers screen after screen; four digits of a PIN are hidden. */
  async dials(msisdn: string, answers: readonly string[], code = ''): Promise<void> {
    this.#phone = this.#town.phone({ msisdn });
    this.held.lines.push(`*334${code && `*${code}`}#`);
    this.#shows(await this.#phone.dial(code));
    await this.types(...answers);
  }

  /** Dials from the number and types the code that it got by SMS. */
  async entersCode(msisdn: string): Promise<void> {
    const code = await this.#town.code({ msisdn });
    await this.dials(msisdn, []);
    this.held.lines.push('> ••••••');
    this.#shows(await this.#phone.types(code));
  }

  async types(...answers: readonly string[]): Promise<void> {
    for (const answer of answers) {
      this.held.lines.push(`> ${/^(7391|5827|0000)$/.test(answer) ? '••••' : answer}`);
      this.#shows(await this.#phone.types(answer));
    }
  }

  /** A message is to arrive that fits: one about the payment of the last screen, if nothing else is said. */
  hears(msisdn: string, fits?: (text: string) => boolean): void {
    const reference = this.reference();
    this.#expected.push([msisdn, fits ?? ((text) => text.includes(reference))]);
  }

  /** What the last screen calls its payment. */
  reference(): string {
    return /[0-9A-Z]{10}/.exec(this.#phone.reply)?.[0] ?? 'none';
  }

  /** Waits for what is to arrive. */
  async reads(): Promise<void> {
    for (const [to, fits] of this.#expected) {
      const found = async () => (await this.#town.inbox({ msisdn: to })).find(fits);
      await until(async () => (await found()) !== undefined);
      this.held.messages.push({ to, text: (await found()) ?? 'nothing' });
    }
  }

  #shows(_question: string): void {
    this.held.lines.push(...this.#phone.reply.replace(/^(CON|END) /, '').split('\n'), '');
  }
}

const pin = '7391';
const agent = '254733123456';
const biller = '254733888880';
const till = '254733500100';

export const conversations: readonly Conversation[] = [
  {
    title: 'Send money',
    async hold(speaker) {
      const [payer, payee] = [speaker.person(1).msisdn, speaker.person(2).msisdn];
      await speaker.dials(payer, ['1', local(payee), '5000', pin]);
      speaker.hears(payer);
      speaker.hears(payee);
    },
  },
  {
    title: 'Send money again: recent recipients, a wrong PIN, back and home',
    async hold(speaker) {
      await speaker.dials(speaker.person(1).msisdn, ['1', '1', '100', '0', '200', '0000', pin]);
    },
  },
  {
    title: 'Send money in one dial, up to the PIN and never past it',
    async hold(speaker) {
      const payee = local(speaker.person(2).msisdn);
      await speaker.dials(speaker.person(3).msisdn, [pin], `1*${payee}*500`);
    },
  },
  {
    title: 'Send money to a number that is not registered, which registers and has it by a code',
    async hold(speaker) {
      const [payer, to] = [speaker.person(4).msisdn, speaker.stranger(1)];
      await speaker.dials(payer, ['1', local(to), '500', '1', pin]);
      const sent = speaker.reference();
      speaker.hears(payer);
      speaker.hears(to);
      const person = ['1', 'Amina Hassan', speaker.id(), '31121990', speaker.languageOption()];
      await speaker.dials(to, [...person, '5827', '5827', '1']);
      const claimed = (text: string) => text.includes('500.00') && !text.includes(sent);
      speaker.hears(
        to,
        (text) => text.includes('*334#') && !/\d{6} |\d{10}|[0-9A-Z]{10}/.test(text),
      );
      speaker.hears(to, (text) => /\b\d{6}\b/.test(text));
      await speaker.entersCode(to);
      speaker.hears(to, claimed);
      speaker.hears(payer, claimed);
    },
  },
  {
    title: 'Withdraw cash',
    async hold(speaker) {
      const { msisdn } = speaker.person(5);
      await speaker.dials(msisdn, ['2', '123456', '1000', pin]);
      speaker.hears(msisdn);
      speaker.hears(agent);
    },
  },
  {
    title: 'Buy airtime, for oneself and for another number',
    async hold(speaker) {
      const { msisdn } = speaker.person(6);
      await speaker.dials(msisdn, ['3', '1', '50', pin]);
      speaker.hears(msisdn);
      await speaker.dials(msisdn, ['3', local(speaker.person(7).msisdn), '100', pin]);
      speaker.hears(speaker.person(7).msisdn, () => true);
    },
  },
  {
    title: 'Pay bill',
    async hold(speaker) {
      const { msisdn } = speaker.person(8);
      await speaker.dials(msisdn, ['4', '888880', '01450123459', '01450123458', '500', pin]);
      speaker.hears(msisdn);
      speaker.hears(biller);
    },
  },
  {
    title: 'Buy goods',
    async hold(speaker) {
      const { msisdn } = speaker.person(9);
      await speaker.dials(msisdn, ['5', '500100', '250', pin]);
      speaker.hears(msisdn);
      speaker.hears(till);
    },
  },
  {
    title: 'Balance',
    hold: (speaker) => speaker.dials(speaker.person(1).msisdn, [toAccount, '1', pin]),
  },
  {
    title: 'Mini statement',
    hold: (speaker) => speaker.dials(speaker.person(1).msisdn, [toAccount, '2', pin]),
  },
  {
    title: 'Change PIN',
    hold: (speaker) =>
      speaker.dials(speaker.person(10).msisdn, [toAccount, '3', pin, '5827', '5827']),
  },
  {
    title: 'Limits',
    hold: (speaker) => speaker.dials(speaker.person(1).msisdn, [toAccount, '5', pin]),
  },
  {
    title: 'Report a problem',
    hold: (speaker) => speaker.dials(speaker.person(1).msisdn, [toAccount, '6', pin, '1']),
  },
  {
    title: 'Block account',
    hold: (speaker) => speaker.dials(speaker.person(11).msisdn, [toAccount, '7', pin, '1']),
  },
  {
    title: 'A dropped session goes on where it was',
    async hold(speaker) {
      const { msisdn } = speaker.person(12);
      await speaker.dials(msisdn, ['1', local(speaker.person(2).msisdn), '500']);
      await speaker.dials(msisdn, ['1', pin]);
    },
  },
  {
    title: 'Another language, in the middle of a conversation',
    async hold(speaker) {
      await speaker.dials(speaker.person(13).msisdn, ['1', '99']);
    },
  },
  {
    title: 'Another language, from now on',
    async hold(speaker) {
      await speaker.dials(speaker.person(14).msisdn, [toAccount, '4', '2']);
    },
  },
];
