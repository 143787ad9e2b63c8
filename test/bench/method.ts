/** The text of the page about the method of measurement. The code beside it must do what this text says. */

export const how = `## How

- **In turns.** What is held against each other runs on one PostgreSQL, each in a database of its own, in the order A, B, C,
  C, B, A and so on. A ratio is worked out round by round; the table has the middle one, and the lowest and highest.
  Absolute figures move with the machine’s mood: load generator, endpoint and database share its cores.
- **Callers** await their own result each before they ask again (a closed loop). The pipeline has 1,024 of them, TPC-B
  its best number of clients of 4, 8, 16 and 32 (\`pgbench -M prepared\`, scale 10, whose mean stands for its p50; a script of ours
  where there is no pgbench). The wait of \`batch_transfers\` is a whole batch’s. For waits on the whole road payments arrive on a
  schedule by chance, at shares of the most that it took, whether or not others were answered (an open loop), and waits are
  counted from the scheduled time.
- **The pipeline** is all of it: three checks, reserve, settle, entries, events, receipts’ intents, by group commit, among
  100,000 accounts. *Over the database’s protocol* means prepared statements on 20 connections, as pgbench talks; *over HTTP*
  means Neon’s driver and the local endpoint, a process of its own. The pipeline runs in the load generator’s process, which has
  64 MB for young objects (Node’s default is 16): what a thousand payments have under way is more, and would be copied
  over and over.
- **One payee for all** is one wallet on the one side of every payment; **one payer for all** is one wallet on the other, which
  has no daily limit and no history for the fraud rules. **Half rejected** means that every other payment, by chance, is of a
  payer who has 1.00 and asks for more: the reserve refuses it, and it is kept and told as any other end.
- **A lone caller** is one caller of the pipeline, held against one who sends the same statements with one payment each, the
  checks’ reads and the reserve together and then the settle, without group commit, correlation or decision.
- **The whole road** is HTTP, a Worker, the payer’s Partition object, the local endpoint and Postgres, in the real runtime, with the best
  of 128, 256 and 512 callers and of one and two partitions, and without Miniflare’s own Worker in front.
  The Worker is the benchmark’s own: it has the real objects, and a door that hands a request to the Partition as a Subscriber
  does. Receipts are rung for and not sent: dialogues measure those.
- **Correlation**: each payment has a clock of its own that is read when a check answers, and the wait is over when its settle is asked for. The
  1,024 callers share one thread, so that their neighbours’ turns on it are in the figure.
- **Peers** are run from their own files: \`PGLEDGER_SQL\` is the path of [pgledger](https://github.com/pgr0ss/pgledger)’s \`pgledger.sql\`
  (with \`vendor/scoville-pgsql-ulid/uuid-to-ulid.sql\` beside it; without that, ids that are quicker to make), \`TBPERF_SQL\` that of
  \`scripts/init-postgresql.sql\` of [SoftwareMill’s benchmark](https://github.com/softwaremill/tb-perf). Both have 100,000 accounts, prepared
  statements over the same driver as ours, and their best number of clients; pgledger’s balances are unlimited.
  A transfer of theirs is bare: no hold, no checks, no events, no receipts.
- **Counts** are of a fixed number of payments just after a checkpoint, by 1,024 callers (128 for growth). Rows, updates and index
  insertions are counted in the write-ahead log (\`pg_walinspect\`): its records of heaps and of B-tree leaves, splits included.
  WAL is shown without the images of whole pages, and these apart: the first change of a page after a checkpoint
  writes all of it, so that their number speaks of when the last checkpoint was rather than of the payment. CPU is from /proc,
  all of PostgreSQL’s processes together, background writers too.
- **Disk** is what all tables and indexes grow by over 40,000 payments among 2,000 accounts, from nearly empty ones on: B-trees grow
  in waves, and a short look at large ones sees the top of a wave or none of it. Their clock runs sixty times as fast, because
  the fraud rules stop a person at thirty payments a minute; so growth’s turns are five minutes apart on theirs.
- **Growth** measures databases of each size in turns, those with more and more accounts first, then those with more and more
  entries. \`BENCH_LARGE=1\` goes to 1,000,000 accounts and 5,000,000 entries. Counts
  are of two turns just after a checkpoint. The target for the processor is held against twelve more with \`full_page_writes\` off:
  of a large table every payment finds pages that are imaged, until each was changed once, and of a small one none does. Autovacuum is off:
  it comes once in a while, and reads as much of a table as it likes.
- **Afterwards** the books must hold as many payments of each end as callers were told of, none may be open, and the audit must
  find nothing; peers must hold as many transfers as they told, and all their money. What is wrong is listed above, and fails
  the run.`;
