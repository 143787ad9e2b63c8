/** A small fraud engine: judges payments as it is told to, and can be slow, wrong or away. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AskedPayment {
  readonly id: string;
  readonly [field: string]: unknown;
}

export interface Judgement {
  readonly id?: unknown;
  readonly decision?: unknown;
  readonly score?: unknown;
  readonly factors?: unknown;
  readonly version?: unknown;
}

/**
 * What comes in place of the answer. `hang`: nothing, ever. `drop`: the connection ends. `half`: it ends in the middle of
 * the body. A number: this HTTP status. A text: this body.
 */
export type Trouble = 'hang' | 'drop' | 'half' | number | { readonly body: string; type?: string };

export class FraudEngine {
  /** Each request's payments, in order of arrival. */
  readonly asked: AskedPayment[][] = [];
  readonly authorizations: (string | undefined)[] = [];
  /** How it judges a payment; undefined: it says nothing of it. */
  judges: (payment: AskedPayment) => Judgement | readonly Judgement[] | undefined = harmless;
  trouble: Trouble | undefined;
  readonly #server = createServer((request, response) => void this.#take(request, response));
  #arrived = Promise.withResolvers<void>();

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/judge`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Resolves when the next request is here. */
  get arrival(): Promise<void> {
    return this.#arrived.promise;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { payments } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    this.asked.push(payments);
    this.authorizations.push(request.headers.authorization);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers<void>();

    const { trouble } = this;
    const answers = payments.flatMap((payment: AskedPayment) => this.judges(payment) ?? []);
    const body = JSON.stringify({ answers });
    const json = { 'content-type': 'application/json' };
    if (trouble === 'hang') return;
    if (trouble === 'drop') return void response.destroy();
    if (trouble === 'half') {
      response.writeHead(200, { ...json, 'content-length': body.length });
      response.write(body.slice(0, body.length / 2), () => response.destroy());
      return;
    }
    if (typeof trouble === 'number') {
      return void response.writeHead(trouble, { ...json, location: '/elsewhere' }).end(body);
    }
    const type = trouble?.type ?? 'application/json';
    response.writeHead(200, { 'content-type': type }).end(trouble?.body ?? body);
  }
}

export function harmless({ id }: AskedPayment): Judgement {
  return { id, decision: 'approved', score: 0.1, factors: ['KNOWN_PAYEE'], version: 'sim-3' };
}
