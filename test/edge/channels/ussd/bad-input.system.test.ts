/** What nobody should send: bounded work, one polite answer, no state, no echo. */
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { Handset, post, type Reply, turnForm } from '../../../support/phone/carrier.ts';
import { crowd, john, local, town } from '../../../support/system/town.ts';

const here = town();

const form = 'application/x-www-form-urlencoded';
const marker = 'ZZMARKERZZ';

/**
 * Every row of every table, and every row count, as one text. The timers of the demonstration's payments end by themselves, and what
 * could not be read is counted.
 */
async function everything(): Promise<string> {
  const tables = await here.rows<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = 'tuma' and table_type = 'BASE TABLE'
        and table_name not in ('payment_timers', 'security_counts', 'carrier_watch') order by 1`,
  );
  const prints: string[] = [];
  for (const { name } of tables) {
    const [row] = await here.rows<{ n: string; hash: string }>(
      `select count(*) n, md5(string_agg(t::text, '|' order by t::text)) hash from tuma.${name} t`,
    );
    prints.push(`${name} ${row?.n} ${row?.hash}`);
  }
  expect(prints.length).toBeGreaterThan(5);
  return prints.join('\n');
}

let before = '';
beforeAll(async () => {
  before = await everything();
});

async function changesNothing() {
  expect(await everything()).toBe(before);
}

function politely({ body, type }: Reply, ...secrets: string[]) {
  expect(body).toMatch(/^(CON|END) [^\n]/);
  expect(type).toMatch(/^text\/plain/);
  expect(body.length).toBeLessThanOrEqual(182);
  for (const secret of [marker, ...secrets]) expect(body).not.toContain(secret);
}

function turn(text: string, over: Record<string, string> = {}): URLSearchParams {
  const body = turnForm({ msisdn: john.msisdn, sessionId: 'ATUid_bad', text });
  for (const [name, value] of Object.entries(over)) body.set(name, value);
  return body;
}

describe('a door that is not there', () => {
  test.each([
    ['a wrong token', '/ussd/africastalking/nonsense'],
    ['a token that is longer', '/ussd/africastalking/demo2'],
    ['a token in capitals', '/ussd/africastalking/DEMO'],
    ['no token', '/ussd/africastalking/'],
    ['a wrong token for events', '/ussd/africastalking/nonsense/events'],
    ['a carrier that nobody knows', `/ussd/${marker}/demo`],
    ['a path below the callback', '/ussd/africastalking/demo/more'],
  ])('%s is 404, as a problem', async (_, path) => {
    const reply = await post(here.url, turn(''), { path });
    expect(reply.status).toBe(404);
    expect(reply.type).toBe('application/problem+json');
    expect(JSON.parse(reply.body)).toMatchObject({ status: 404, code: 'not_found' });
    expect(reply.body).not.toContain(marker);
    await changesNothing();
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH'])(
    '%s on the callback is a problem',
    async (method) => {
      const response = await fetch(`${here.url}/ussd/africastalking/demo`, { method });
      expect([404, 405]).toContain(response.status);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    },
  );
});

describe('a body that is no turn', () => {
  const fields = ['sessionId', 'phoneNumber', 'networkCode', 'serviceCode', 'text'];

  test.each(['networkCode', 'serviceCode', 'text'])('is one without %s', async (name) => {
    const body = turn('');
    body.delete(name);
    const reply = await post(here.url, body);
    expect(reply.body).toMatch(/^CON Welcome/);
    await changesNothing();
  });

  test.each(['sessionId', 'phoneNumber'])('without %s gets a last screen', async (name) => {
    const body = turn(marker);
    body.delete(name);
    politely(await post(here.url, body));
    await changesNothing();
  });

  test.each(fields)('with %s twice gets a last screen', async (name) => {
    const body = turn('');
    body.append(name, body.get(name) ?? '');
    const reply = await post(here.url, body);
    politely(reply);
    expect(reply.body).toMatch(/^END /);
    await changesNothing();
  });

  test('of no type is read', async () => {
    const body = Buffer.from(turn('').toString());
    expect((await post(here.url, body, {})).body).toMatch(/^CON Welcome/);
  });

  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'of the type "%s" is not read',
    async (type) => {
      const body = Buffer.from(turn(marker).toString());
      const reply = await post(here.url, body, { headers: { 'content-type': type } });
      expect(reply.status).toBe(415);
      politely(reply);
      await changesNothing();
    },
  );

  test('of the right type with a charset, in capitals, is read', async () => {
    const headers = { 'content-type': 'Application/X-WWW-Form-Urlencoded; charset=UTF-8' };
    const reply = await post(here.url, turn('').toString(), { headers });
    expect(reply.body).toMatch(/^CON Welcome/);
  });

  test('of a megabyte is refused, with and without its length', async () => {
    const large = turn(marker.repeat(100_000)).toString();
    const headers = { 'content-type': form };
    const whole = await post(here.url, large, { headers });
    expect(whole.status).toBe(413);
    politely(whole);

    const parts = Array.from({ length: 64 }, (_, i) =>
      Buffer.from(large.slice(i * 16_384, (i + 1) * 16_384)),
    );
    // Node's fetch, which the types of the Workers runtime do not know.
    const chunks = Readable.toWeb(Readable.from(parts)) as unknown as ReadableStream;
    const streamed: object = { headers, duplex: 'half' };
    const chunked = await post(here.url, chunks, { ...streamed });
    expect(chunked.status).toBe(413);
    politely(chunked);
    await changesNothing();
  });

  test('with many thousand fields is refused for its size', async () => {
    const reply = await post(here.url, `${turn('')}${'&a=b'.repeat(5_000)}`, {
      headers: { 'content-type': form },
    });
    expect(reply.status).toBe(413);
    politely(reply);
  });

  test.each([
    ['raw', Buffer.concat([Buffer.from(`${turn('')}${marker}`), Buffer.from([0xc3, 0x28, 0xff])])],
    ['percent-encoded', Buffer.from(`${turn('')}%C3%28%FF${marker}`)],
  ])('of broken UTF-8, %s, gets a last screen', async (_, body) => {
    const reply = await post(here.url, body, { headers: { 'content-type': form } });
    politely(reply);
    expect(reply.body).toMatch(/^END /);
    await changesNothing();
  });

  test('that is empty, or no form at all, gets a last screen', async () => {
    const headers = { 'content-type': form };
    for (const body of ['', '&&&&', '%', `{"a":"${marker}"}`, '=', '\0\0\0']) {
      politely(await post(here.url, body, { headers }));
    }
    await changesNothing();
  });
});

describe('fields that are nonsense', () => {
  test.each([
    ['phoneNumber', ['', '0', 'abc', '+', '7'.repeat(24), '7'.repeat(500), '+1 202 555 0100']],
    ['phoneNumber', ["'; drop table tuma.payments; --", '+25470012345', '+2547001234567', '٠٧']],
    ['sessionId', ['', ' ', 'x'.repeat(129), '../../etc', 'a b', `${marker}"`, 'é']],
    ['serviceCode', ['x'.repeat(33)]],
    ['networkCode', ['x'.repeat(17)]],
    ['text', ['9'.repeat(2_001), '*'.repeat(2_001)]],
  ])('%s of %j ends politely', async (name, values) => {
    for (const value of values) {
      const reply = await post(here.url, turn('', { [name]: value }));
      politely(reply);
      expect(reply.body, value).toMatch(/^END /);
    }
    await changesNothing();
  });

  test('hundreds of stars and answers in one text are bounded work', async () => {
    const began = performance.now();
    for (const text of ['*'.repeat(2_000), '1*'.repeat(999), '2*'.repeat(999), '*1*2*3*4']) {
      const phone = new Handset(here.url, john.msisdn);
      await phone.dial();
      politely(await phone.turn(text));
      politely({ status: 200, type: 'text/plain', body: await phone.dial(text) });
    }
    expect(performance.now() - began).toBeLessThan(10_000);
    await changesNothing();
  });
});

