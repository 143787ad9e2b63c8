/** The simulated phone network's own paths. They are not there where real messages are sent. */
import { Hono } from 'hono';
import { parseMsisdnOfAnyMarket } from '../../../core/markets/index.ts';
import type { Edge } from '../../http/context.ts';

export const handset = new Hono<Edge>();

handset.use(async (c, next) => {
  if (!c.var.parts.settings.gateways.isSimulated) return c.notFound();
  return next();
});

/** Lists the messages that the network delivered to a number, newest first. */
handset.get('/sms/:msisdn', async (c) => {
  const { pseudonyms, market } = c.var.parts;
  const number = parseMsisdnOfAnyMarket(c.req.param('msisdn'), market);
  if (!number) return c.notFound();
  return c.json(await c.env.HANDSET.getByName(pseudonyms.subscriber(number.msisdn)).inbox());
});
