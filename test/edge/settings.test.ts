/**
 * The table of settings in edge/README.md is made of the schema and its doc comments, so that it cannot say otherwise. To
 * write it anew: UPDATE=1 npx vitest run --project node test/edge/settings
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { airtimeVendors } from '../../edge/gateways/airtime/index.ts';
import { fraudSettings } from '../../edge/gateways/fraud/index.ts';
import { simSwapVendors } from '../../edge/gateways/sim-swap/index.ts';
import { smsVendors } from '../../edge/gateways/sms/index.ts';
import { readSettings, settings } from '../../edge/settings.ts';

const edge = join(import.meta.dirname, '../../edge');
const page = join(edge, 'README.md');

const begin = '<!-- Written by `UPDATE=1 npx vitest run --project node test/edge/settings`. -->';
const end = '<!-- End of the settings. -->';

test('the README has a row for each setting, and each setting says what it is for', () => {
  const [before, , after] = readFileSync(page, 'utf8').split(new RegExp(`(?:${begin}|${end})`));
  if (after === undefined) throw new Error('the README has no place for the settings');
  const wanted = `${before}${begin}\n\n${table()}\n\n${end}${after}`;
  if (process.env.UPDATE) writeFileSync(page, wanted);
  expect(readFileSync(page, 'utf8')).toBe(wanted);
});

test('screens that are too narrow for a language of the market are refused', () => {
  const secret = 's'.repeat(32);
  const env = (MARKET: string, carrier: object) => ({
    ...{ MARKET, PARTITIONS: '1', TOKEN_KEY: secret, PIN_KEY: secret, STORAGE_KEYS: secret },
    ...{ DATABASE_URL: 'postgres://tuma_app@127.0.0.1/postgres', SMS_GATEWAY: 'handset' },
    ...{ CARRIERS: JSON.stringify({ arkesel: { token: 't', ...carrier } }) },
  });
  const narrow = { budgets: { '63907': 100 } };
  expect(readSettings(env('KE', narrow)).MARKET).toBe('KE');
  expect(readSettings(env('EG', {})).MARKET).toBe('EG');
  expect(() => readSettings(env('EG', narrow))).toThrow(
    /CARRIERS\.arkesel: a screen in the languages of EG needs a budget of 140 or more/,
  );
});

describe('the tokens of callbacks', () => {
  const [turns, sms, airtime, insights] = [
    ...['6d0f8a1be2734c95b8e1f2a3c4d50671', '0b9e7f3ad5284c61a7f2e3d4c5b60918'],
    ...['f1e2d3c4b5a69788796a5b4c3d2e1f09', '9a8b7c6d5e4f30211203f4e5d6c7b8a9'],
  ];
  const key = 's'.repeat(32);
  const read = (carriers: object, gateways: object, also: object = {}) =>
    readSettings({
      ...{ MARKET: 'KE', PARTITIONS: '1', TOKEN_KEY: key, PIN_KEY: key, STORAGE_KEYS: key },
      ...{ DATABASE_URL: 'postgres://tuma_app:p@ep-x.eu-central-1.aws.neon.tech/db' },
      ...{
        SMS_GATEWAY: 'africastalking',
        AFRICASTALKING_USERNAME: 'u',
        AFRICASTALKING_API_KEY: 'k',
      },
      ...{ CARRIERS: JSON.stringify(carriers), GATEWAYS: JSON.stringify(gateways) },
      ...also,
    });
  const own = {
    africastalking: {
      sms: { token: sms },
      airtime: { token: airtime },
      insights: { token: insights },
    },
  };

  test('are one for turns and one for each kind of callback', () => {
    const { gateways } = read({ africastalking: { token: turns } }, own);
    expect(gateways.isLocal).toBe(false);
    expect(gateways.callbacks.africastalking).toEqual(own.africastalking);
    expect(gateways.callbacks.infobip).toEqual({});
  });

  test.each<[what: string, carriers: object, gateways: object, sentence: RegExp]>([
    [
      'a short one',
      { africastalking: { token: 'demo' } },
      own,
      /CARRIERS\.africastalking\.token: has less/,
    ],
    [
      'a short one from before',
      { africastalking: { token: turns, previousToken: 'demo' } },
      own,
      /CARRIERS\.africastalking\.previousToken: has less than 128 bits/,
    ],
    [
      'a short one for messages',
      { africastalking: { token: turns } },
      { africastalking: { sms: { token: 'demo' } } },
      /GATEWAYS\.africastalking\.sms\.token: has less than 128 bits/,
    ],
    [
      'one for turns and for messages',
      { africastalking: { token: turns } },
      { africastalking: { sms: { token: turns } } },
      /GATEWAYS\.africastalking\.sms\.token: is the token of another caller too/,
    ],
    [
      'one for two carriers',
      { africastalking: { token: turns }, airtel: { token: turns } },
      own,
      /CARRIERS\.airtel\.token: is the token of another caller too/,
    ],
    [
      'one for all kinds of callbacks',
      { africastalking: { token: turns } },
      { africastalking: { token: sms } },
      /GATEWAYS\.africastalking\.token: is one for all callbacks/,
    ],
    [
      'one for callbacks that a vendor does not have',
      { africastalking: { token: turns } },
      { infobip: { airtime: { token: airtime } } },
      /GATEWAYS\.infobip\.airtime: has no effect, because infobip has no such callbacks/,
    ],
  ])('are refused with %s', (_, carriers, gateways, sentence) => {
    expect(() => read(carriers, gateways)).toThrow(sentence);
  });

  test.each<[what: string, also: object]>([
    ['whose phones are simulated', { SMS_GATEWAY: 'handset' }],
    [
      'whose database is on the same machine',
      { DATABASE_URL: 'postgres://tuma_app@127.0.0.1:5/db' },
    ],
  ])('may be short on a system %s', (_, also) => {
    const short = { africastalking: { token: 'demo' } };
    const { gateways } = read(short, short, also);
    expect(gateways).toMatchObject({ isLocal: true });
    expect(gateways.callbacks.africastalking).toEqual({
      ...{ sms: { token: 'demo' }, airtime: { token: 'demo' }, insights: { token: 'demo' } },
    });
  });
});

test('the key of what objects store may be two, the new one first, each of a key’s length', () => {
  const [one, two] = ['a'.repeat(32), 'b'.repeat(32)];
  const read = (STORAGE_KEYS: string) =>
    readSettings({
      ...{ MARKET: 'KE', PARTITIONS: '1', TOKEN_KEY: one, PIN_KEY: one, STORAGE_KEYS },
      ...{ DATABASE_URL: 'postgres://tuma_app@127.0.0.1/postgres', SMS_GATEWAY: 'handset' },
      CARRIERS: '{}',
    }).STORAGE_KEYS;
  expect(read(one)).toEqual([one]);
  expect(read(`${two}, ${one}`)).toEqual([two, one]);
  for (const wrong of ['', 'short', `${one},short`, `${one},${two},${one}`]) {
    expect(() => read(wrong), wrong).toThrow(/STORAGE_KEYS/);
  }
});

/** What JSON Schema says of one setting, as far as ours say it. */
interface Accepted {
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly default?: unknown;
}

