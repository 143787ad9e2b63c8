/** What a local command is asked for: PORT, DATA_DIR and the market, from the environment and the command line. */
import { resolve } from 'node:path';
import { markets } from '../../core/markets/index.ts';
import type { MarketCode } from './demo/people.ts';

export interface LocalOptions {
  /** 0 is any free port. */
  readonly port: number;
  readonly dataDir: string;
  /** Undefined where none was named. */
  readonly market: MarketCode | undefined;
}

const usualPort = 8787;

/** Throws one sentence that says what is wrong. An empty variable counts as one that is not set. */
export function parseLocalOptions(
  typed: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): LocalOptions {
  const named = marketTyped(typed);
  return {
    port: parsePort(env.PORT),
    dataDir: resolve(env.DATA_DIR || '.data'),
    market: parseMarket(named ?? env.MARKET),
  };
}

function parsePort(text: string | undefined): number {
  if (!text) return usualPort;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new Error(
      `PORT=${text} is not a port: take a number from 1 to 65535, or 0 for a free one`,
    );
  }
  return port;
}

/** "--market NG" or "--market=NG", and nothing else. */
function marketTyped(typed: readonly string[]): string | undefined {
  const [first, second, ...more] = typed.flatMap((part) =>
    part.startsWith('--market=') ? ['--market', part.slice('--market='.length)] : [part],
  );
  if (first === undefined) return undefined;
  if (first === '--market' && second && more.length === 0) return second;
  throw new Error(`it takes --market CODE and no other argument, not: ${typed.join(' ')}`);
}

function parseMarket(text: string | undefined): MarketCode | undefined {
  if (!text) return undefined;
  const code = text.toUpperCase();
  if (isMarket(code)) return code;
  throw new Error(`there is no market ${text}: there are ${Object.keys(markets).join(', ')}`);
}

export function isMarket(code: string): code is MarketCode {
  return Object.hasOwn(markets, code);
}
