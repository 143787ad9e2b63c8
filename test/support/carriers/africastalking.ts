/**
 * A small Africa's Talking: takes bulk messages, airtime and questions about SIMs as its API does, and answers with a row
 * per recipient. It can be told to answer otherwise, number by number.
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

/**
 * About airtime. `failed`: the recipient's row says so. `no stock`, `duplicate`: no row, the whole request is refused.
 * `wrong key`: HTTP 401. The others as of messages; of a `lost` one too the order is known by its idempotency key, and
 * gets the same answer again.
 */
export type AirtimeAnswer =
  | 'sent'
  | 'failed'
  | 'no stock'
  | 'duplicate'
  | 'wrong key'
  | 'broken'
  | 'garbage'
  | 'hang'
  | 'lost';

/** About a question of a SIM. `failed`: the number's row says so. The others as of messages and airtime. */
export type InsightAnswer =
  | 'queued'
  | 'failed'
  | 'not processed'
  | 'wrong key'
  | 'broken'
  | 'garbage'
  | 'hang';

export class AfricasTalking {
  readonly account: Account;
  /** Texts by number, as the phones got them. */
  readonly delivered: { to: string; text: string; from: string | null }[] = [];
  readonly asked: { to: string; url: string }[] = [];
  /** Where the Worker wanted to go, beside here and its database. */
  readonly elsewhere: string[] = [];
  /** Airtime by number, as the phones got it. */
  readonly toppedUp: { to: string; amount: string }[] = [];
  readonly ordered: { to: string; amount: string; key: string | null; url: string }[] = [];
  /** Questions about SIMs by number, with the name that each was taken under. */
  readonly questions: { number: string; requestId: string; url: string }[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #insightAnswers = new Map<string, InsightAnswer>();
  readonly #airtimeAnswers = new Map<string, AirtimeAnswer>();
  /** What was answered to an order, by its idempotency key. */
  readonly #orders = new Map<string, unknown>();

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
    if (hostname === 'insights.africastalking.com') return this.#insight(request);
    if (hostname === 'api.africastalking.com') return this.handle(request);
    if (hostname !== '127.0.0.1') this.elsewhere.push(hostname);
    const body = await request.arrayBuffer();
    const headers = Object.fromEntries(request.headers);
    for (const name of ['host', 'content-length', 'transfer-encoding']) delete headers[name];
    return fetch(request.url, { method: request.method, headers, body });
  }

  /** From now on, to orders of airtime for this number that were not accepted before. */
  answersAirtime(msisdn: string, answer: AirtimeAnswer): void {
    this.#airtimeAnswers.set(`+${msisdn}`, answer);
  }

  /** From now on, to questions about this number's SIM. */
  answersInsight(msisdn: string, answer: InsightAnswer): void {
    this.#insightAnswers.set(`+${msisdn}`, answer);
  }

  async handle(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    if (new URL(request.url).pathname === '/version1/airtime/send') {
      return this.#airtime(request, form);
    }
    const to = form.get('to') ?? '';
    this.asked.push({ to, url: request.url });
    const wrong = this.#stranger(request, form.get('username'));
    if (wrong) return wrong;
    if (!/^\+\d{9,15}$/.test(to) || !form.get('message')) return badRequest();

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

  async #airtime(request: Request, form: URLSearchParams): Promise<Response> {
    const [{ phoneNumber: to, amount }] = JSON.parse(form.get('recipients') ?? '[{}]');
    const key = request.headers.get('idempotency-key');
    this.ordered.push({ to, amount, key, url: request.url });
    const wrong = this.#stranger(request, form.get('username'));
    if (wrong) return wrong;
    if (!/^\+\d{9,15}$/.test(to) || !/^KES \d+(\.\d+)?$/.test(amount)) return badRequest();
    if (key && this.#orders.has(key)) {
      return Response.json(this.#orders.get(key), { status: 201 });
    }

    const answer = this.#airtimeAnswers.get(to) ?? 'sent';
    if (answer === 'hang') return new Promise(() => {});
    if (answer === 'broken') return new Response('Internal error', { status: 500 });
    if (answer === 'wrong key') return new Response('Invalid authentication', { status: 401 });
    if (answer === 'garbage') return new Response('<html>', { status: 201 });
    const said = ordered(to, amount, answer);
    if (answer === 'sent' || answer === 'lost') {
      this.toppedUp.push({ to, amount });
      if (key) this.#orders.set(key, said);
    }
    if (answer === 'lost') return new Response('Bad gateway', { status: 502 });
    return Response.json(said, { status: 201 });
  }

  async #insight(request: Request): Promise<Response> {
    const { username, phoneNumbers } = (await request.json()) as {
      username: string;
      phoneNumbers: string[];
    };
    const [number = ''] = phoneNumbers;
    const answer = this.#insightAnswers.get(number) ?? 'queued';
    const requestId = answer === 'failed' ? 'None' : `ATSwpid_${this.questions.length}`;
    this.questions.push({ number, requestId, url: request.url });
    const wrong = this.#stranger(request, username);
    if (wrong) return wrong;
    if (!/^\+\d{9,15}$/.test(number)) return badRequest();

    if (answer === 'hang') return new Promise(() => {});
    if (answer === 'broken') return new Response('Internal error', { status: 500 });
    if (answer === 'wrong key') return new Response('Invalid authentication', { status: 401 });
    if (answer === 'garbage') return new Response('<html>');
    return Response.json({
      transactionId: crypto.randomUUID(),
      status: answer === 'not processed' ? 'InvalidRequest' : 'Processed',
      totalCost: { amount: 1, currencyCode: 'KES' },
      responses: [
        {
          phoneNumber: { carrierName: 'Safaricom', countryCode: 254, number, numberType: 'Mobile' },
          status: answer === 'failed' ? 'Failed' : 'Queued',
          requestId,
          cost: { amount: 1, currencyCode: 'KES' },
        },
      ],
    });
  }

  #stranger({ headers, method }: Request, name: string | null): Response | undefined {
    if (method !== 'POST') return new Response('Method not allowed', { status: 405 });
    const { username, apiKey } = this.account;
    if (headers.get('apikey') === apiKey && name === username) return undefined;
    return new Response('The supplied authentication is invalid', { status: 401 });
  }
}

function badRequest(): Response {
  return new Response('Bad request', { status: 400 });
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

const wholeRequest: Partial<Record<AirtimeAnswer, string>> = {
  'no stock': 'Insufficient balance to send this airtime',
  duplicate: 'A duplicate request was received within the last 5 minutes',
};

let orders = 0;

function ordered(phoneNumber: string, amount: string, answer: AirtimeAnswer) {
  const errorMessage = wholeRequest[answer];
  if (errorMessage) {
    const nothing = { numSent: 0, totalAmount: '0', totalDiscount: '0', responses: [] };
    return { errorMessage, ...nothing };
  }
  const good = answer !== 'failed';
  orders += 1;
  return {
    errorMessage: 'None',
    numSent: good ? 1 : 0,
    totalAmount: good ? amount : '0',
    totalDiscount: '0',
    responses: [
      {
        phoneNumber,
        amount,
        status: good ? 'Sent' : 'Failed',
        requestId: good ? `ATQid_${orders}` : 'None',
        errorMessage: good ? 'None' : `Invalid phone number ${phoneNumber}`,
        discount: '0',
      },
    ],
  };
}
