/** The benchmark measures in turns, on a schedule, and over connections of its own. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openLoop } from './measuring/open-loop.ts';
import { inTurns, middle, ratio } from './measuring/turns.ts';
import { client } from './road/client.ts';

test('turns go there and back again, and a ratio is of the same round', async () => {
  const order: string[] = [];
  const contestant = (name: string, figures: number[]) => async () => {
    order.push(name);
    return figures.shift() ?? Number.NaN;
  };
  const turns = await inTurns({
    a: contestant('a', [1, 2, 4, 5]),
    b: contestant('b', [2, 4, 8, 50]),
  });
  expect(order.join('')).toBe('abbaabba');
  expect(ratio(turns.b, turns.a)).toEqual({ middle: 2, low: 2, high: 10 });
});

test('the middle of measurements is taken figure by figure', () => {
  const of = (perSecond: number, p50: number) => ({ name: 'ours', perSecond, p50 });
  expect(middle([of(1, 30), of(3, 10), of(2, 20)])).toEqual(of(2, 20));
});

test('in an open loop whoever comes while nothing is answered waits from then on', async () => {
  const began = performance.now();
  const stalled = sleep(400);
  const { p50 } = await openLoop(200, 0.2, () => stalled);
  // Half of the calls have come by 100 ms; a closed loop would have made one.
  expect(p50).toBeGreaterThan(200);
  expect(p50).toBeLessThan(performance.now() - began);
});

describe('the client of the road', () => {
  test('gives each caller its own answer, in as many pieces as it comes', async () => {
    let atOnce = 0;
    let most = 0;
    await served(
      async (body, response) => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        response.writeHead(200, { 'content-length': body.length }).write(body.slice(0, 2));
        await sleep(5);
        atOnce -= 1;
        response.end(body.slice(2));
      },
      async (url) => {
        const http = client(url, 3);
        const bodies = Array.from({ length: 10 }, (_, i) => `body ${i}`);
        expect(await Promise.all(bodies.map((body) => http.post('/2', body)))).toEqual(bodies);
        expect(most).toBe(3);
        http.close();
      },
    );
  });

  test('tells callers of what is no answer', async () => {
    await served(
      async (body, response) => {
        if (body === 'drop') response.destroy();
        else response.writeHead(500, { 'content-length': 0 }).end();
      },
      async (url) => {
        const http = client(url, 1);
        await expect(http.post('/', 'fail')).rejects.toThrow('not a 200');
        await expect(http.post('/', 'drop')).rejects.toThrow('the connection ended');
        http.close();
      },
    );
  });
});

async function served(
  answer: (body: string, response: import('node:http').ServerResponse) => Promise<void>,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    await answer(body, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
