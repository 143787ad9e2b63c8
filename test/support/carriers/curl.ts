/** Performs the `curl` commands of a page: the few options that pages use, and no others. */
import { randomInt } from 'node:crypto';

/** The blocks of shell of a page that begin with curl, by the heading above each. */
export function curlsOf(page: string): [heading: string, command: string][] {
  const found = page.matchAll(/^## (\S+)\n\n```sh\n(curl [^\n]*)\n```/gm);
  return [...found].map(([, heading = '', command = '']) => [heading, command]);
}

/** Sends what the command sends, to `url` in place of the address that the page names. */
export async function performed(command: string, url: string): Promise<Response> {
  const [, ...words] = wordsOf(command);
  const headers = new Headers();
  const data: string[] = [];
  let [method, target, inQuery] = ['', '', false];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const value = () => words.shift() ?? '';
    if (word === '-G') inQuery = true;
    else if (word === '-X') method = value();
    else if (word === '-d') data.push(value());
    else if (word === '--data-urlencode') data.push(encoded(value()));
    else if (word === '-H') headers.append(...headerOf(value()));
    else if (word.startsWith('-')) throw new Error(`curl ${word} is not performed here`);
    else target = word;
  }
  const { pathname } = new URL(target);
  const body = data.join('&');
  if (inQuery) return fetch(`${url}${pathname}?${body}`);
  const hasType = headers.has('content-type');
  if (!hasType && body) headers.set('content-type', 'application/x-www-form-urlencoded');
  return fetch(`${url}${pathname}`, {
    ...{ method: method || (body ? 'POST' : 'GET'), headers },
    ...(body && { body }),
  });
}

/** The words that a shell makes of a line: quotes are taken off, and $RANDOM is a number. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  const parts = /\s+|'([^']*)'|"([^"]*)"|[^\s'"]+/g;
  let word: string | undefined;
  for (const [part, single, double] of line.matchAll(parts)) {
    if (/^\s/.test(part)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    word = (word ?? '') + (single ?? withRandom(double ?? part));
  }
  return word === undefined ? words : [...words, word];
}

function withRandom(text: string): string {
  return text.replaceAll('$RANDOM', () => String(randomInt(32_768)));
}

function encoded(field: string): string {
  const [name = '', ...value] = field.split('=');
  return `${name}=${encodeURIComponent(value.join('='))}`;
}

function headerOf(line: string): [name: string, value: string] {
  const [name = '', ...value] = line.split(':');
  return [name.trim(), value.join(':').trim()];
}
