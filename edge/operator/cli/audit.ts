/**
 * `npm run audit [-- --report FILE]`: checks every invariant of the books, in DATABASE_URL or else in the running local
 * database. Prints the checks, what the books hold in each currency, a row per violation and their number, and files the
 * same as JSON. Exits 1 if there are violations, and 2 if no database answers or the report cannot be written.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { money, toDecimal } from '../../../core/money.ts';
import type { AuditReport, BooksOfCurrency } from '../../../db/ledger/audit-report.ts';
import { asOwner, localMarket } from '../../../db/local/owner.ts';
import { readAuditReport } from '../desk.ts';
import { table } from './table.ts';

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

export async function main(typed: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...typed], options: { report: { type: 'string' } } });
    const market = process.env.MARKET || localMarket();
    const report = await asOwner((sql) => readAuditReport(sql, market));
    for (const line of lines(report)) console.log(line);
    if (values.report !== undefined) await file(values.report, report);
    console.log(`${report.violations.length} violations`);
    return report.violations.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`npm run audit: ${(error as Error).message}`);
    return 2;
  }
}

function lines({ at, checks, books, violations }: AuditReport): string[] {
  const checked = checks.map(({ invariant, violations }) => [invariant, String(violations)]);
  const headings = ['>ACCOUNTS', '>PAYMENTS', '>COMPLETED', '>OPEN', '>ENTRIES'];
  const sums = ['>PAID', '>FEES', '>HELD', '>CUSTOMERS', '>BUSINESSES', '>OPERATOR', '>SUM'];
  return [
    `the books at ${at}: ${checks.length} checks`,
    ...table(['CHECK', '>VIOLATIONS'], checked),
    '',
    ...table(['CURRENCY', ...headings, ...sums], books.map(booksRow)),
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
async function file(path: string, { at, checks, books, violations }: AuditReport): Promise<void> {
  const decimal = ({ currency, ...of }: BooksOfCurrency) => ({
    currency,
    ...Object.fromEntries(
      Object.entries(of).map(([name, value]) => [
        name,
        typeof value === 'string' ? toDecimal(money(BigInt(value), currency)) : value,
      ]),
    ),
  });
  const report = { at, checks, books: books.map(decimal), violations };
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`, { flag: 'wx' });
}
