/** Reads the fields of a message: of a query or a form, each once, or of JSON. */
import { z } from 'zod';

export const form = ['application/x-www-form-urlencoded'];
export const json = ['application/json'];
export const xml = ['text/xml', 'application/xml'];

/** What is wrong with a message: the names of its fields, as "phoneNumber missing". It holds no value of the message. */
export interface Unreadable {
  readonly unreadable: readonly string[];
}

/** The fields that a schema describes, or what is wrong with them. */
export function read<T extends z.ZodType>(schema: T, fields: unknown): z.infer<T> | Unreadable {
  const { success, data, error } = schema.safeParse(fields);
  return success ? data : { unreadable: complaints(error, fields) };
}

/**
 * The texts of a query or a form by their names. A name that came more than once has a list, and so has a text that was no
 * UTF-8 behind its percent signs: no field takes a list.
 */
export function textsOf(fields: URLSearchParams): Record<string, string | readonly string[]> {
  const texts = new Map<string, string | readonly string[]>();
  for (const [name, text] of fields) {
    texts.set(name, texts.has(name) || text.includes('\uFFFD') ? [text] : text);
  }
  return Object.fromEntries(texts);
}

/** The value that a JSON text holds; undefined where it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A setting that is JSON in one text. */
export function jsonSetting<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** A person reads no more than this many. */
const maxComplaints = 8;

function complaints({ issues }: z.ZodError, fields: unknown): string[] {
  if (typeof fields !== 'object' || fields === null) return ['body unreadable'];
  const all = issues.map(({ path }) => {
    if (path.length === 0) return 'body unreadable';
    const value = path.reduce<unknown>((within, name) => Object(within)[name], fields);
    const what = value === undefined || value === null || value === '' ? 'missing' : 'wrong';
    return `${path.join('.')} ${what}`;
  });
  return [...new Set(all)].slice(0, maxComplaints);
}
