/** Answers an error in the format of RFC 9457, with a stable code. */
export function problem(status: number, code: string, title: string, headers = {}): Response {
  return Response.json(
    { type: 'about:blank', title, status, code },
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  );
}

/** Answers a path that exists and takes another method. */
export function wrongMethod(allow: string) {
  return () => problem(405, 'method_not_allowed', `This takes ${allow}.`, { allow });
}
