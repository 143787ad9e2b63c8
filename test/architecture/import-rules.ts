/**
 * The imports that each part of the four rooms may have, one rule a part. A file is under the first rule that its path fits, and may
 * import what that rule names and the files of its own part. In a pattern `*` is any name and `**` any path; behind `type `
 * only types may be imported.
 */
export interface ImportRule {
  readonly files: string;
  readonly may: readonly string[];
  readonly packages?: RegExp;
}

const zod = /^zod$/;
const node = /^(node:|pg$|zod$|miniflare$|wrangler$)/;
const worker = /^(hono|zod|cloudflare:)/;

/** The rooms of core that every other room may build on. */
const domain = [
  ...['core/*', 'core/payments/**', 'core/markets/**', 'core/parties/**', 'core/ledger/**'],
  ...['core/revenue/**', 'core/care/**', 'core/identity/**'],
];
/** The rooms of core below fraud, revenue, receipts and care, which import these and never each other. */
const foundations = [
  ...['core/*', 'core/payments/**', 'core/markets/**', 'core/parties/**', 'core/ledger/**'],
  'core/identity/**',
];
/** The files that every part of the edge may use. */
const floor = [
  ...['core/**', 'edge/clock.ts', 'edge/crypto.ts', 'edge/http/**', 'edge/telemetry/**'],
  ...['edge/objects/{rpc,retry-after-reset}.ts', 'edge/queues/messages.ts'],
];
/** The imports of code that serves a request, a queue or a timer: it knows the types of its parts, and never their builders. */
const served = [
  ...floor,
  'type edge/parts.ts',
  'type edge/env.ts',
  'type db/**',
  'type edge/gateways/*/port.ts',
];

