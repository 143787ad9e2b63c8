/** Commands that open, change, close and list agents, billers and tills. */
import type { Language } from '../../../core/language.ts';
import { formatDigits } from '../../../core/money.ts';
import { parseMsisdn } from '../../../core/msisdn.ts';
import {
  type AccountNumbers,
  type BusinessKind,
  businessKinds,
  parseBusinessCode,
  readBusinessName,
} from '../../../core/parties/business.ts';
import type { ListedBusiness } from '../../../db/operator/businesses.ts';
import { changeAccount, findAccount } from '../actions/accounts.ts';
import {
  changeBusiness,
  findBusiness,
  listBusinesses,
  openBusiness,
} from '../actions/businesses.ts';
import type { Desk } from '../desk.ts';
import { parseYesNo } from './arguments.ts';
import { type Arguments, type Command, UsageError } from './command.ts';
import { once } from './once.ts';
import { labelled, table } from './table.ts';

/** Lines of one page. */
const pageLength = 50;

export const businessCommands: readonly Command[] = [
  {
    usage:
      'business open KIND --name NAME --msisdn MSISDN --reason TEXT --by NAME [--code CODE] [--language LANGUAGE] [--digits NUMBER] [--luhn yes] [--id UUID]',
    summary:
      'the account of an agent, a biller or a till, with a free code where none is named; its receipts go to the number',
    run: open,
  },
  {
    usage:
      'business change CODE --reason TEXT --by NAME [--name NAME] [--msisdn MSISDN] [--language LANGUAGE] [--digits NUMBER] [--luhn yes] [--id UUID]',
    summary: 'another name, phone, language, or rule for account numbers (--digits any: no rule)',
    run: change,
  },
  {
    usage: 'business close CODE --reason TEXT --by NAME [--anyway yes]',
    summary: 'nobody pays it any more; it must be empty, and its code is given to nobody else',
    run: close,
  },
  { usage: 'business show CODE', summary: 'all that is known of it', run: show },
  {
    usage: 'business list [--kind KIND] [--after CODE]',
    summary: 'those of a kind, or all, by their codes; --after is the next page',
    run: list,
  },
];

async function open(desk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const { by = '', reason = '', name = '', msisdn = '' } = options;
  const kind = parseKind(positionals[0] ?? '');
  const business = {
    kind,
    code: options.code === undefined ? undefined : parseCode(options.code),
    name: parseName(name),
    msisdn: parsePhone(desk, msisdn),
    language: parseLanguage(desk, options.language) ?? desk.market.languages[0] ?? 'en',
    accounts: parseRule(options) ?? null,
  };
  if (business.accounts && kind !== 'biller') {
    throw new UsageError('only a biller has a rule for account numbers');
  }
  const { code, opened } = await once(desk, options.id, (id) =>
    openBusiness(desk, business, { by, reason }, id),
  );
  return [`${kind} ${code} ${business.name} is open${opened ? '' : ' already, by this id'}`];
}

async function change(desk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const { by = '', reason = '', name, msisdn } = options;
  const code = parseCode(positionals[0] ?? '');
  const accounts = parseRule(options);
  const language = parseLanguage(desk, options.language);
  const details = {
    ...(name !== undefined && { name: parseName(name) }),
    ...(msisdn !== undefined && { msisdn: parsePhone(desk, msisdn) }),
    ...(language && { language }),
    ...(accounts !== undefined && { accounts }),
  };
  if (Object.keys(details).length === 0) throw new UsageError('say what is to be changed');
  if (accounts && (await findBusiness(desk, code)).kind !== 'biller') {
    throw new UsageError('only a biller has a rule for account numbers');
  }
  const changed = await once(desk, options.id, (id) =>
    changeBusiness(desk, code, details, { by, reason }, id),
  );
  return [`${code} ${changed}`];
}

