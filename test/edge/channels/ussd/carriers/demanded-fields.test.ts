/** A turn needs its session and its number, and nothing else: each other field may be missing. */
import { describe, expect, test } from 'vitest';
import type { Codec } from '../../../../../edge/channels/ussd/carriers/codec.ts';
import { type CarrierName, carriers } from '../../../../../edge/channels/ussd/carriers/index.ts';
import { type Call, rows } from '../../../../support/carriers/carriers.ts';

/** The fields without which nobody knows whose turn it is. */
const demanded: Readonly<Record<CarrierName, readonly string[]>> = {
  africastalking: ['sessionId', 'phoneNumber'],
  safaricom: ['SESSION_ID', 'ORIG'],
  airtel: ['SessionID', 'MSISDN'],
  infobip: ['msisdn'],
  hubtel: ['SessionId', 'Mobile'],
  nalo: ['SESSIONID', 'MSISDN'],
  arkesel: ['sessionID', 'msisdn'],
  moolre: ['sessionId', 'msisdn'],
  beem: ['session_id', 'msisdn'],
  mtn: ['sessionId', 'msisdn'],
  truroute: ['sessionid', 'msisdn'],
  telecel: ['sessionid', 'msisdn'],
  dmark: ['transactionId', 'msisdn'],
  cellulant: ['sessionID', 'MSISDN'],
  imimobile: ['msisdn'],
  hollatags: ['session_id', 'session_msisdn'],
  restcomm: ['localId'],
};

const dialled = {
  ...{ session: '7', msisdn: '254722000101', number: 1, input: '', transcript: '', before: '' },
};

function decode(carrier: CarrierName, { method, path, body = '' }: Call) {
  const codec: Codec = carriers[carrier];
  const { pathname, searchParams: query } = new URL(`http://here${path.replace(/^\?/, '/?')}`);
  const behind = pathname === '/' ? '' : pathname;
  return codec.decode({ method, path: behind, query, headers: new Headers(), body });
}

/** The names of a call's fields, and the call without one of them. */
function fieldsOf(call: Call): { names: string[]; without: (name: string) => Call } {
  if (call.type?.includes('json')) {
    const fields = JSON.parse(call.body ?? '');
    const without = (name: string) => ({
      ...{ ...call, body: JSON.stringify({ ...fields, [name]: undefined }) },
    });
    return { names: Object.keys(fields), without };
  }
  if (call.type?.includes('xml')) {
    const names = [...(call.body ?? '').matchAll(/(?:<(\w+)>|(\w+)=")/g)].map(([, a, b]) => a ?? b);
    const cut = (name: string) => new RegExp(`<${name}>[^<]*</${name}>|\\s${name}="[^"]*"`);
    const without = (name: string) => ({ ...call, body: call.body?.replace(cut(name), '') ?? '' });
    return { names: names.filter((name) => name !== undefined), without };
  }
  const text = call.body ?? call.path.slice(1);
  const without = (name: string) => {
    const left = new URLSearchParams(text);
    left.delete(name);
    return call.body === undefined ? { ...call, path: `?${left}` } : { ...call, body: `${left}` };
  };
  return { names: [...new URLSearchParams(text).keys()], without };
}

describe.each(Object.keys(carriers) as CarrierName[])('%s', (carrier) => {
  const call = rows[carrier].turn(dialled);
  const { names, without } = fieldsOf(call);
  // A document's root, what an attribute of the XML declaration is called, and what holds the number.
  const own = names.filter((name) => !['ussd', 'version', 'encoding', 'number'].includes(name));

  test('demands the session and the number, and says which is missing', () => {
    const needed = own.filter((name) => 'unreadable' in decode(carrier, without(name)));
    expect(needed.sort()).toEqual([...demanded[carrier]].sort());
    for (const name of needed) {
      expect(decode(carrier, without(name))).toEqual({ unreadable: [`${name} missing`] });
    }
  });

  test('is served without each of the others', () => {
    for (const name of own) {
      if (demanded[carrier].includes(name)) continue;
      expect(decode(carrier, without(name)), name).toMatchObject({ event: expect.any(String) });
    }
  });
});
