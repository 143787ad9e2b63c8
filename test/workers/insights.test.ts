/** The callback for verdicts on SIM swaps: who is let in, and what becomes of what they bring. */
import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { beforeEach, expect, test } from 'vitest';
import type { Edge } from '../../edge/app.ts';
import { insights } from '../../edge/insights/route.ts';
import { parts } from './town.ts';

let told: [requestId: string, changedAt: number | undefined][];
let simSwapped: (requestId: string) => Promise<boolean>;
beforeEach(() => {
  told = [];
  simSwapped = async () => true;
});

const app = new Hono<Edge>();
app.use(async (c, next) => {
  c.set('system', parts);
  await next();
});
app.route(
  '/insights',
  insights(() => ({
    simSwapped(requestId, changedAt) {
      told.push([requestId, changedAt]);
      return simSwapped(requestId);
    },
  })),
);

const verdict = { status: 'Swapped', lastSimSwapDate: '30-08-2024', requestId: 'ATSwpid_1' };
const kept = ['ATSwpid_1', Date.UTC(2024, 7, 31)];

async function brings(body: BodyInit, type = 'application/json', token = 'demo', method = 'POST') {
  const headers = { 'content-type': type };
  const path = `/insights/africastalking/${token}/sim-swap`;
  const request = method === 'GET' ? { method } : { method, headers, body };
  const response = await app.request(path, request, env);
  return `${response.status} ${await response.text()}`;
}

test('a verdict is kept, as JSON and as a form', async () => {
  expect(await brings(JSON.stringify(verdict))).toBe('200 ');
  expect(
    await brings(new URLSearchParams(verdict).toString(), 'application/x-www-form-urlencoded'),
  ).toBe('200 ');
  expect(told).toEqual([kept, kept]);
});

test('what is no verdict is acknowledged, and changes nothing', async () => {
  expect(await brings('{')).toBe('200 ');
  expect(await brings(JSON.stringify({ ...verdict, status: 'Failed' }))).toBe('200 ');
  expect(await brings(JSON.stringify(verdict), 'text/plain')).toBe('200 ');
  expect(await brings(JSON.stringify({ ...verdict, more: 'x'.repeat(9_000) }))).toBe('200 ');
  expect(told).toEqual([]);
});

test('a verdict on a request that nobody made is acknowledged', async () => {
  simSwapped = async () => false;
  expect(await brings(JSON.stringify(verdict))).toBe('200 ');
});

test('a verdict that could not be kept is not acknowledged', async () => {
  simSwapped = async () => {
    throw new Error('the database is away');
  };
  expect(await brings(JSON.stringify(verdict))).toBe('503 ');
});

test('a stranger finds nothing there', async () => {
  expect(await brings(JSON.stringify(verdict), 'application/json', 'wrong')).toMatch(/^404 /);
  expect(told).toEqual([]);
});

test('it is posted, and nothing else', async () => {
  expect(await brings('', '', 'demo', 'GET')).toMatch(/^405 /);
});
