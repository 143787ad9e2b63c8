/**
 * A whole system for one test file, with the demonstration's people in it: started before the file's tests, audited
 * and stopped after them. Its database is a clone on the run's PostgreSQL server, its Worker a process of its own.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { type LocalSystem, type SystemOptions, startSystem } from '../../../edge/local/system.ts';
import type { FreshDatabase } from '../books/postgres.ts';
import { until } from '../clock/until.ts';
import { temporaryFolder } from '../folder.ts';
import { Handset } from '../phone/carrier.ts';
import { demonstration, secretsOf, serverOf } from './demonstration.ts';

export const john = { msisdn: '254700123456', pin: '4821' };
export const jane = { msisdn: '254711987654', pin: '6093' };

/** One of the two hundred, counted from 1. */
export function crowd(n: number) {
  return { msisdn: `254722${String(n).padStart(6, '0')}`, pin: '7391' };
}

/** As people type it: 0722000001. */
export function local(msisdn: string): string {
  return `0${msisdn.slice(3)}`;
}

export interface Payment {
  readonly id: string;
  readonly state: string;
  readonly refusal: string | null;
  readonly amount: string;
}

export interface TownOptions extends Partial<SystemOptions> {
  /** A PostgreSQL server of its own, which the file may stop. It costs two seconds more. */
  readonly ownServer?: boolean;
}

export class Town {
  #database: FreshDatabase | undefined;
  system!: LocalSystem;
  owner!: pg.Pool;
  dataDir = '';
  url = '';
  /** What the Worker logged. */
  readonly logs: string[] = [];

  get neon() {
    return this.system.neon;
  }

  phone({ msisdn }: { msisdn: string }): Handset {
    return new Handset(this.url, msisdn);
  }

  /** The messages that a number got, newest first. */
  async inbox({ msisdn }: { msisdn: string }): Promise<string[]> {
    const response = await fetch(`${this.url}/handset/sms/${msisdn}`);
    return ((await response.json()) as { text: string }[]).map(({ text }) => text);
  }

  /** The messages of a number once there are this many; fewer when that takes too long. */
  async messages(person: { msisdn: string }, count: number): Promise<string[]> {
    await until(async () => (await this.inbox(person)).length >= count);
    return this.inbox(person);
  }

  /** The newest one-time code that a number got by SMS, once there is one. */
  async code(person: { msisdn: string }): Promise<string> {
    const found = async () =>
      (await this.inbox(person)).map((text) => /\b\d{6}\b/.exec(text)?.[0]).find(Boolean);
    await until(async () => (await found()) !== undefined);
    return (await found()) ?? 'none';
  }

  async rows<Row extends pg.QueryResultRow>(text: string, params: unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(text, params)).rows;
  }

  /** The payments of a payer, oldest first. */
  payments({ msisdn }: { msisdn: string }): Promise<Payment[]> {
    return this.rows(
      `select p.id, p.state, p.refusal, p.amount
         from tuma.payments p join tuma.customers c on c.account_id = p.payer
        where c.msisdn = $1 and p.channel = 'ussd' order by p.number`,
      [msisdn],
    );
  }

  /** In minor units. */
  async balance({ msisdn }: { msisdn: string }): Promise<{ balance: bigint; held: bigint }> {
    const [row] = await this.rows<{ balance: string; held: string }>(
      `select a.balance, a.held from tuma.accounts a
         join tuma.customers c on c.account_id = a.id where c.msisdn = $1`,
      [msisdn],
    );
    return { balance: BigInt(row?.balance ?? 0), held: BigInt(row?.held ?? 0) };
  }

  /** What is wrong with the books. */
  audit(): Promise<unknown[]> {
    return this.rows('select * from tuma.audit()');
  }

  /** What is open, and what is to a timer, is a minute older, and the sweep has seen to both. */
  async aMinutePasses(): Promise<void> {
    for (const _ of ['ends what is open', 'rings again for the ends']) {
      await this.owner.query(
        `update tuma.payments set expires_at = expires_at - interval '1 minute' where ended_at is null`,
      );
      await this.owner.query(
        `update tuma.payment_timers set due_at = due_at - interval '1 minute'`,
      );
      await this.system.worker.sweep();
    }
  }

  async start({ ownServer = false, ...options }: TownOptions = {}): Promise<void> {
    this.dataDir = await temporaryFolder();
    if (!ownServer) {
      this.#database = await demonstration();
      await writeFile(join(this.dataDir, 'secrets.json'), JSON.stringify(secretsOf()));
    }
    this.system = await startSystem({
      dataDir: this.dataDir,
      port: 0,
      bundled: inject('system').bundled,
      onStep: () => {},
      log: (line) => this.logs.push(line),
      ...(this.#database && { postgres: serverOf(this.#database) }),
      ...options,
    });
    this.meet(this.system);
  }

  /** Looks at a system that somebody else started. */
  meet({ url, ownerUrl }: Pick<LocalSystem, 'url' | 'ownerUrl'>): void {
    this.url = url;
    this.owner = new pg.Pool({ connectionString: ownerUrl, max: 4 });
    this.owner.on('error', () => {});
  }

  async stop(): Promise<void> {
    await this.owner?.end();
    await this.system?.close();
    await this.#database?.drop();
    if (this.dataDir) await rm(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** For the top of a test file. */
export function town(options: TownOptions = {}): Town {
  const here = new Town();
  beforeAll(() => here.start(options), 120_000);
  // What the Worker logged is of interest where a test fails.
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') console.log(here.logs.slice(-20).join('\n'));
  });
  afterAll(async () => {
    try {
      if (here.system) expect(await here.audit()).toEqual([]);
    } finally {
      await here.stop();
    }
  });
  return here;
}
