/**
 * Serves Neon's SQL-over-HTTP protocol in front of a real PostgreSQL, so that the real driver runs unchanged on one machine.
 * It misbehaves on request.
 *
 *   POST /sql        executes the statements that the driver sends
 *   POST /misbehave  arms a Misbehaviour, as JSON, from another process; {"fault": null} disarms everything
 *   GET  /calls      returns the counts of calls so far
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Calls, createFaults, FAULTS, type Misbehaviour } from './neon-faults.ts';
import { createSql, NoConnection, type StatementResult, type Transaction } from './neon-sql.ts';
import { neonError, parse, read, send, sendHalf, withNamedValues } from './neon-wire.ts';

export type { Calls, Fault, Misbehaviour } from './neon-faults.ts';

export interface NeonOptions {
  port?: number;
  /** Connections per connection string. */
  connections?: number;
  /** A request waits this long for a connection (milliseconds), and is then answered 503. */
  waitMs?: number;
}

/** Is called before a request's statements are executed, and after they are committed. The request waits for it. */
export type QueryListener = (text: string, when: 'before' | 'after') => void | Promise<void>;

export interface NeonEndpoint {
  /** The value for `neonConfig.fetchEndpoint`. */
  url: string;
  port: number;
  misbehave(fault: Misbehaviour): void;
  /** Forgets every misbehaviour that has not fired. */
  behave(): void;
  /** Counts that change with every call. */
  calls: Calls;
  /** Adds a listener; the result removes it. */
  onQuery(listener: QueryListener): () => void;
  /** Ends connections and open requests at once. */
  close(): Promise<void>;
}

const misbehaviour = z.union([
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
  const { connections = 20, waitMs = 5000 } = options;
  const endpoint: Endpoint = {
    faults: createFaults(),
    sql: createSql({ connections, waitMs }),
    listeners: new Set(),
  };
  const { faults, sql, listeners } = endpoint;
  const server = createServer((request, response) => {
    answer(endpoint, request, response).catch((error) => send(response, 400, neonError(error)));
  });
  // A connection that is closed for idleness just as a request arrives would look like a fault that nobody armed.
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

interface Endpoint {
  readonly faults: ReturnType<typeof createFaults>;
  readonly sql: ReturnType<typeof createSql>;
  readonly listeners: Set<QueryListener>;
}

async function answer(
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await read(request);
  if (body === undefined) return send(response, 413, { message: 'request is too large' });
  const route = `${request.method} ${request.url}`;
  if (route === 'POST /sql') return answerSql(endpoint, request, response, body);
  if (route === 'GET /calls') return send(response, 200, endpoint.faults.calls);
  if (route === 'POST /misbehave') return answerMisbehave(endpoint, request, response, body);
  send(response, 404, { message: 'not found' });
}

/** Executes the statements, and lets armed faults come in front of them, in their place, or behind their commit. */
async function answerSql(
  { faults, sql, listeners }: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<void> {
  const { statements, isBatch } = parse(body);
  const texts = statements.map(({ query }) => query);
  const call = { texts, params: statements.flatMap(({ params = [] }) => params) };
  const notify = async (when: 'before' | 'after') => {
    for (const text of texts) for (const listener of listeners) await listener(text, when);
  };
  faults.record(call);
  const latency = faults.take('first', call);
  if (latency) await sleep(latency.ms ?? 0);
  const before = faults.take('before', call);
  if (before) return misbehave(before, request, response, {});
  if (listeners.size > 0) await notify('before');

  let results: StatementResult[];
  try {
    const { headers } = request;
    const transaction = isBatch ? transactionOf(headers) : undefined;
    const connectionString = String(headers['neon-connection-string']);
    results = await sql.execute(connectionString, statements, transaction);
    if (headers['neon-array-mode'] !== 'true') results = results.map(withNamedValues);
  } catch (error) {
    return send(response, error instanceof NoConnection ? 503 : 400, neonError(error));
  }
  if (listeners.size > 0) await notify('after');
  const reply = isBatch ? { results } : results[0];
  const after = faults.take('after', call);
  if (after) misbehave(after, request, response, reply);
  else send(response, 200, reply);
}

function transactionOf(headers: IncomingHttpHeaders): Transaction {
  return {
    isolation: headers['neon-batch-isolation-level'] as string | undefined,
    readOnly: headers['neon-batch-read-only'] === 'true',
    deferrable: headers['neon-batch-deferrable'] === 'true',
  };
}

function answerMisbehave(
  { faults }: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): void {
  // A page of another origin in a browser can post text here, but not JSON.
  const isJson = request.headers['content-type']?.startsWith('application/json');
  const parsed = misbehaviour.safeParse(isJson ? JSON.parse(body) : undefined);
  if (!parsed.success) {
    send(response, 400, { message: z.prettifyError(parsed.error) });
    return;
  }
  if (parsed.data.fault === null) faults.disarm();
  else faults.arm(parsed.data);
  send(response, 200, {});
}

/** Answers as the fault says. A request that hangs stays open until its caller or close() ends it. */
function misbehave(
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
