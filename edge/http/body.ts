/** Reads a body, of a request or of an answer, with bounded work. */
import { systemClock } from '../clock.ts';
import { form, json, jsonOf, textsOf } from './fields.ts';

export type Body = { readonly text: string } | { readonly problem: 400 | 408 | 413 | 415 };

/** A body that has not come by then is given up (milliseconds): carriers hang up after as much. */
const bodyWithin = 10_000;

/** A caller that sends too much can only read the answer if the rest is taken off the wire: so many bytes of it, unread. */
const maxDiscarded = 2 * 1024 * 1024;

/**
 * The body as text, or the HTTP status of what is wrong with it: its type, its time, its size, its UTF-8. Where no type is
 * given, the text itself will tell.
 */
export async function readBody(
  message: Pick<Request, 'headers' | 'body'>,
  most: number,
  types: readonly string[],
): Promise<Body> {
  const type = message.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  try {
    const bytes = await readBytes(message.body, most);
    if (bytes === 'late') return { problem: 408 };
    if (type && !types.includes(type)) return { problem: 415 };
    if (bytes === 'long') return { problem: 413 };
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes) };
  } catch {
    return { problem: 400 };
  }
}

/** The fields of a body that is JSON or a form, whatever it says it is; undefined where it cannot be read. */
export async function readJsonOrForm(request: Request, most: number): Promise<unknown> {
  const body = await readBody(request, most, [...json, ...form]);
  if (!('text' in body)) return undefined;
  return jsonOf(body.text) ?? textsOf(new URLSearchParams(body.text));
}

/** The bytes: `long` where there are more than `most`, `late` where they have not all come in time. */
async function readBytes(
  body: Request['body'],
  most: number,
): Promise<Uint8Array | 'long' | 'late'> {
  const bytes = new Uint8Array(most);
  let size = 0;
  if (!body) return bytes.subarray(0, size);
  const reader = body.getReader();
  const timer = systemClock.after(bodyWithin);
  const late = timer.elapsed.then(() => 'late' as const);
  try {
    while (size <= maxDiscarded) {
      const next = await Promise.race([reader.read(), late]);
      if (next === 'late') return next;
      if (next.done) break;
      const chunk: Uint8Array = next.value;
      if (size + chunk.length <= most) bytes.set(chunk, size);
      size += chunk.length;
    }
    return size <= most ? bytes.subarray(0, size) : 'long';
  } finally {
    timer.cancel();
    // The rest of it is not waited for.
    reader.cancel().catch(() => {});
  }
}