describe('answers that cannot be read', () => {
  // Nobody is offered to go on with a dialogue of another test.
  let phones = 20;
  const newPhone = () => {
    phones += 1;
    return here.phone(crowd(phones));
  };

  test.each(['-5', '1e3', '9'.repeat(40), '1,00', '0x10', '５00x', 'all', '', ' ', '0.001'])(
    'the amount "%s" is asked for again',
    async (amount) => {
      const phone = newPhone();
      await phone.goes('1', local(crowd(2).msisdn));
      const screen = await phone.types(amount);
      expect(screen).toMatch(/^CON [^\n]+\nEnter amount:$/);
      if (amount.length > 3) expect(screen).not.toContain(amount);
      await changesNothing();
    },
  );

  test.each([
    ['1,000', 'Ksh1,000.00'],
    ['1000.50', 'Ksh1,000.50'],
    [' 1000 ', 'Ksh1,000.00'],
    ['1000#', 'Ksh1,000.00'],
    ['١٠٠٠', 'Ksh1,000.00'],
  ])('the amount "%s" is %s', async (typed, shown) => {
    const phone = newPhone();
    expect(await phone.goes('1', local(crowd(4).msisdn), typed)).toContain(`CON Send ${shown} to `);
  });

  test.each(['+254722000002', '254722000002', '0722000002', '722000002', '00254722000002'])(
    'the number %s is one and the same',
    async (number) => {
      const phone = newPhone();
      expect(await phone.goes('1', number, '100')).toMatch(/^CON Send .* 0722000002\?/);
    },
  );

  test('a number that is none is asked for again, and after three the dialogue ends', async () => {
    const phone = here.phone(crowd(6));
    await phone.goes('1');
    for (const number of [marker, '9'.repeat(40)]) {
      const screen = await phone.types(number);
      expect(screen).toBe('CON That is not a mobile number.\nEnter phone number:');
    }
    expect(await phone.types('-')).toMatch(/^END /);
    await changesNothing();
  });

  test('stars inside an answer are not taken for the PIN', async () => {
    const phone = here.phone(crowd(7));
    await phone.goes('1', local(crowd(8).msisdn), '100');
    expect(await phone.types(`${crowd(7).pin}*${crowd(7).pin}`)).toMatch(
      /^CON A PIN has 4 digits\.\nSend .*\nEnter PIN:$/s,
    );
    await changesNothing();
  });
});

describe('the end-of-session notification', () => {
  const path = '/ussd/africastalking/demo/events';

  test('is always 200, whatever it brings and however often', async () => {
    const ok = new URLSearchParams({
      ...{ date: '2026-11-20 10:00:00', sessionId: 'ATUid_1', serviceCode: '*334#' },
      ...{ networkCode: '63902', phoneNumber: '+254700123456', status: 'Success' },
      ...{ cost: 'KES 0.00', durationInMillis: '5', hopsCount: '4', input: '1*2*4821' },
    });
    const bodies = [ok, ok, '', '{', marker.repeat(100_000), Buffer.from([0xff, 0xfe])];
    for (const body of bodies) {
      const reply = await post(here.url, body, { path });
      expect(reply.status).toBe(200);
      expect(reply.body).toBe('');
    }
    await changesNothing();
  });
});

test('no log line holds what was sent', () => {
  expect(here.logs.join('\n')).not.toContain(marker);
  expect(here.logs.join('\n')).not.toMatch(/4821|254700123456/);
});
