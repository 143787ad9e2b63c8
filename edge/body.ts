/** Reads a request's form with bounded work. */

export type Body = { readonly text: string } | { readonly problem: 400 | 413 | 415 };

/** The body as text, or the HTTP status of what is wrong with it: its type, its size, its UTF-8. */
export async function readBody(request: Request, most: number): Promise<Body> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return { problem: 415 };
  if (Number(request.headers.get('content-length') ?? 0) > most) return { problem: 413 };

  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  let text = '';
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > most) return { problem: 413 };
      text += decoder.decode(chunk, { stream: true });
    }
    return { text: text + decoder.decode() };
  } catch {
    return { problem: 400 };
  }
}
