/**
 * A local stand-in for Neon's SQL-over-HTTP endpoint, in front of a real PostgreSQL, so that the real
 * driver runs unchanged on one machine. It can be told to misbehave.
 *
 *   POST /sql        what the driver sends
 *   POST /misbehave  a Misbehaviour as JSON, for other processes; {"fault": null} disarms everything
 *   GET  /calls      the calls so far
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Calls, createFaults, FAULTS, type Misbehaviour } from './neon-faults.ts';
import { createSql, NoConnection, type StatementResult } from './neon-sql.ts';
import { neonError, parse, read, send, sendHalf, withNamedValues } from './neon-wire.ts';

export type { Calls, Fault, Misbehaviour } from './neon-faults.ts';

export interface NeonOptions {
  port?: number;
  /** Connections per connection string. */
  connections?: number;
  /** How long a request waits for a connection before it is answered 503. */
  waitMs?: number;
}

/** Called before a request's statements are executed, and after they are committed. May wait. */
export type QueryListener = (text: string, when: 'before' | 'after') => void | Promise<void>;

export interface NeonEndpoint {
  /** For `neonConfig.fetchEndpoint`. */
  url: string;
  port: number;
  misbehave(wanted: Misbehaviour): void;
  /** Forgets every misbehaviour that has not fired. */
  behave(): void;
  /** Live counts. */
  calls: Calls;
  /** Adds a listener; the result removes it. */
  onQuery(listener: QueryListener): () => void;
  /** Ends connections and open requests at once. */
  close(): Promise<void>;
}

const wish = z.union([
  z.strictObject({ fault: z.null() }),
  z.strictObject({
    fault: z.enum(FAULTS),
    match: z.string().exactOptional(),
    for: z.string().exactOptional(),
    unexecuted: z.boolean().exactOptional(),
    skip: z.int().min(0).exactOptional(),
    name: z.string().exactOptional(),
    times: z.int().min(1).exactOptional(),
    ms: z.int().min(0).exactOptional(),
  }),
]);

export async function startNeonEndpoint(options: NeonOptions = {}): Promise<NeonEndpoint> {
  const faults = createFaults();
  const sql = createSql({
    connections: options.connections ?? 20,
    waitMs: options.waitMs ?? 5000,
  });
  const listeners = new Set<QueryListener>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    if (body === undefined) return send(response, 413, { message: 'request is too large' });
    const route = `${request.method} ${request.url}`;
    if (route === 'POST /sql') return answerSql(request, response, body);
    if (route === 'GET /calls') return send(response, 200, faults.calls);
    if (route === 'POST /misbehave') return answerWish(request, response, body);
    send(response, 404, { message: 'not found' });
  }

  async function answerSql(request: IncomingMessage, response: ServerResponse, body: string) {
    const { statements, isBatch } = parse(body);
    const texts = statements.map(({ query }) => query);
    const asked = { texts, params: statements.flatMap(({ params = [] }) => params) };
    faults.record(asked);
    const latency = faults.take('first', asked);
    if (latency) await sleep(latency.ms ?? 0);
    const before = faults.take('before', asked);
    if (before) return misanswer(before, request, response, {});
    if (listeners.size > 0) await tell(texts, 'before');

    let results: StatementResult[];
    try {
      const { headers } = request;
      results = await sql.execute(
        String(headers['neon-connection-string']),
        statements,
        isBatch
          ? {
              isolation: headers['neon-batch-isolation-level'] as string | undefined,
              readOnly: headers['neon-batch-read-only'] === 'true',
              deferrable: headers['neon-batch-deferrable'] === 'true',
            }
          : undefined,
      );
      if (headers['neon-array-mode'] !== 'true') results = results.map(withNamedValues);
    } catch (error) {
      return send(response, error instanceof NoConnection ? 503 : 400, neonError(error));
    }
    if (listeners.size > 0) await tell(texts, 'after');
    const reply = isBatch ? { results } : results[0];
    const after = faults.take('after', asked);
    if (after) misanswer(after, request, response, reply);
    else send(response, 200, reply);
  }

  async function tell(texts: string[], when: 'before' | 'after'): Promise<void> {
    for (const text of texts) for (const listener of listeners) await listener(text, when);
  }

  function answerWish(request: IncomingMessage, response: ServerResponse, body: string): void {
    // A page of another origin in a browser can post text here, but not JSON.
    const isJson = request.headers['content-type']?.startsWith('application/json');
    const wanted = wish.safeParse(isJson ? JSON.parse(body) : undefined);
    if (!wanted.success) {
      send(response, 400, { message: z.prettifyError(wanted.error) });
      return;
    }
    if (wanted.data.fault === null) faults.disarm();
    else faults.arm(wanted.data);
    send(response, 200, {});
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => send(response, 400, neonError(error)));
  });
  // A connection closed for idleness just as a request arrives would look like a fault nobody asked for.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/sql`,
    port,
    misbehave: faults.arm,
    behave: faults.disarm,
    calls: faults.calls,
    onQuery(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await sql.close();
      await closed;
    },
  };
}

/** A hanging request stays open until its caller or close() ends it. */
function misanswer(
  { fault }: Misbehaviour,
  request: IncomingMessage,
  response: ServerResponse,
  reply: unknown,
): void {
  if (fault === 'refuse' || fault === 'drop') request.socket.destroy();
  if (fault === 'cut') sendHalf(response, JSON.stringify(reply));
  if (fault === 'bad_gateway') {
    const page = '<html><body><h1>502 Bad Gateway</h1></body></html>';
    response.writeHead(502, { 'content-type': 'text/html' }).end(page);
  }
}
