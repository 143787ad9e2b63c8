/** What a turn costs in one process: the same menus in each engine, which change places from round to round. */
import { median } from '../load.ts';
import { caller } from './callers.ts';
import {
  type Contender,
  type Engine,
  lastScreen,
  menuTitle,
  type Shape,
  type Turn,
} from './engine.ts';

export interface Cost extends Shape {
  /** Microseconds: of a turn in the mean of its session, and of the session's last. */
  readonly perTurn: number;
  readonly lastTurn: number;
}

/** Sessions side by side: all take their first turn, then all their second. */
const sessions = 200;
const warmUp = 2;
const rounds = 12;

/** Of each engine, the middle of several rounds. */
export async function turnCosts(contenders: readonly Contender[], shape: Shape): Promise<Cost[]> {
  const measured = contenders.map((): Cost[] => []);
  const places = [...contenders.entries()];
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const [place, contender] of round % 2 === 0 ? places : places.toReversed()) {
      const cost = await walk(contender.menus(shape), shape);
      if (round >= 0) measured[place]?.push(cost);
    }
  }
  return measured.map((all) => ({
    ...shape,
    perTurn: median(all.map(({ perTurn }) => perTurn)),
    lastTurn: median(all.map(({ lastTurn }) => lastTurn)),
  }));
}

async function walk(engine: Engine, shape: Shape): Promise<Cost> {
  const turns: number[] = [];
  for (let at = 0; at <= shape.depth; at += 1) {
    const all = Array.from({ length: sessions }, (_, index) => menuTurn(index, at, shape));
    const began = performance.now();
    for (const turn of all) expectMenu(await engine.turn(turn), at, shape);
    turns.push((1000 * (performance.now() - began)) / sessions);
  }
  const perTurn = turns.reduce((all, each) => all + each, 0) / turns.length;
  return { ...shape, perTurn, lastTurn: turns.at(-1) ?? Number.NaN };
}

/** A session's turn, counted from 0. An option in the middle of its menu is taken each time. */
export function menuTurn(session: number, at: number, { options }: Shape): Turn {
  const { sessionId, number } = caller(session);
  const typed = String(Math.ceil(options / 2));
  return { sessionId, phoneNumber: number, text: Array(at).fill(typed).join('*') };
}

/** A measurement of anything else would be worth nothing. */
export function expectMenu(reply: string, at: number, { depth }: Shape): void {
  const expected = at === depth ? `END ${lastScreen}` : `CON ${menuTitle(at + 1)}\n`;
  if (!reply.startsWith(expected)) throw new Error(`turn ${at} of ${depth} was answered ${reply}`);
}
