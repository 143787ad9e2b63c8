/**
 * A small HTTP/1.1 client for a load generator, over connections that are kept open. Node's own client uses as much processor
 * time for a request as PostgreSQL does for a payment, on the cores that are measured.
 */
import { connect, type Socket } from 'node:net';

export interface Client {
  /** Returns the body of the response. Rejects where the status is not 200 or the connection ends. */
  post(path: string, body: string): Promise<string>;
  close(): void;
}

interface Waiter {
  readonly resolve: (body: string) => void;
  readonly reject: (error: Error) => void;
}

/** Sends at most so many requests at once; further ones wait. */
export function client(url: string, connections: number): Client {
  const { hostname, port, host } = new URL(url);
  const idle: Socket[] = [];
  const all = new Set<Socket>();
  const queue: { text: string; waiter: Waiter }[] = [];
  const waiters = new Map<Socket, Waiter>();

  return {
    post: (path, body) =>
      new Promise((resolve, reject) => {
        const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${Buffer.byteLength(body)}`;
        queue.push({ text: `${head}\r\n\r\n${body}`, waiter: { resolve, reject } });
        next();
      }),
    close: () => {
      for (const socket of all) socket.destroy();
    },
  };

  function next(): void {
    if (queue.length === 0) return;
    const socket = idle.pop() ?? (all.size < connections ? open() : undefined);
    const request = socket && queue.shift();
    if (!request) return;
    waiters.set(socket, request.waiter);
    socket.write(request.text);
  }

  function open(): Socket {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    all.add(socket);
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
      const response = parse(text);
      if (!response) return;
      text = '';
      const waiter = waiters.get(socket);
      waiters.delete(socket);
      idle.push(socket);
      if (response.ok) waiter?.resolve(response.body);
      else waiter?.reject(new Error('the answer is not a 200'));
      next();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      all.delete(socket);
      const place = idle.indexOf(socket);
      if (place >= 0) idle.splice(place, 1);
      waiters.get(socket)?.reject(new Error('the connection ended'));
      waiters.delete(socket);
      next();
    });
    return socket;
  }
}

/** Reads a complete response with a length. Undefined while a part of it is still to come. Bodies are ASCII. */
function parse(text: string): { ok: boolean; body: string } | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const body = text.slice(end + 4);
  return body.length < length ? undefined : { ok: head.startsWith('HTTP/1.1 200'), body };
}
