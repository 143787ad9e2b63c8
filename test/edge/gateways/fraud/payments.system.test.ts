/** An operator's fraud engine, asked by the Worker as it is deployed, about payments that are dialled. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CarrierPhone, imsiOf } from '../../../support/carriers/carriers.ts';
import { FraudEngine, harmless, type Trouble } from '../../../support/carriers/fraud-engine.ts';
import { crowd, local, town } from '../../../support/system/town.ts';

const engine = new FraudEngine();
let engineUrl: string;

const here = town({
  settings: {
    FRAUD_ENGINE_URL: 'https://engine.operator.test/judge',
    FRAUD_ENGINE_KEY: 'secret-of-the-engine',
    FRAUD_ENGINE_DEADLINE_MS: '300',
  },
  async outbound(request) {
    const toEngine = new URL(request.url).hostname === 'engine.operator.test';
    const body = await request.arrayBuffer();
    const headers = Object.fromEntries(request.headers);
    for (const name of ['host', 'content-length', 'transfer-encoding']) delete headers[name];
    const { method } = request;
    return fetch(toEngine ? engineUrl : request.url, { method, headers, body, redirect: 'manual' });
  },
});

beforeAll(async () => {
  engineUrl = await engine.start();
});
beforeEach(() => {
  engine.trouble = undefined;
  engine.judges = harmless;
});
afterAll(() => engine.close());

/** Sends to the next of the crowd; the last screen, who judged, and what is kept of the fraud check beside that. */
async function sends(from: number, amount: string) {
  const phone = here.phone(crowd(from));
  await phone.goes('1', local(crowd(from + 1).msisdn), amount);
  const screen = await phone.types(crowd(from).pin);
  const [row] = await here.rows<{ by: string; fraud: Record<string, unknown> | null }>(
    `select p.fraud_model "by", p.evidence -> 'fraud' fraud from tuma.payments p
       join tuma.customers c on c.account_id = p.payer
      where c.msisdn = $1 and p.channel = 'ussd'`,
    [crowd(from).msisdn],
  );
  return { screen, by: row?.by, fraud: row?.fraud };
}

test('its word is kept with the payment', async () => {
  const { screen, by, fraud } = await sends(1, '5000');
  expect(screen).toMatch(/^END [0-9A-Z]{10} Confirmed\./);
  expect(by).toBe('engine sim-3');
  expect(fraud).toMatchObject({
    ...{ status: 'answered', by: 'engine', version: 'sim-3', decision: 'approved', score: 0.1 },
    factors: [{ code: 'KNOWN_PAYEE' }],
  });
  expect(engine.authorizations).toEqual(['Bearer secret-of-the-engine']);
  expect(JSON.stringify(engine.asked)).not.toMatch(/2547\d{8}/);
});

test('what it declines is not sent', async () => {
  engine.judges = ({ id }) => ({ id, decision: 'declined', score: 0.99, factors: ['MULE'] });
  const { screen, fraud } = await sends(3, '100');
  expect(screen).toMatch(/^END .*No money was sent/s);
  expect(fraud).toMatchObject({ by: 'engine', decision: 'declined', factors: [{ code: 'MULE' }] });
  expect(await here.balance(crowd(3))).toEqual({ balance: 10_000_00n, held: 0n });
});

test('it is told of the SIM that a number is used with, by a token, where the carrier says', async () => {
  const payer = crowd(5);
  const dials = async () => {
    const phone = new CarrierPhone(here.url, 'mtn', payer);
    await phone.dial();
    for (const typed of ['1', local(crowd(6).msisdn), '100']) await phone.types(typed);
    expect((await phone.types(payer.pin)).text).toMatch(/Confirmed/);
    return engine.asked.at(-1)?.at(-1)?.device;
  };
  const device = await dials();
  expect(device).toMatch(/^[0-9a-f]{32}$/);
  expect(await dials()).toBe(device);
  expect(JSON.stringify(engine.asked)).not.toContain(imsiOf(payer.msisdn));
});

describe('where it does not answer, the backup rules do, and the payment says so', () => {
  const troubles: Trouble[] = ['hang', 'drop', 'half', 500, 302, { body: '<html>' }];

  test.each(troubles.map((trouble, i) => ({ trouble, from: 10 + 4 * i })))(
    '$trouble',
    async ({ trouble, from }) => {
      engine.trouble = trouble;
      const small = await sends(from, '600');
      expect(small.screen).toMatch(/^END [0-9A-Z]{10} Confirmed\./);
      expect(small).toMatchObject({ by: 'backup_rules 1', fraud: null });
      const large = await sends(from + 2, '5000');
      expect(large.screen).toMatch(/^END .*No money was sent/s);
      expect(large.by).toBe('backup_rules 1');
      expect(large.fraud).toMatchObject({
        ...{ by: 'backup_rules', decision: 'declined' },
        factors: [{ code: 'BACKUP_AMOUNT', why: 'more than 1000.00' }],
      });
    },
  );
});
