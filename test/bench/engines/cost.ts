/** Measures the cost of a turn in one process: the same menus in each engine. The engines change places from round to round. */
import { median } from '../measuring/load.ts';
import { caller } from './callers.ts';
import {
  type Contender,
  type Engine,
  lastScreen,
  menuTitle,
  type Shape,
  type Turn,
} from './engine.ts';

/** Microseconds of a turn: the mean of a session, and the session's last. */
export interface Cost {
  readonly perTurn: number;
  readonly lastTurn: number;
}

/** The median of several rounds, of costs and of ratios within a round. */
export interface Compared extends Cost {
  /** The ratio of a turn to the first engine's at this shape. */
  readonly toFirstEngine: number;
  /** The ratio of the last turn to this engine's at the first shape. */
  readonly toFirstShape: number;
}

/** How many sessions run side by side: all make their first turn, then all their second. */
const sessions = 200;
const warmUp = 2;
const rounds = 12;

/** Costs by shape, then by engine. */
export async function turnCosts(
  contenders: readonly Contender[],
  shapes: readonly Shape[],
): Promise<Compared[][]> {
  const measured: Cost[][][] = [];
  for (let round = -warmUp; round < rounds; round += 1) {
    const costs = await oneRound(contenders, shapes, round % 2 !== 0);
    if (round >= 0) measured.push(costs);
  }
  const middle = (figure: (costs: Cost[][]) => number | undefined) =>
    median(measured.map((costs) => figure(costs) ?? Number.NaN));
  return shapes.map((_, shape) =>
    contenders.map((_, engine) => ({
      perTurn: middle((costs) => costs[shape]?.[engine]?.perTurn),
      lastTurn: middle((costs) => costs[shape]?.[engine]?.lastTurn),
      toFirstEngine: middle((costs) => times('perTurn', costs[shape]?.[engine], costs[shape]?.[0])),
      toFirstShape: middle((costs) =>
        times('lastTurn', costs[shape]?.[engine], costs[0]?.[engine]),
      ),
    })),
  );
}

/** One round's costs by shape, then by engine. In every other round the last engine is first. */
async function oneRound(
  contenders: readonly Contender[],
  shapes: readonly Shape[],
  reversed: boolean,
): Promise<Cost[][]> {
  const costs: Cost[][] = [];
  for (const shape of shapes) {
    const ofShape: Cost[] = [];
    for (const contender of reversed ? contenders.toReversed() : contenders) {
      ofShape.push(await walk(contender.menus(shape), shape));
    }
    costs.push(reversed ? ofShape.toReversed() : ofShape);
  }
  return costs;
}

function times(figure: keyof Cost, cost?: Cost, of?: Cost): number | undefined {
  return cost && of && cost[figure] / of[figure];
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
  return { perTurn, lastTurn: turns.at(-1) ?? Number.NaN };
}

/** A session's turn, counted from 0. It chooses an option in the middle of its menu each time. */
export function menuTurn(session: number, at: number, { options }: Shape): Turn {
  const { sessionId, number } = caller(session);
  const typed = String(Math.ceil(options / 2));
  return { sessionId, phoneNumber: number, text: Array(at).fill(typed).join('*') };
}

/** Throws where the reply is not the expected menu: a measurement of another reply means nothing. */
export function expectMenu(reply: string, at: number, { depth }: Shape): void {
  const expected = at === depth ? `END ${lastScreen}` : `CON ${menuTitle(at + 1)}\n`;
  if (!reply.startsWith(expected)) throw new Error(`turn ${at} of ${depth} was answered ${reply}`);
}
