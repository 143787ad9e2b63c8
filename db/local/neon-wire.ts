/** Reads the requests of Neon's SQL-over-HTTP protocol, and writes its replies and errors. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import pg from 'pg';
import type { Statement, StatementResult } from './neon-sql.ts';

/** Neon has the same limit. */
const BODY_BYTES = 10 * 1024 * 1024;

/** Returns the body, or undefined when it is over the limit. */
export function read(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_BYTES) chunks.push(chunk);
    });
    request.on('end', () => {
      resolve(size > BODY_BYTES ? undefined : Buffer.concat(chunks).toString());
    });
    request.on('error', reject);
  });
}

/** Parses one statement, or the statements of a transaction. */
export function parse(body: string): { statements: Statement[]; isBatch: boolean } {
  const payload = JSON.parse(body) as Statement | { queries: Statement[] };
  return 'queries' in payload
    ? { statements: payload.queries, isBatch: true }
    : { statements: [payload], isBatch: false };
}

/** Makes objects of the rows, for a caller that did not ask for arrays. The driver always asks for them. */
export function withNamedValues(result: StatementResult): StatementResult {
  const names = (result.fields as { name: string }[]).map(({ name }) => name);
  const rows = (result.rows as unknown[][]).map((row) =>
    Object.fromEntries(row.map((value, index) => [names[index], value])),
  );
  return { ...result, rows, rowAsArray: false };
}

export function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed || response.headersSent) return;
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length });
  response.end(text);
}

export function sendHalf(response: ServerResponse, text: string): void {
  const bytes = Buffer.from(text);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
}

/** Writes PostgreSQL's error in Neon's format. An error of another source has no SQLSTATE, so its code is empty. */
export function neonError(error: unknown): object {
  const { message } = error as Error;
  if (!(error instanceof pg.DatabaseError)) return { message, code: '', severity: '' };
  const { severity, code, detail, hint, position, where, schema, table, column } = error;
  const { internalPosition, internalQuery, dataType, constraint, file, line, routine } = error;
  return {
    ...{ message, severity, code, detail, hint, position, where, schema, table, column },
    ...{ internalPosition, internalQuery, dataType, constraint, file, line, routine },
  };
}
