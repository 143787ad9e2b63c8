/** The carriers' callbacks: authenticate, decode, call the Subscriber object, encode. */
import { type Context, Hono } from 'hono';
import { type Msisdn, vouchedMsisdn } from '../../../core/msisdn.ts';
import { extensionOf } from '../../../ussd/engine/transcript.ts';
import type { Screen } from '../../../ussd/screen/gsm7.ts';
import { texts } from '../../../ussd/text/index.ts';
import { inTime } from '../../clock.ts';
import { readBody } from '../../http/body.ts';
import type { Edge } from '../../http/context.ts';
import type { Unreadable } from '../../http/fields.ts';
import { wrongMethod } from '../../http/problem.ts';
import { reportUnreadable, unreadableBody } from '../../http/unreadable.ts';
import { retryAfterReset } from '../../objects/retry-after-reset.ts';
import type { SubscriberRpc, SubscriberTurn } from '../../objects/rpc.ts';
import type { Parts } from '../../parts.ts';
import { alert, log } from '../../telemetry/log.ts';
import { isOverLimit } from './abuse/carrier-limit.ts';
import { maySpeakFor, watchStray } from './abuse/spoken-numbers.ts';
import { authenticateCallback, type Carrier } from './authenticate.ts';
import type {
  CarrierInput,
  CarrierSessionEnd,
  CarrierStatusQuestion,
  Reply,
} from './carriers/codec.ts';
import type { CarrierName } from './carriers/index.ts';
import { textBudget } from './settings.ts';
import { numberNotServed, numbersServed, unservedKind } from './unserved.ts';

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
  // The end of a session and a notice are taken whatever their bodies are.
  const turn = codec.decode({ ...request, body: 'text' in body ? body.text : '' });
  if ('unreadable' in turn) {
    return 'text' in body
      ? unreadable(c, carrier, turn)
      : unreadable(c, carrier, unreadableBody(body), body.problem);
  }

  switch (turn.event) {
    case 'start':
    case 'input':
    case 'turn':
      return answer(c, carrier, turn);
    case 'status':
      return respond(
        c,
        turn.reply(!(await isOverLimit(c, name)) && (await isActive(c, carrier, turn))),
      );
    case 'notice':
      sessionEnded(name, turn.status);
      return respond(c, codec.acknowledge(turn.echo ?? {}));
    default:
      sessionEnded(name, turn.event);
      if (!(await isOverLimit(c, name))) await hangUp(c, carrier, turn);
      return respond(c, codec.acknowledge(turn.echo ?? {}));
  }
});

async function answer(c: Context<Edge>, carrier: Carrier, turn: CarrierInput): Promise<Response> {
  const { name, codec, settings } = carrier;
  const { market } = c.var.parts;
  const reply = (screen: Screen) => codec.encode(screen, turn.echo ?? {});
  if (await isOverLimit(c, name)) return respond(c, reply(tooFast(c)));
  const msisdn = vouchedMsisdn(turn.msisdn, market.numbers);
  if (msisdn && maySpeakFor(c, carrier, msisdn)) {
    return respond(c, reply(await ask(c, subscriberTurn(c, carrier, msisdn, turn))));
  }

  const kind = msisdn ? 'number_not_served' : unservedKind(turn.msisdn, market.numbers);
  const wrong = { unreadable: [`${codec.numberField} ${kind.replaceAll('_', ' ')}`] };
  if (kind === 'not_a_number') {
    return respond(c, reply(unavailable(c)), { headers: reportUnreadable(c, name, wrong) });
  }
  if (kind === 'number_not_served') watchStray(c, name);
  const budget = textBudget(settings, turn.network, codec.envelope);
  const headers = reportUnreadable(c, name, wrong, kind);
  const told = kind === 'number_not_served' ? numberNotServed : numbersServed;
  return respond(c, reply(told(market, budget)), { headers });
}

/** The last screen for a request that is no turn, and a trace of what is wrong with it. */
async function unreadable(
  c: Context<Edge>,
  { name, codec }: Carrier,
  wrong: Unreadable,
  status?: number,
): Promise<Response> {
  if (await isOverLimit(c, name)) return respond(c, codec.encode(tooFast(c), {}));
  const headers = reportUnreadable(c, name, wrong);
  return respond(c, codec.encode(unavailable(c), {}), { headers, ...(status && { status }) });
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
  const named = turn.service ?? market.serviceCode;
  const service = settings.service ?? named;
  if ('transcript' in turn) {
    return { ...session, transcript: turn.transcript, extension: extensionOf(service, named) };
  }
  const { event, input, turnId } = turn;
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
async function hangUp(c: Context<Edge>, carrier: Carrier, turn: CarrierSessionEnd): Promise<void> {
  const { clock } = c.var.parts;
  const timer = clock.after(answerWithin);
  const session = { carrier: carrier.name, sessionId: turn.sessionId ?? onlySession };
  const ended = subscriberOf(c, carrier, session.sessionId, turn.msisdn).then((owner) =>
    owner?.hangUp(session),
  );
  try {
    await Promise.race([ended, timer.elapsed]);
  } catch (error) {
    alert('hang_up_failed', error);
  } finally {
    timer.cancel();
  }
}

/** Tells whether a session is going on. Where nobody can say, it is not. Never throws. */
async function isActive(
  c: Context<Edge>,
  carrier: Carrier,
  { sessionId }: CarrierStatusQuestion,
): Promise<boolean> {
  const { clock } = c.var.parts;
  const session = { carrier: carrier.name, sessionId };
  const asked = subscriberOf(c, carrier, sessionId).then(
    async (owner) => (await owner?.isActive(session)) ?? false,
  );
  try {
    return await inTime(asked, clock.now() + answerWithin, { clock });
  } catch (error) {
    alert('status_failed', error);
    return false;
  }
}

/** The object of the number whose session it is; where no number is given, of the one that began the session. */
async function subscriberOf(
  c: Context<Edge>,
  carrier: Carrier,
  sessionId: string,
  number = '',
): Promise<DurableObjectStub<SubscriberRpc> | undefined> {
  const { market, pseudonyms, owners } = c.var.parts;
  const msisdn = vouchedMsisdn(number, market.numbers);
  if (msisdn) return maySpeakFor(c, carrier, msisdn) ? subscriber(c, msisdn) : undefined;
  const token = pseudonyms.session(carrier.name, sessionId);
  const owner = await owners(carrier.name, token).ownerOf(token);
  return owner === undefined ? undefined : c.env.SUBSCRIBER.getByName(owner);
}

function subscriber(c: Context<Edge>, msisdn: Msisdn): DurableObjectStub<SubscriberRpc> {
  return c.env.SUBSCRIBER.getByName(c.var.parts.pseudonyms.subscriber(msisdn));
}

function sessionEnded(carrier: CarrierName, status: string): void {
  log('session_ended', { carrier, status: /^\w{1,16}$/.test(status) ? status : 'unknown' });
}

/** `also`: a status and headers that are not the protocol's. */
function respond(
  c: Context<Edge>,
  { status, headers, body }: Reply,
  also: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  // A screen is for one phone, so a GET must not be cached.
  const stored = c.req.method === 'GET' ? { 'cache-control': 'no-store' } : {};
  return new Response(body, {
    status: also.status ?? status,
    headers: { ...headers, ...stored, ...also.headers },
  });
}

/** The screen for a turn that was not taken. */
function unavailable(c: Context<Edge>): Screen {
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
