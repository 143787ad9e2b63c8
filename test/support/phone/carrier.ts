/**
 * A phone on the real network: dials and types over the carrier's callback, as Africa's Talking sends it, with all
 * inputs so far in `text`.
 *
 *   const phone = new Handset(url, '254700123456');
 *   expect(await phone.dial()).toMatch(/^CON Welcome/);
 *   expect(await phone.types('1')).toBe('CON Enter phone number:');
 */
import { randomUUID } from 'node:crypto';
import { aboveKeys } from './keys.ts';

export interface Reply {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

export class Handset {
  readonly msisdn: string;
  readonly url: string;
  /** The session of the latest dial. */
  sessionId = newSession();
  /** All inputs of the session so far, as the carrier sends them. */
  transcript = '';
  /** What the latest reply says, above the line of its keys. */
  screen = '';
  /** The latest reply, to the letter. */
  reply = '';

  constructor(url: string, msisdn: string) {
    this.url = url;
    this.msisdn = msisdn;
  }

  /** A new session; `code` is what was dialled behind the service code. */
  dial(code = ''): Promise<string> {
    this.sessionId = newSession();
    return this.#shows(code);
  }

  /** Answers the screen; nobody can type into one that has ended. */
  types(answer: string): Promise<string> {
    if (!this.screen.startsWith('CON ')) throw new Error(`the last screen was: ${this.screen}`);
    return this.#shows(this.after(answer));
  }

  /** Dials and gives these answers one after the other; the last screen. */
  async goes(...answers: readonly string[]): Promise<string> {
    await this.dial();
    for (const answer of answers) await this.types(answer);
    return this.screen;
  }

  /** Dials after a dialogue that was dropped, does not go on with it, and gives these answers; the last screen. */
  async startsOver(...answers: readonly string[]): Promise<string> {
    const offer = await this.dial();
    if (!/\n2\. Start over$/.test(offer)) throw new Error(`nothing was left to go on: ${offer}`);
    for (const answer of ['2', ...answers]) await this.types(answer);
    return this.screen;
  }

  /** The text of the turn that would bring this answer. */
  after(answer: string): string {
    return this.transcript === '' ? answer : `${this.transcript}*${answer}`;
  }

  /** One request of this session with this text, whatever went before; the phone's own state stays. */
  async turn(text: string): Promise<Reply> {
    const { msisdn, sessionId } = this;
    return post(this.url, turnForm({ msisdn, sessionId, text }));
  }

  async #shows(text: string): Promise<string> {
    const { status, body } = await this.turn(text);
    if (status !== 200) throw new Error(`the callback answered ${status}: ${body}`);
    this.transcript = text;
    this.reply = body;
    this.screen = aboveKeys(body);
    return this.screen;
  }
}

function newSession(): string {
  return `ATUid_${randomUUID()}`;
}

export function turnForm(turn: { msisdn: string; sessionId: string; text: string }) {
  return new URLSearchParams({
    sessionId: turn.sessionId,
    phoneNumber: `+${turn.msisdn}`,
    networkCode: '63902',
    serviceCode: '*334#',
    text: turn.text,
  });
}

/** Posts to the demonstration's callback, or to another path. */
export async function post(
  url: string,
  body: NonNullable<RequestInit['body']>,
  { path = '/ussd/africastalking/demo', ...init }: RequestInit & { path?: string } = {},
): Promise<Reply> {
  const response = await fetch(url + path, { method: 'POST', body, ...init });
  const { status, headers } = response;
  return { status, type: headers.get('content-type'), body: await response.text() };
}
