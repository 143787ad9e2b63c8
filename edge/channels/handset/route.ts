/** The simulated phone network's own paths. They are not there where real messages are sent. */
import { Hono, type MiddlewareHandler } from 'hono';
import { parseMsisdnOfAnyMarket } from '../../../core/markets/index.ts';
import type { Edge } from '../../http/context.ts';
import { frontPage } from './front-page.ts';

const whereSimulated: MiddlewareHandler<Edge> = async (c, next) => {
  if (!c.var.parts.settings.gateways.isSimulated) return c.notFound();
  return next();
};

export const front = new Hono<Edge>();

front.get('/', whereSimulated, (c) => {
  const { market, settings } = c.var.parts;
  const { origin } = new URL(c.req.url);
  return c.html(frontPage(origin, market, Object.keys(settings.CARRIERS)));
});

export const handset = new Hono<Edge>();

handset.use(whereSimulated);

/** Lists the messages that the network delivered to a number, newest first. */
handset.get('/sms/:msisdn', async (c) => {
  const { pseudonyms, market } = c.var.parts;
  const number = parseMsisdnOfAnyMarket(c.req.param('msisdn'), market);
  if (!number) return c.notFound();
  return c.json(await c.env.HANDSET.getByName(pseudonyms.subscriber(number.msisdn)).inbox());
});
