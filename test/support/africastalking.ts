/**
 * A small Africa's Talking: takes bulk messages as its API does, delivers them, and answers with a row per recipient. It
 * can be told to answer otherwise, number by number.
 */
export interface Account {
  readonly username: string;
  readonly apiKey: string;
}

/**
 * A status code: the recipient's row has it. `none`: no row at all, "Sent to 0/1". `broken`: HTTP 500. `garbage`: not
 * JSON. `hang`: never answers. `lost`: delivers, and answers with an HTTP 502.
 */
export type Answer = number | 'none' | 'broken' | 'garbage' | 'hang' | 'lost';

export class AfricasTalking {
  readonly account: Account;
  /** Texts by number, as the phones got them. */
  readonly delivered: { to: string; text: string; from: string | null }[] = [];
  readonly asked: { to: string; url: string }[] = [];
  /** Where the Worker wanted to go, beside here and its database. */
  readonly elsewhere: string[] = [];
  readonly #answers = new Map<string, Answer>();

  constructor(account: Account) {
    this.account = account;
  }

  /** From now on, about this number. */
  answers(msisdn: string, answer: Answer): void {
    this.#answers.set(`+${msisdn}`, answer);
  }

  /** Takes a Worker's requests in place of the network: those to Africa's Talking, and its database's go on. */
  async network(request: Request): Promise<Response> {
    const { hostname } = new URL(request.url);
    if (hostname === 'api.africastalking.com') return this.handle(request);
    if (hostname !== '127.0.0.1') this.elsewhere.push(hostname);
    const body = await request.arrayBuffer();
    const headers = Object.fromEntries(request.headers);
    for (const name of ['host', 'content-length', 'transfer-encoding']) delete headers[name];
    return fetch(request.url, { method: request.method, headers, body });
  }

  async handle(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    const to = form.get('to') ?? '';
    this.asked.push({ to, url: request.url });
    const wrong = this.#wrong(request, form);
    if (wrong) return wrong;

    const answer = this.#answers.get(to) ?? 101;
    if (answer === 'hang') return new Promise(() => {});
    if (answer === 'broken') return new Response('Internal error', { status: 500 });
    const accepted = answer === 'lost' || (typeof answer === 'number' && answer <= 102);
    if (accepted) {
      this.delivered.push({ to, text: form.get('message') ?? '', from: form.get('from') });
    }
    if (answer === 'lost') return new Response('Bad gateway', { status: 502 });
    if (answer === 'garbage') return new Response('<html>', { status: 201 });
    return Response.json(accounted(to, answer), { status: 201 });
  }

  #wrong({ headers, method }: Request, form: URLSearchParams): Response | undefined {
    if (method !== 'POST') return new Response('Method not allowed', { status: 405 });
    const { username, apiKey } = this.account;
    if (headers.get('apikey') !== apiKey || form.get('username') !== username) {
      return new Response('The supplied authentication is invalid', { status: 401 });
    }
    if (!/^\+\d{9,15}$/.test(form.get('to') ?? '') || !form.get('message')) {
      return new Response('Bad request', { status: 400 });
    }
    return undefined;
  }
}

let sent = 0;

function accounted(number: string, answer: number | 'none') {
  if (answer === 'none') {
    return { SMSMessageData: { Message: 'Sent to 0/1 Total Cost: 0', Recipients: [] } };
  }
  const good = answer <= 102;
  sent += 1;
  return {
    SMSMessageData: {
      Message: `Sent to ${good ? 1 : 0}/1 Total Cost: KES ${good ? '0.8000' : '0'}`,
      Recipients: [
        {
          statusCode: answer,
          number,
          status: good ? 'Success' : 'Failed',
          cost: good ? 'KES 0.8000' : '0',
          messageId: good ? `ATXid_${sent}` : 'None',
        },
      ],
    },
  };
}
