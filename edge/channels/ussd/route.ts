/** The carriers' callbacks: authenticate, decode, call the Subscriber object, encode. */
import { type Context, Hono } from 'hono';
import { type Msisdn, vouchedMsisdn } from '../../../core/msisdn.ts';
import type { Screen } from '../../../ussd/screen/gsm7.ts';
import { texts } from '../../../ussd/text/index.ts';
import { readBody } from '../../http/body.ts';
import type { Edge } from '../../http/context.ts';
import { wrongMethod } from '../../http/problem.ts';
import { retryAfterReset } from '../../objects/retry-after-reset.ts';
import type { SubscriberRpc, SubscriberTurn } from '../../objects/rpc.ts';
import type { Parts } from '../../parts.ts';
import { alert, log } from '../../telemetry/log.ts';
import { isOverLimit } from './abuse/carrier-limit.ts';
import { authenticateCallback, type Carrier } from './authenticate.ts';
import type { CarrierInput, CarrierSessionEnd, Reply } from './carriers/codec.ts';
import type { CarrierName } from './carriers/index.ts';
import { textBudget } from './settings.ts';

/** A longer body is refused (bytes). A turn has some hundred. */
const maxBody = 8 * 1024;

/** The route answers within this time (milliseconds), even if the object does not: carriers hang up at ten seconds. */
const answerWithin = 8_500;

export const ussd = new Hono<Edge>();

ussd.all('/:carrier/:token/*', async (c) => {
  const carrier = authenticateCallback(c, c.req.param('carrier'));
  if (!carrier) return c.notFound();
  const { name, codec, request } = carrier;
  const method = codec.method(request.path);
  if (!method) return c.notFound();
  if (c.req.method !== method) return wrongMethod(method)();

  const body = codec.content ? await readBody(c.req.raw, maxBody, codec.content) : { text: '' };
  const read = 'text' in body;
  const turn = codec.decode({ ...request, body: read ? body.text : '' });
  if (!turn) return respond(c, codec.encode(notTaken(c), {}), read ? 200 : body.problem);

  const echo = turn.echo ?? {};
  switch (turn.event) {
    case 'start':
    case 'input':
    case 'turn':
      return respond(c, codec.encode(await screenFor(c, carrier, turn), echo));
    case 'notice':
      sessionEnded(name, turn.status);
      return respond(c, codec.acknowledge(echo));
    default:
      sessionEnded(name, turn.event);
      if (!(await isOverLimit(c, name))) await hangUp(c, carrier, turn);
      return respond(c, codec.acknowledge(echo));
  }
});

async function screenFor(c: Context<Edge>, carrier: Carrier, turn: CarrierInput): Promise<Screen> {
  const { market } = c.var.parts;
  const msisdn = vouchedMsisdn(turn.msisdn, market.numbers);
  if (await isOverLimit(c, carrier.name)) return tooFast(c);
  return msisdn ? ask(c, subscriberTurn(c, carrier, msisdn, turn)) : notTaken(c);
}

function subscriberTurn(
  c: Context<Edge>,
  { name, codec, settings }: Carrier,
  msisdn: Msisdn,
  turn: CarrierInput,
): SubscriberTurn {
  const { clock, market, pseudonyms } = c.var.parts;
  const session = {
    carrier: name,
    sessionId: turn.sessionId ?? onlySession,
    msisdn,
    budget: textBudget(settings, turn.network, codec.envelope),
    ...(turn.imsi !== undefined && { device: pseudonyms.device('imsi', turn.imsi) }),
  };
  if ('transcript' in turn) return { ...session, transcript: turn.transcript };
  const { event, input, turnId } = turn;
  const service = settings.service ?? turn.service ?? market.serviceCode;
  const unnamed = turn.sessionId === undefined;
  return { ...session, event, input, turnId, service, unnamed, at: clock.now() };
}

/** The session id of carriers that have none. */
const onlySession = '-';

/**
 * Never throws: every authentic turn gets a screen, even when everything behind it is down. If the object does not answer,
 * the result of the turn is not known here, and the screen says no more than that.
 */
async function ask(c: Context<Edge>, turn: SubscriberTurn): Promise<Screen> {
  const { clock } = c.var.parts;
  const timer = clock.after(answerWithin);
  const late = timer.elapsed.then(() => noAnswer(c));
  try {
    return await Promise.race([
      retryAfterReset<Screen>(() => subscriber(c, turn.msisdn).turn(turn)),
      late,
    ]);
  } catch (error) {
    alert('turn_failed', error);
    return noAnswer(c);
  } finally {
    timer.cancel();
  }
}

/** Ends a session. Never throws and runs nothing; later turns of the session get END. */
async function hangUp(c: Context<Edge>, { name }: Carrier, turn: CarrierSessionEnd): Promise<void> {
  const { clock, market } = c.var.parts;
  const msisdn = vouchedMsisdn(turn.msisdn ?? '', market.numbers);
  if (!msisdn) return;
  const timer = clock.after(answerWithin);
  const session = { carrier: name, sessionId: turn.sessionId ?? onlySession };
  try {
    await Promise.race([subscriber(c, msisdn).hangUp(session), timer.elapsed]);
  } catch (error) {
    alert('hang_up_failed', error);
  } finally {
    timer.cancel();
  }
}

function subscriber(c: Context<Edge>, msisdn: Msisdn): DurableObjectStub<SubscriberRpc> {
  return c.env.SUBSCRIBER.getByName(c.var.parts.pseudonyms.subscriber(msisdn));
}

function sessionEnded(carrier: CarrierName, status: string): void {
  log('session_ended', { carrier, status: /^\w{1,16}$/.test(status) ? status : 'unknown' });
}

function respond(c: Context<Edge>, { status, headers, body }: Reply, problem?: number): Response {
  // A screen is for one phone, so a GET must not be cached.
  const stored = c.req.method === 'GET' ? { 'cache-control': 'no-store' } : {};
  return new Response(body, { status: problem ?? status, headers: { ...headers, ...stored } });
}

/** The screen for a turn that was not taken. */
function notTaken(c: Context<Edge>): Screen {
  return { text: texts[language(c.var.parts)].unavailable, end: true };
}

/** The screen for a turn of a carrier that brings too many. */
function tooFast(c: Context<Edge>): Screen {
  return { text: texts[language(c.var.parts)].tooFast, end: true };
}

/** The screen for a turn whose result is not known. */
function noAnswer(c: Context<Edge>): Screen {
  return { text: texts[language(c.var.parts)].noAnswer, end: true };
}

function language({ market }: Pick<Parts, 'market'>) {
  return market.languages[0] ?? 'en';
}
