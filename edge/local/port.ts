/** Looks whether a port can be listened on, before anything is started that needs it. */
import { createServer } from 'node:net';

/** Returns a sentence that says why not, or undefined. */
export async function whyNotPort(port: number): Promise<string | undefined> {
  const code = await tryPort(port);
  if (code === undefined || port === 0) return undefined;
  if (code === 'EACCES') return `this account may not listen on port ${port}: take one above 1023`;
  if (code !== 'EADDRINUSE') return `port ${port} cannot be listened on (${code})`;
  const other = await freeAfter(port);
  return `port ${port} is taken by another program: PORT=${other} npm start`;
}

async function freeAfter(port: number): Promise<number> {
  for (let next = port + 1; next <= Math.min(port + 20, 65_535); next += 1) {
    if ((await tryPort(next)) === undefined) return next;
  }
  return 0;
}

/** The error's code, or undefined where the port is free. */
function tryPort(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown'));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(undefined)));
  });
}
