/** A relay in front of the Neon endpoint that keeps the bodies of all requests: what the Worker tells the database. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Recorder {
  readonly url: string;
  readonly bodies: readonly string[];
  /** Requests like this are cut off, until it works again. */
  fails(like: RegExp): void;
  works(): void;
  close(): Promise<void>;
}

export async function recordTo(target: () => string): Promise<Recorder> {
  const bodies: string[] = [];
  let broken: RegExp | undefined;
  const server = createServer(async (request, response) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      bodies.push(body);
      if (broken?.test(body)) throw new Error('asked to fail');
      const headers = Object.entries(request.headers).filter(([name]) => name.startsWith('neon-'));
      const answer = await fetch(target(), {
        method: 'POST',
        headers: Object.fromEntries(headers) as Record<string, string>,
        body,
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(await answer.text());
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/sql`,
    bodies,
    fails(like) {
      broken = like;
    },
    works() {
      broken = undefined;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