/** One setting: how the schema takes it, and which vendor needs it, if not every system does. */
interface Row {
  readonly name: string;
  readonly accepted: Accepted;
  readonly isRequired: boolean;
  readonly vendor?: string;
}

function table(): string {
  const comments = docComments();
  const rows = [...rowsOf(settings), ...vendorRows(), ...rowsOf(fraudSettings)].map((row) => {
    const comment = comments.get(row.name);
    if (!comment) throw new Error(`${row.name} has no doc comment in the schema`);
    return [`\`${row.name}\``, valuesOf(row.accepted), withoutIt(row), comment];
  });
  return [['setting', 'values', 'default', 'what it does'], Array(4).fill('---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** A setting that several parts of the schema read has one row. */
function rowsOf(schema: z.ZodType, vendor?: string): Row[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const parts = [json, ...(json.allOf ?? [])] as (typeof json)[];
  const rows = parts.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([name, property]) => ({
      ...{ name, accepted: property as Accepted, isRequired: required.includes(name) },
      ...(vendor !== undefined && { vendor }),
    })),
  );
  return [...new Map(rows.toReversed().map((row) => [row.name, row])).values()].toReversed();
}

/** What each vendor of a gateway needs, once for all kinds of gateway that it has. */
function vendorRows(): Row[] {
  const all = [smsVendors, airtimeVendors, simSwapVendors].flatMap((registry) =>
    Object.entries(registry).flatMap(([name, { settings: own }]) => rowsOf(own, name)),
  );
  return [...new Map(all.toReversed().map((row) => [row.name, row])).values()].toReversed();
}

function withoutIt({ accepted, isRequired, vendor }: Row): string {
  if (!isRequired) return String(accepted.default ?? '–');
  return vendor === undefined ? 'required' : `required with \`${vendor}\``;
}

function valuesOf(accepted: Accepted): string {
  const { format, minimum, maximum, minLength } = accepted;
  if (accepted.enum) return accepted.enum.map((value) => `\`${value}\``).join(' ');
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (format === 'uri') return 'URL';
  return minLength === undefined ? 'text' : `at least ${minLength} characters`;
}

/** The doc comment of each setting, by its name; a gateway's settings are in the gateway's own file. */
function docComments(): Map<string, string> {
  const names = readdirSync(edge, { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => name.endsWith('.ts'));
  const commented = /\/\*\*((?:(?!\*\/).)*)\*\/\s*([A-Z][A-Z\d_]+):/gs;
  const found = sources.flatMap((name) => [
    ...readFileSync(join(edge, name), 'utf8').matchAll(commented),
  ]);
  return new Map(
    found.map(([, comment = '', name = '']) => [name, comment.replace(/\s*\n\s*\*/g, '').trim()]),
  );
}
