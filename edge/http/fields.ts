/** Reads the fields of a body: of a form, each once, or of JSON. */
import { z } from 'zod';

export const form = ['application/x-www-form-urlencoded'];
export const json = ['application/json'];
export const xml = ['text/xml', 'application/xml'];

/** The fields of a query or a form, each once; undefined where one is missing, repeated or not what it should be. */
export function readFields<T extends z.ZodObject>(
  schema: T,
  fields: URLSearchParams,
): z.infer<T> | undefined {
  const repeated = Object.keys(schema.shape).some((name) => fields.getAll(name).length > 1);
  // Bytes behind percent signs that were no UTF-8 have become U+FFFD.
  if (repeated || [...fields.values()].some((value) => value.includes('\uFFFD'))) return undefined;
  return schema.safeParse(Object.fromEntries(fields)).data;
}

export function readJson<T extends z.ZodType>(schema: T, body: string): z.infer<T> | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
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