async function close(desk: Desk, { positionals, options }: Arguments): Promise<string[]> {
  const { by = '', reason = '' } = options;
  const { code, kind, name } = await findBusiness(desk, parseCode(positionals[0] ?? ''));
  const anyway = parseYesNo('anyway', options.anyway) ?? false;
  await changeAccount(await findAccount(desk, code), 'close', { by, reason, anyway });
  return [`${kind} ${code} ${name} is closed`];
}

async function show(desk: Desk, { positionals }: Arguments): Promise<string[]> {
  const found = await findBusiness(desk, parseCode(positionals[0] ?? ''));
  const { code, kind, name, msisdn, language, currency, status, balance, held } = found;
  return labelled([
    ['business', `${code} ${name}, ${kind}, ${status}`],
    ['receipts to', `${msisdn}, in ${language}`],
    ...(kind === 'biller' ? [['account numbers', ruleOf(found)] as const] : []),
    ['balance', `${formatDigits(balance)} ${currency}`],
    ['held', formatDigits(held)],
  ]);
}

async function list(desk: Desk, { options }: Arguments): Promise<string[]> {
  const kind = options.kind === undefined ? undefined : parseKind(options.kind);
  const after = options.after === undefined ? undefined : parseCode(options.after);
  const found = await listBusinesses(desk, { kind, after, limit: pageLength });
  const last = found.at(-1);
  if (!last) return ['no business'];
  return [
    ...table(
      ['CODE', 'KIND', 'NAME', 'STATUS', 'RECEIPTS TO', '>BALANCE', 'CURRENCY'],
      found.map(({ code, kind: its, name, status, msisdn, balance, currency }) => [
        ...[code, its, name, status, msisdn, formatDigits(balance), currency],
      ]),
    ),
    ...(found.length === pageLength ? [`more: --after ${last.code}`] : []),
  ];
}

function ruleOf({ accounts }: ListedBusiness): string {
  if (!accounts) return 'any';
  return `${accounts.digits} digits${accounts.luhn ? ', the last a Luhn check digit' : ''}`;
}

function parseKind(typed: string): BusinessKind {
  const kind = businessKinds.find((known) => known === typed.toLowerCase());
  if (!kind) throw new UsageError(`${typed} is none of ${businessKinds.join(', ')}`);
  return kind;
}

function parseCode(typed: string): string {
  const code = parseBusinessCode(typed);
  if (!code) throw new UsageError(`${typed} is no code: five to seven digits`);
  return code;
}

function parseName(typed: string): string {
  const name = readBusinessName(typed);
  if (name === undefined) {
    throw new UsageError(`${typed} is no name: 2 to 40 letters, digits and & . , ' ( ) / + -`);
  }
  return name;
}

function parsePhone({ market }: Desk, typed: string) {
  const msisdn = parseMsisdn(typed, market.numbers);
  if (!msisdn) throw new UsageError(`${typed} is no mobile number of ${market.code}`);
  return msisdn;
}

function parseLanguage({ market }: Desk, typed: string | undefined): Language | undefined {
  if (typed === undefined) return undefined;
  const language = market.languages.find((known) => known === typed);
  if (!language) throw new UsageError(`${typed} is none of ${market.languages.join(', ')}`);
  return language;
}

/** The most digits that a receipt has room for. */
const maxDigits = 20;

/** A rule for account numbers; null takes the rule away, undefined says nothing. */
function parseRule({ digits, luhn }: Arguments['options']): AccountNumbers | null | undefined {
  const isLuhn = parseYesNo('luhn', luhn);
  if (digits === undefined) {
    if (isLuhn !== undefined) throw new UsageError('--luhn needs --digits');
    return undefined;
  }
  if (digits === 'any') return null;
  const number = /^\d{1,2}$/.test(digits) ? Number(digits) : 0;
  if (number < 2 || number > maxDigits) {
    throw new UsageError(`--digits ${digits} is neither any nor a number from 2 to ${maxDigits}`);
  }
  return { digits: number, luhn: isLuhn ?? false };
}
