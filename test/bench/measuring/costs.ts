/**
 * Measures the cost of a payment: counts, which do not depend on the machine's load, and processor time, which varies less than
 * elapsed time. Rows and index entries are counted in the write-ahead log (pg_walinspect): it has every change of the
 * database exactly once.
 */
import type { Books } from './books.ts';
import type { DirectSql } from './direct-sql.ts';
import { type Complaints, counting, type Trial, watch } from './measurement.ts';
import type { Pay } from './payments.ts';
import { usedBy, usedByAll, usedHere } from './processor-time.ts';

/** Every figure is per payment. */
export interface Costs {
  readonly statements: number;
  readonly rowsInserted: number;
  readonly rowsUpdated: number;
  /** The share of updates (0 to 1) that stayed on their page and touched no index (HOT). */
  readonly hotShare: number;
  readonly indexInsertions: number;
  /** Bytes of the log without the images of whole pages, and of these alone. The first change of a page after a checkpoint writes
   * its image. */
  readonly walBytes: number;
  readonly walImageBytes: number;
  /** How many pages were read, from memory or disk. */
  readonly buffers: number;
  /** Bytes that tables and indexes grew by, once every receipt is sent. */
  readonly storedBytes: number;
  /** Processor time of PostgreSQL, of this process and of the whole machine, in milliseconds. Absent without /proc. */
  readonly postgresMs?: number;
  readonly generatorMs: number;
  readonly machineMs?: number;
}

export interface Counted {
  readonly trial: Omit<Trial, 'sql'>;
  readonly direct: DirectSql;
  readonly books: Books;
  /** The id of PostgreSQL's first process. */
  readonly postmaster: number;
  readonly payments: number;
}

/** Makes so many payments just after a checkpoint. Returns PostgreSQL's processor time for one, in milliseconds; undefined without
 * /proc. */
export async function timeOf(
  counted: Counted,
  complaints: Complaints,
): Promise<number | undefined> {
  const { direct, books, postmaster, payments } = counted;
  const { name, callers, next, road } = counted.trial;
  await tidy(books);
  const { result } = await watch({ name }, books, complaints, async (answers) => {
    const began = await usedBy(postmaster);
    await shareOut(payments, callers, road(direct.sql, next, answers));
    const ended = await usedBy(postmaster);
    return began === undefined || ended === undefined ? undefined : (ended - began) / payments;
  });
  await tellAll(books);
  return result;
}

async function tidy({ owner }: Books): Promise<void> {
  await owner.query('vacuum');
  await owner.query('checkpoint');
}

/** Makes so many payments just after a checkpoint, and returns their costs. */
export async function costOf(counted: Counted, complaints: Complaints): Promise<Costs> {
  const { direct, books, postmaster, payments } = counted;
  const { name, callers, next, road } = counted.trial;
  const { sql, statements } = counting(direct.sql);
  await books.owner.query('create extension if not exists pg_walinspect');
  await tidy(books);
  const stored = await books.size();
  const before = await totals(counted);
  const { result } = await watch({ name }, books, complaints, async (answers) => {
    const began = await timesOf(postmaster);
    await shareOut(payments, callers, road(sql, next, answers));
    return { began, ended: await timesOf(postmaster) };
  });
  const after = await totals(counted);
  const log = await readLog(books, before.lsn, after.lsn);
  await tellAll(books);

  const each = (total: number) => total / payments;
  const { began, ended } = result;
  const used = (of: 'postgres' | 'machine') =>
    began[of] === undefined || ended[of] === undefined ? undefined : each(ended[of] - began[of]);
  const [postgresMs, machineMs] = [used('postgres'), used('machine')];
  return {
    statements: each(statements()),
    rowsInserted: each(log.inserted),
    rowsUpdated: each(log.updated),
    hotShare: log.hot / log.updated,
    indexInsertions: each(log.indexed),
    walBytes: each(log.bytes),
    walImageBytes: each(log.imageBytes),
    buffers: each(after.buffers - before.buffers),
    storedBytes: each((await books.size()) - stored),
    ...(postgresMs !== undefined && { postgresMs }),
    generatorMs: each(ended.generator - began.generator),
    ...(machineMs !== undefined && { machineMs }),
  };
}

/** Finishes the receipts of every payment that has none yet, with message ids in Africa's Talking's format. */
async function tellAll({ owner }: Books): Promise<void> {
  await owner.query(
    `with claimed as materialized (
       select c.about, c.party, $1::uuid claim
         from (select array_agg(u.id) ids from tuma.payment_timers a, unnest(a.payments) u (id)) untold,
              tuma.claim_receipts(untold.ids, $1, now()) c
     )
     select tuma.finish_receipts(array_agg(about), array_agg(party::text),
                                 array_agg('ATXid_' || md5(about::text || party)), array_agg('sent'::text), $1)
       from claimed`,
    [crypto.randomUUID()],
  );
}

/** Lets each caller make the next payment until all are made. */
async function shareOut(payments: number, callers: number, pay: Pay): Promise<void> {
  let left = payments;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      await pay();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

interface Times {
  readonly postgres: number | undefined;
  readonly machine: number | undefined;
  readonly generator: number;
}

async function timesOf(postmaster: number): Promise<Times> {
  return {
    postgres: await usedBy(postmaster),
    machine: await usedByAll(),
    generator: usedHere(),
  };
}

async function totals({ direct, books: { owner } }: Counted) {
  await direct.report();
  const { rows } = await owner.query(`
    select blks_hit + blks_read buffers, pg_current_wal_flush_lsn() lsn
      from pg_stat_database where datname = current_database()`);
  return { buffers: Number(rows[0].buffers), lsn: rows[0].lsn as string };
}

/**
 * A page split inserts its row, like an insertion into a page. Insertions into upper pages are not counted, and neither is what
 * autovacuum writes to PostgreSQL's own catalogue in the meantime.
 */
async function readLog({ owner }: Books, from: string, to: string) {
  const { rows } = await owner.query(
    `select count(*) filter (where what like 'Heap/INSERT%') inserted,
            count(*) filter (where what ~ '^Heap/(HOT_)?UPDATE') updated,
            count(*) filter (where what like 'Heap/HOT_UPDATE%') hot,
            count(*) filter (where what ~ '^Btree/(INSERT_LEAF|INSERT_POST|SPLIT_)') indexed,
            sum(length - images) bytes, sum(images) image_bytes
       from (select min(resource_manager || '/' || record_type) what, max(record_length) length,
                    coalesce(sum(block_fpi_length), 0) images
               from pg_get_wal_block_info($1, $2, false)
              where reldatabase = (select oid from pg_database where datname = current_database())
                and relfilenode in (select pg_relation_filenode(oid) from pg_class where relnamespace = 'tuma'::regnamespace)
              group by start_lsn) l`,
    [from, to],
  );
  const { image_bytes: imageBytes, ...others } = rows[0];
  const figure = (value: string | null) => Number(value ?? 0);
  return {
    inserted: figure(others.inserted),
    updated: figure(others.updated),
    hot: figure(others.hot),
    indexed: figure(others.indexed),
    bytes: figure(others.bytes),
    imageBytes: figure(imageBytes),
  };
}
