/** Callers who send slowly, or never: by a socket, against every door of a running system. */
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { until } from '../../support/clock/until.ts';
import { town } from '../../support/system/town.ts';

const here = town();

interface Told {
  readonly head: string;
  readonly body: string;
  /** Milliseconds from the first byte to the answer, and until the connection was closed. */
  readonly after: number;
}

/** Sends a head that promises a kilobyte and 16 bytes of it, then one each `every` milliseconds, if at all. */
function trickle(path: string, type: string, every?: number): Promise<Told> {
  const { hostname, port } = new URL(here.url);
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let timer: NodeJS.Timeout | undefined;
    let said = '';
    socket.on('connect', () => {
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: ${type}\r\ncontent-length: 1024\r\n\r\n`,
      );
      socket.write('text=0000000000&');
      if (every !== undefined) timer = setInterval(() => socket.write('a'), every);
    });
    socket.on('data', (chunk) => {
      said += chunk;
      const [head = '', body] = said.split('\r\n\r\n');
      const [, length = '0'] = /content-length: (\d+)/i.exec(head) ?? [];
      if (body === undefined || body.length < Number(length)) return;
      clearInterval(timer);
      resolve({ head, body, after: performance.now() - began });
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => clearInterval(timer));
  });
}

const form = 'application/x-www-form-urlencoded';
const doors = [
  ['a carrier', '/ussd/africastalking/demo', form, 408, /^END Sorry, the service is not available/],
  ['a carrier of JSON', '/ussd/arkesel/demo', 'application/json', 408, /"continueSession":false/],
  ['a carrier of XML', '/ussd/restcomm/demo', 'text/xml', 408, /^<\?xml/],
  ['a notice of a carrier', '/ussd/africastalking/demo/events', form, 200, /^/],
  ['an incoming SMS', '/sms/africastalking/demo/inbound', form, 200, /^$/],
  ['a delivery report', '/sms/infobip/demo/delivery', 'application/json', 200, /^$/],
  ['an airtime report', '/airtime/africastalking/demo/status', form, 200, /^$/],
  ['a SIM verdict', '/insights/africastalking/demo/sim-swap', 'application/json', 200, /^$/],
] as const;

test('a body that never comes, or comes by the byte, is given up after ten seconds at every door', async () => {
  const all = doors.flatMap(([name, path, type, status, answer]) =>
    [undefined, 500].map(async (every) => {
      const { head, body, after } = await trickle(path, type, every);
      const who = `${name}${every === undefined ? '' : ', by the byte'}`;
      expect(head, who).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(body, who).toMatch(answer);
      expect(after, who).toBeGreaterThan(9_500);
    }),
  );
  await Promise.all(all);
  const lates = here.logs.filter((line) => line.includes('"fields":"body too late"'));
  expect(lates.length).toBeGreaterThanOrEqual(6);
});

test('who may not come in is told at once, and nobody waits for their body', async () => {
  for (const path of [
    '/ussd/africastalking/wrong',
    '/sms/africastalking/wrong/inbound',
    '/health',
  ]) {
    const { head, after } = await trickle(path, form);
    expect(head).toMatch(/^HTTP\/1\.1 40[45] /);
    expect(after).toBeLessThan(9_500);
  }
});

test('however many ask for the health, the database is asked once a second', async () => {
  const asked = () => here.neon.calls.recent.filter((text) => text.includes('tuma.ready')).length;
  const before = asked();
  const began = performance.now();
  const statuses = await Promise.all(
    Array.from({ length: 100 }, async () => (await fetch(`${here.url}/health`)).status),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  const seconds = (performance.now() - began) / 1_000;
  expect(asked() - before).toBeLessThanOrEqual(Math.ceil(seconds) + 1);

  here.neon.misbehave({ fault: 'refuse', match: 'tuma.ready', times: 1_000 });
  const bad = async () => (await fetch(`${here.url}/health`)).status === 503;
  expect(await until(bad)).toBe(true);
  here.neon.behave();
  expect(await until(async () => !(await bad()))).toBe(true);
});
