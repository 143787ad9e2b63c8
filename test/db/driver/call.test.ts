import { expect, test } from 'vitest';
import { call, callForValue } from '../../../db/driver/call.ts';
import type { Sql } from '../../../db/driver/sql.ts';

/** Keeps what it is sent, and answers with these rows. */
function answering(rows: object[]) {
  const sent: [text: string, params: readonly unknown[]][] = [];
  const sql: Sql = async <Row>(text: string, params: readonly unknown[]) => {
    sent.push([text, params]);
    return rows as Row[];
  };
  return { sql, sent };
}

test('a call names its arguments, and sends their values in the same order', async () => {
  const { sql, sent } = answering([{ n: 1 }]);
  expect(await call(sql, 'release', { p_ids: ['a'], p_now: 'now' })).toEqual([{ n: 1 }]);
  expect(sent).toEqual([['select * from tuma.release(p_ids => $1, p_now => $2)', [['a'], 'now']]]);
});

test('a call for a value gives it, and null where there is no row', async () => {
  const one = answering([{ value: '7' }]);
  expect(await callForValue(one.sql, 'ready')).toBe('7');
  expect(one.sent).toEqual([['select tuma.ready() "value"', []]]);
  expect(await callForValue(answering([]).sql, 'ready')).toBeNull();
});