export const importRules: readonly ImportRule[] = [
  { files: 'core/*', may: [], packages: zod },
  { files: 'core/concurrency/**', may: ['core/clock.ts'] },
  { files: 'core/payments/**', may: ['core/*'], packages: zod },
  { files: 'core/identity/**', may: ['core/*'] },
  { files: 'core/ledger/**', may: ['core/*', 'core/payments/**'] },
  { files: 'core/markets/**', may: ['core/*', 'core/payments/**', 'core/identity/**'] },
  { files: 'core/parties/**', may: ['core/*', 'core/payments/**'] },
  { files: 'core/fraud/**', may: foundations, packages: zod },
  { files: 'core/revenue/**', may: foundations, packages: zod },
  { files: 'core/receipts/**', may: foundations, packages: zod },
  { files: 'core/care/**', may: foundations, packages: zod },
  { files: 'core/pipeline/**', may: ['core/**'] },

  { files: 'ussd/screen/**', may: domain },
  { files: 'ussd/inputs/**', may: [...domain, 'ussd/screen/**'] },
  { files: 'ussd/text/**', may: [...domain, 'ussd/*', 'ussd/inputs/**', 'ussd/screen/**'] },
  { files: 'ussd/*', may: [...domain, 'ussd/inputs/**', 'ussd/text/**'] },
  { files: 'ussd/flows/**', may: [...domain, 'ussd/*', 'ussd/inputs/**', 'ussd/text/**'] },
  {
    files: 'ussd/engine/**',
    may: [...domain, 'ussd/*', 'ussd/inputs/**', 'ussd/text/**', 'ussd/screen/**'],
    packages: zod,
  },

  { files: 'db/driver/**', may: ['core/**'], packages: /^(@neondatabase\/serverless|zod)$/ },
  { files: 'db/customers/**', may: ['core/**', 'db/driver/**'], packages: zod },
  { files: 'db/delivery/**', may: ['core/**', 'db/driver/**'], packages: zod },
  { files: 'db/ledger/**', may: ['core/**', 'db/driver/**'], packages: zod },
  { files: 'db/operator/**', may: ['core/**', 'db/driver/**'], packages: zod },
  {
    files: 'db/proof/**',
    may: ['core/**', 'db/driver/**', 'db/ledger/**', 'db/seed/**'],
    packages: /^node:crypto$/,
  },
  { files: 'db/seed/**', may: ['core/**'] },
  { files: 'db/local/**', may: ['core/**', 'db/driver/**', 'type db/ledger/**'], packages: node },
  { files: 'db/**', may: ['core/**', 'db/**'], packages: /^(node:|pg$|zod$|drizzle-(orm|kit))/ },

  {
    files: 'edge/local/**',
    may: ['core/**', 'db/**', 'edge/**', 'ussd/text/index.ts'],
    packages: node,
  },
  { files: 'edge/clock.ts', may: ['core/**'] },
  { files: 'edge/crypto.ts', may: ['core/**'], packages: /^node:crypto$/ },
  {
    files: 'edge/telemetry/**',
    may: [...floor, 'type edge/parts.ts', 'type edge/env.ts', 'type db/driver/**'],
  },
  {
    files: 'edge/http/**',
    may: [...floor, 'type edge/parts.ts', 'type edge/env.ts'],
    packages: worker,
  },
  {
    files: 'edge/settings.ts',
    may: [
      ...['core/**', 'type edge/env.ts', 'edge/gateways/*/index.ts'],
      ...['edge/gateways/settings.ts', 'edge/channels/*/settings.ts', 'edge/http/**'],
    ],
    packages: zod,
  },
  { files: 'edge/env.ts', may: ['type edge/objects/rpc.ts', 'type edge/queues/messages.ts'] },
  {
    files: 'edge/gateways/**',
    may: [...floor, 'type edge/parts.ts'],
    packages: /^(africastalking|hono|zod|cloudflare:)/,
  },
  {
    files: 'edge/parts.ts',
    may: [
      ...['type core/**', 'type db/**', 'type edge/*', 'type edge/telemetry/**'],
      ...['type edge/gateways/**', 'type edge/objects/rpc.ts', 'type edge/queues/publisher.ts'],
    ],
  },
  {
    files: 'edge/system.ts',
    may: [
      ...['core/**', 'db/driver/**', 'db/customers/**', 'db/delivery/**', 'db/ledger/**'],
      ...['db/operator/**', 'db/proof/**', 'edge/*', 'edge/telemetry/**', 'edge/gateways/**'],
      ...['edge/objects/current-rule-set.ts', 'edge/queues/publisher.ts'],
    ],
  },
  { files: 'edge/channels/ussd/**', may: [...served, 'ussd/**', 'edge/jobs/**'], packages: worker },
  // Delivery reports and incoming messages come to one channel, which asks the gateway of their path to read them.
  {
    files: 'edge/channels/sms/**',
    may: [...served, 'edge/gateways/sms/{index,callbacks}.ts'],
    packages: worker,
  },
  { files: 'edge/channels/handset/**', may: served, packages: worker },
  { files: 'edge/queues/**', may: [...served, 'edge/jobs/**'], packages: worker },
  { files: 'edge/jobs/**', may: served, packages: worker },
  {
    files: 'edge/objects/**',
    may: [...served, 'ussd/**', 'edge/channels/**', 'edge/jobs/**', 'edge/system.ts'],
    packages: worker,
  },
  // desk.ts is for the operator what system.ts is for the Worker: it alone builds stores.
  {
    files: 'edge/operator/desk.ts',
    may: [
      ...['core/**', 'db/driver/**', 'db/customers/**', 'db/ledger/**', 'db/operator/**'],
      'db/proof/**',
      ...['type edge/crypto.ts', 'edge/operator/actions/refusal.ts'],
    ],
  },
  // The command line runs on an operator's machine, and opens the database there.
  {
    files: 'edge/operator/cli/**',
    may: [
      ...['core/**', 'type db/**', 'db/local/owner.ts', 'edge/operator/**'],
      ...['edge/crypto.ts', 'edge/local/{secrets,data-folder}.ts'],
    ],
    packages: node,
  },
  { files: 'edge/operator/**', may: ['core/**', 'type db/**'] },
  {
    files: 'edge/app.ts',
    may: [
      ...[...served, 'edge/system.ts', 'edge/channels/*/route.ts'],
      ...['edge/gateways/*/callbacks.ts', 'edge/gateways/*/index.ts'],
    ],
    packages: worker,
  },
  {
    files: 'edge/worker.ts',
    may: [
      ...[...served, 'edge/app.ts', 'edge/system.ts'],
      ...['edge/objects/**', 'edge/queues/**', 'edge/jobs/**'],
    ],
  },
];

/** Nothing that the Worker reaches by any number of steps, types included, is one of these. */
export const absentFromWorker = [
  ...['db/schema/**', 'db/local/**', 'db/*', 'edge/local/**', 'edge/operator/cli/**'],
];

/**
 * A folder with an index.ts is a registry: from outside only that file is imported, and these, which hold what its entries
 * have in common. To add an entry nothing else is edited.
 */
export const registries: Readonly<Record<string, readonly string[]>> = {
  'core/markets/': ['market.ts', 'local-time.ts', 'format.ts'],
  'ussd/text/': ['format.ts'],
  'edge/channels/ussd/carriers/': ['codec.ts'],
  // A vendor is a file and a row. callbacks.ts are the routes of vendors that call back; sender.ts chooses among vendors.
  'edge/gateways/': ['port.ts', 'callbacks.ts', 'sender.ts'],
  'edge/channels/ussd/effect-handlers/': ['handler.ts'],
  'core/receipts/': ['receipt.ts', 'notices.ts', 'notice-kinds.ts'],
};

/** True where the path fits a pattern of the rules. */
export function fits(path: string, pattern: string): boolean {
  const written = pattern
    .replace(/[.]/g, '\\.')
    .replace(/\{(.*?)\}/g, (_, names: string) => `(${names.replaceAll(',', '|')})`)
    .replace(/\*\*?/g, (stars) => (stars === '**' ? '.*' : '[^/]*'));
  return new RegExp(`^${written}$`).test(path);
}
