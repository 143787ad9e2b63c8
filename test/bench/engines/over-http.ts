/** Measures the cost of a turn over HTTP: each engine runs behind the same small server, with several callers at once. */
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Load, load, median } from '../measuring/load.ts';
import { post } from '../measuring/phone.ts';
import { expectMenu, menuTurn } from './cost.ts';
import type { Contender, Engine, Shape } from './engine.ts';

const atOnce = 16;

/** Each engine's median of two measurements of `seconds`: one before the other engines' and one after. */
export async function turnsOverHttp(
  contenders: readonly Contender[],
  shape: Shape,
  seconds: number,
): Promise<Load[]> {
  const measured = contenders.map((): Load[] => []);
  const places = [...contenders.entries()];
  for (const [place, contender] of [...places, ...places.toReversed()]) {
    measured[place]?.push(await ask(contender.menus(shape), shape, seconds));
  }
  return measured.map((all) => ({
    perSecond: median(all.map(({ perSecond }) => perSecond)),
    p50: median(all.map(({ p50 }) => p50)),
  }));
}

async function ask(engine: Engine, shape: Shape, seconds: number): Promise<Load> {
  const server = await serve(engine);
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  let dials = 0;
  const dial = () => ({ session: dials++, at: 0 });
  const dialogues = Array.from({ length: atOnce }, dial);
  const turn = async (caller: number) => {
    const dialogue = dialogues[caller] ?? dial();
    const form = new URLSearchParams({ ...menuTurn(dialogue.session, dialogue.at, shape) });
    expectMenu(await post(agent, server.url, form.toString()), dialogue.at, shape);
    dialogues[caller] = dialogue.at === shape.depth ? dial() : { ...dialogue, at: dialogue.at + 1 };
  };
  try {
    await load(atOnce, seconds / 4, turn);
    return await load(atOnce, seconds, turn);
  } finally {
    agent.destroy();
    await server.close();
  }
}

async function serve(engine: Engine): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    const field = (name: string) => form.get(name) ?? '';
    const turn = {
      sessionId: field('sessionId'),
      phoneNumber: field('phoneNumber'),
      text: field('text'),
    };
    const reply = await engine.turn(turn).catch((error) => `${error}`);
    response.writeHead(200, { 'content-type': 'text/plain' }).end(reply);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/`, close };
}
