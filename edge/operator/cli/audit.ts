/**
 * `npm run audit [-- --report FILE]`: checks every invariant of the books, in DATABASE_URL or else in the running local
 * database. Prints the checks, what the books hold in each currency, a row per violation and their number, and files the
 * same as JSON. Compares the audit trail where the Worker that keeps it can be asked. Exits 1 if there are violations, and 2 if no
 * database answers or the report cannot be written.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { money, toDecimal } from '../../../core/money.ts';
import type { AuditReport, BooksOfCurrency } from '../../../db/ledger/audit-report.ts';
import { asOwner, localMarket } from '../../../db/local/owner.ts';
import type { ReadTrail, TrailPage } from '../../../db/proof/proof.ts';
import { pseudonyms } from '../../crypto.ts';
import { runningSystem } from '../../local/data-folder.ts';
import { keptSecrets } from '../../local/secrets.ts';
import { readAuditReport } from '../desk.ts';
import { table } from './table.ts';

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

export async function main(typed: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...typed], options: { report: { type: 'string' } } });
    const market = process.env.MARKET || localMarket();
    const trail = await trailReader();
    const report = await asOwner((sql) => readAuditReport(sql, { market, trail }));
    for (const line of lines(report)) console.log(line);
    if (values.report !== undefined) await file(values.report, report);
    console.log(`${report.violations.length} violations`);
    return report.violations.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`npm run audit: ${(error as Error).message}`);
    return 2;
  }
}

function lines({ at, checks, books, violations, trail }: AuditReport): string[] {
  const checked = checks.map(({ invariant, violations }) => [invariant, String(violations)]);
  const headings = ['>ACCOUNTS', '>PAYMENTS', '>COMPLETED', '>OPEN', '>ENTRIES'];
  const sums = ['>PAID', '>FEES', '>HELD', '>CUSTOMERS', '>BUSINESSES', '>OPERATOR', '>SUM'];
  return [
    `the books at ${at}: ${checks.length} checks`,
    ...table(['CHECK', '>VIOLATIONS'], checked),
    '',
    ...table(['CURRENCY', ...headings, ...sums], books.map(booksRow)),
    '',
    trail
      ? `the audit trail: ${trail.pieces} pieces, up to payment number ${trail.payment} and act ${trail.act}; what came later is not in it yet`
      : 'the audit trail was not compared: no Worker answers (npm start, or set TUMA_URL and TOKEN_KEY)',
    '',
    ...violations.map(({ invariant, subject, detail }) => `${invariant}  ${subject}  ${detail}`),
  ];
}

function booksRow(of: BooksOfCurrency): string[] {
  const sums = [of.amount, of.fees, of.held, of.customers, of.businesses, of.operator, of.sum];
  return [
    of.currency,
    ...[of.accounts, of.payments, of.completed, of.open, of.entries].map(String),
    ...sums.map((minor) => toDecimal(money(BigInt(minor), of.currency))),
  ];
}

/** Writes the report as JSON, with amounts in major units. A file that is there stays: what was filed is not written over. */
async function file(
  path: string,
  { at, checks, books, violations, trail }: AuditReport,
): Promise<void> {
  const decimal = ({ currency, ...of }: BooksOfCurrency) => ({
    currency,
    ...Object.fromEntries(
      Object.entries(of).map(([name, value]) => [
        name,
        typeof value === 'string' ? toDecimal(money(BigInt(value), currency)) : value,
      ]),
    ),
  });
  const report = { at, checks, books: books.map(decimal), violations, trail };
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`, { flag: 'wx' });
}

/**
 * Reads the audit trail from the Worker that keeps it: that of TUMA_URL, or else the one that runs on the local data. Undefined where
 * there is none to ask. A Worker that does not answer throws.
 */
async function trailReader(): Promise<ReadTrail | undefined> {
  const { TUMA_URL, TOKEN_KEY } = process.env;
  const found = TUMA_URL && TOKEN_KEY ? { url: TUMA_URL, key: TOKEN_KEY } : await localWorker();
  if (!found) return undefined;
  const address = `${found.url}/audit-trail/${pseudonyms({ TOKEN_KEY: found.key }).auditTrail()}`;
  return async (after) => {
    const response = await fetch(`${address}?after=${after}`).catch(() => undefined);
    if (!response?.ok) throw new Error(`${found.url} gave no audit trail`);
    return (await response.json()) as TrailPage;
  };
}

/** The system that runs on the local data, unless DATABASE_URL names another database than its own. */
async function localWorker(): Promise<{ url: string; key: string } | undefined> {
  const { DATABASE_URL, DATA_DIR } = process.env;
  const dataDir = resolve(DATA_DIR || '.data');
  const { url, database } = runningSystem(dataDir) ?? {};
  const secrets = url && (await keptSecrets(dataDir));
  if (!url || !database || !secrets) return undefined;
  return DATABASE_URL && !isSame(DATABASE_URL, database)
    ? undefined
    : { url, key: secrets.TOKEN_KEY };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)];
  return a.port === b.port && a.pathname === b.pathname;
}
