/** The carriers' callbacks: authenticate, decode, ask the subscriber's object, encode. */
import { type Context, Hono } from 'hono';
import { parseMsisdn } from '../../core/msisdn.ts';
import type { Screen } from '../../ussd/screen.ts';
import { texts } from '../../ussd/text/index.ts';
import type { Edge } from '../app.ts';
import { readBody } from '../body.ts';
import { sameSecret } from '../keys.ts';
import { alert, log } from '../log.ts';
import { wrongMethod } from '../problem.ts';
import type { SubscriberTurn } from '../subscriber.ts';
import type { System } from '../system.ts';
import { decode, encode } from './africastalking.ts';

/** A turn is some hundred bytes; what is longer than this is not one. */
const largestBody = 8 * 1024;

/** Carriers hang up at ten seconds. The object answers long before; this is for when it cannot. */
const answerWithin = 8_500;

/** Septets of a reply with its prefix, for networks whose own budget is not known to be another. */
const defaultBudget = 160;

export const ussd = new Hono<Edge>();

ussd.use('/africastalking/:token/*', authentic);
ussd.use('/africastalking/:token', authentic);

ussd.post('/africastalking/:token', async (c) => {
  const body = await readBody(c.req.raw, largestBody);
  if ('problem' in body) return reply(c, excuse(c), body.problem);
  const turn = decode(body.text);
  const msisdn = turn && parseMsisdn(turn.phoneNumber, c.var.system.market.numbers);
  if (!turn || !msisdn) return reply(c, excuse(c));
  const { sessionId, transcript } = turn;
  const carrier = 'africastalking';
  return reply(c, await ask(c, { carrier, sessionId, msisdn, transcript, budget: defaultBudget }));
});

/** End of session: may never come, come twice or late, so nothing depends on it. */
ussd.post('/africastalking/:token/events', async (c) => {
  const body = await readBody(c.req.raw, largestBody);
  const form = new URLSearchParams('text' in body ? body.text : '');
  const status = form.get('status') ?? '';
  log('session_ended', { status: /^\w{1,16}$/.test(status) ? status : 'unknown' });
  return c.text('');
});

ussd.all('/africastalking/:token', wrongMethod('POST'));
ussd.all('/africastalking/:token/events', wrongMethod('POST'));

async function authentic(c: Context<Edge>, next: () => Promise<void>) {
  const token = c.req.param('token') ?? '';
  if (!sameSecret(token, c.var.system.settings.AFRICASTALKING_TOKEN)) return c.notFound();
  return next();
}

/**
 * Never throws: every authentic turn gets a screen, also when everything behind it is down. What became of a turn
 * that was handed over and not answered is not known here, and the screen says no more than that.
 */
async function ask(c: Context<Edge>, turn: SubscriberTurn): Promise<Screen> {
  const { clock } = c.var.system;
  const timer = clock.after(answerWithin);
  const late = timer.elapsed.then(() => noAnswer(c));
  try {
    return await Promise.race([askObject(c, turn), late]);
  } catch (error) {
    alert('turn_failed', error);
    return noAnswer(c);
  } finally {
    timer.cancel();
  }
}

/** An object that was reset in the middle of a turn is asked again: the same turn, so the same ids. */
async function askObject(c: Context<Edge>, turn: SubscriberTurn): Promise<Screen> {
  const name = c.var.system.keys.subscriber(turn.msisdn);
  try {
    return await c.env.SUBSCRIBER.getByName(name).turn(turn);
  } catch (error) {
    if ((error as { overloaded?: boolean }).overloaded) throw error;
    return await c.env.SUBSCRIBER.getByName(name).turn(turn);
  }
}

function reply(c: Context<Edge>, screen: Screen, status: 200 | 400 | 413 | 415 = 200) {
  return c.text(encode(screen), status);
}

/** Nothing was done. */
function excuse(c: Context<Edge>): Screen {
  return { text: texts[language(c.var.system)].unavailable, end: true };
}

/** Nobody knows here what was done. */
function noAnswer(c: Context<Edge>): Screen {
  return { text: texts[language(c.var.system)].noAnswer, end: true };
}

function language({ market }: System) {
  return market.languages[0] ?? 'en';
}
