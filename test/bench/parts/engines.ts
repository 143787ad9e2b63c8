/**
 * Compares our conversation engine with two that can be installed: the cost of a turn, and the faults of each. Each is used as
 * its documentation says, and `ussd-menu-builder` also with a menu for each request, its only correct use.
 */
import { type Compared, turnCosts } from '../engines/cost.ts';
import type { Contender, Shape } from '../engines/engine.ts';
import { type Confirmed, confirmTwice, interleave, type Replies } from '../engines/faults.ts';
import { menuPerRequest, oneMenu } from '../engines/menu-builder.ts';
import { ours } from '../engines/ours.ts';
import { turnsOverHttp } from '../engines/over-http.ts';
import { stateBuilder } from '../engines/state-builder.ts';
import type { Load } from '../measuring/load.ts';
import type { Complaints } from '../measuring/measurement.ts';

/** The engines' costs for one shape of dialogue, in the order of `costed`. */
export interface Costs extends Shape {
  readonly inProcess: readonly Compared[];
  readonly overHttp: readonly Load[];
}

export interface Faults {
  readonly name: string;
  /** Faults with two callers at a time, and with many. */
  readonly few: Replies;
  readonly many: Replies;
  readonly inTurn: Confirmed;
  readonly together: Confirmed;
}

export interface Engines {
  /** The names of the engines that the costs belong to, ours first. */
  readonly costed: readonly string[];
  readonly costs: readonly Costs[];
  readonly faults: readonly Faults[];
}

const costed = [ours, menuPerRequest, stateBuilder];

/** The other shapes are compared with the first: a deeper one, then one with more options. */
const shapes: readonly Shape[] = [
  { depth: 5, options: 5 },
  { depth: 30, options: 5 },
  { depth: 5, options: 50 },
];

const sessions = 10_000;
const confirmations = 1_000;

/** Measures all engines. `seconds` is the length of each measurement over HTTP. */
export async function measureEngines(
  seconds: number,
  complaints: Complaints,
  say: (what: string) => void,
): Promise<Engines> {
  say('engines: in one process');
  const inProcess = await turnCosts(costed, shapes);
  const costs: Costs[] = [];
  for (const [index, shape] of shapes.entries()) {
    say(`engines: over HTTP, ${shape.depth} menus of ${shape.options} options`);
    const overHttp = await turnsOverHttp(costed, shape, seconds);
    costs.push({ ...shape, inProcess: inProcess[index] ?? [], overHttp });
  }
  say('engines: what they get wrong');
  const faults: Faults[] = [];
  for (const contender of [...costed, oneMenu]) faults.push(await faultsOf(contender));
  for (const each of faults) if (each.name === ours.name) complain(each, complaints);
  return { costed: costed.map(({ name }) => name), costs, faults };
}

async function faultsOf(contender: Contender): Promise<Faults> {
  return {
    name: contender.name,
    few: await interleave(contender, sessions, 2),
    many: await interleave(contender, sessions, 100),
    inTurn: await confirmTwice(contender, confirmations, 'in turn'),
    together: await confirmTwice(contender, confirmations, 'together'),
  };
}

function complain({ few, many, inTurn, together }: Faults, complaints: Complaints): void {
  for (const { atOnce, wrong, unanswered, astray } of [few, many]) {
    if (wrong + unanswered + astray === 0) continue;
    const which = `${wrong} wrong, ${unanswered} missing, ${astray} astray`;
    complaints.push(`engines: ours had replies, ${atOnce} callers at once: ${which}`);
  }
  for (const { payments, mostPayments, pins } of [inTurn, together]) {
    if (payments !== 1 || mostPayments !== 1) {
      complaints.push(`engines: ours paid ${payments} times, and up to ${mostPayments}`);
    }
    if (pins > 0) complaints.push(`engines: ours left the PIN ${pins} times a session`);
  }
}
