/**
 * A small Infobip: takes messages as `POST /sms/3/messages` does, once per message id, and tells of them as
 * `GET /sms/3/logs` does. It can be told to misbehave, number by number.
 */
import { z } from 'zod';

export const infobipAccount = {
  base: 'https://tuma.api.infobip.com',
  key: 'ib_canary0123456789abcdef',
};

/**
 * A number is the id of a status that rejects the message. `lost`: takes it and answers with HTTP 502. `hang`: takes nothing and
 * never answers. `hang after`: takes it and never answers. `unable`: HTTP 503 in Infobip's own words. `front`: HTTP 503 of
 * something in front of it. `broken`: HTTP 500. `busy`: HTTP 429. `wrong key`: HTTP 401. `garbage`: no JSON. `other id`: answers
 * about another message. `cut`: takes it, and the answer ends in the middle.
 */
export type Fate =
  | number
  | 'lost'
  | 'hang'
  | 'hang after'
  | 'unable'
  | 'front'
  | 'broken'
  | 'busy'
  | 'wrong key'
  | 'garbage'
  | 'other id'
  | 'cut';

const request = z.strictObject({
  messages: z.tuple([
    z.strictObject({
      sender: z.string().min(1),
      destinations: z.tuple([
        z.strictObject({ to: z.string().regex(/^\d{9,15}$/), messageId: z.string().max(100) }),
      ]),
      content: z.strictObject({ text: z.string().min(1) }),
      webhooks: z.strictObject({ delivery: z.strictObject({ url: z.string().url() }) }).optional(),
    }),
  ]),
});

interface Logged {
  readonly messageId: string;
  readonly status: object;
}

const rejection = (id: number) => ({
  groupId: 5,
  groupName: 'REJECTED',
  id,
  name: `REJECTED_${id}`,
});
const pending = { groupId: 1, groupName: 'PENDING', id: 26, name: 'PENDING_ACCEPTED' };

export class Infobip {
  /** Messages as the phones got them. */
  readonly delivered: { to: string; text: string; messageId: string; sender: string }[] = [];
  /** Every message that it was asked to take. */
  readonly asked: { to: string; messageId: string; webhook: string | undefined }[] = [];
  /** Every message id that it was asked about. */
  readonly lookedUp: string[] = [];
  readonly #fates = new Map<string, Fate>();
  readonly #log: Logged[] = [];
  /** Whether questions about messages are answered. */
  logsAnswer = true;

  /** From now on, messages to this number go this way; undefined: they are taken. */
  fate(msisdn: string, fate: Fate | undefined): void {
    if (fate === undefined) this.#fates.delete(msisdn);
    else this.#fates.set(msisdn, fate);
  }

  isCalled(request: Request): boolean {
    return new URL(request.url).origin === infobipAccount.base;
  }

  async handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const isKnown = request.headers.get('authorization') === `App ${infobipAccount.key}`;
    if (!isKnown) return failure(401, 'UNAUTHORIZED');
    if (request.method === 'GET' && url.pathname === '/sms/3/logs') return this.#logs(url);
    if (request.method === 'POST' && url.pathname === '/sms/3/messages') return this.#take(request);
    return failure(404, 'NOT_FOUND');
  }

  #logs({ searchParams }: URL): Response {
    const id = searchParams.get('messageId') ?? '';
    this.lookedUp.push(id);
    if (!this.logsAnswer) return new Response('<html>', { status: 502 });
    return Response.json({ results: this.#log.filter(({ messageId }) => messageId === id) });
  }

  async #take(incoming: Request): Promise<Response> {
    const read = request.safeParse(await incoming.json());
    if (!read.success) return failure(400, 'BAD_REQUEST');
    const [{ sender, destinations, content, webhooks }] = read.data.messages;
    const [{ to, messageId }] = destinations;
    this.asked.push({ to, messageId, webhook: webhooks?.delivery.url });

    const fate = this.#fates.get(to);
    const answered = (status: object, id = messageId) =>
      Response.json({ bulkId: 'B1', messages: [{ messageId: id, status, destination: to }] });
    if (fate === 'hang') return new Promise(() => {});
    if (fate === 'unable') return failure(503, 'SERVICE_UNAVAILABLE');
    if (fate === 'front') return new Response('<html>', { status: 503 });
    if (fate === 'broken') return failure(500, 'GENERAL_ERROR');
    if (fate === 'busy') return failure(429, 'TOO_MANY_REQUESTS');
    if (fate === 'wrong key') return failure(401, 'UNAUTHORIZED');
    if (typeof fate === 'number') {
      this.#log.push({ messageId, status: rejection(fate) });
      return answered(rejection(fate));
    }
    if (this.#log.some((one) => one.messageId === messageId)) return answered(rejection(23));
    this.delivered.push({ to, text: content.text, messageId, sender });
    this.#log.push({ messageId, status: pending });
    if (fate === 'lost') return new Response('Bad gateway', { status: 502 });
    if (fate === 'hang after') return new Promise(() => {});
    if (fate === 'garbage') return new Response('<html>', { headers: json });
    if (fate === 'other id') return answered(pending, 'another');
    if (fate === 'cut') return new Response('{"messages":[{"messageId":"', { headers: json });
    return answered(pending);
  }
}

const json = { 'content-type': 'application/json' };

function failure(status: number, messageId: string): Response {
  const serviceException = { messageId, text: 'Infobip says so' };
  return Response.json({ requestError: { serviceException } }, { status });
}
