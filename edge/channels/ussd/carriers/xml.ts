/**
 * The little XML that carriers speak: elements, attributes and text. No document types, no entities but the five of
 * the language, no comments and no CDATA: what has them is not read. Work is bounded by the size of the body.
 */

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** The text directly in it. */
  readonly text: string;
}

interface OpenElement extends Element {
  readonly children: Element[];
  text: string;
}

const deepest = 8;

const declaration = /^\s*(?:<\?xml\s[^<>]*\?>)?\s*/;
const attributes = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
/** One tag that opens (name, attributes, "/"), one that closes (name), or the text up to the next. */
const token =
  /<([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|<\/([A-Za-z_][\w.:-]*)\s*>|([^<]+)/y;

/** The root element, or undefined where this is not the XML above. */
export function readXml(document: string): Element | undefined {
  const text = document.slice(declaration.exec(document)?.[0].length).trimEnd();
  const top: OpenElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [top];
  for (let at = 0; at < text.length; ) {
    token.lastIndex = at;
    const [whole = '', ...parts] = token.exec(text) ?? [];
    if (whole === '' || !take(open, parts)) return undefined;
    at += whole.length;
  }
  const [root, ...more] = top.children;
  return open.length === 1 && more.length === 0 && top.text === '' ? root : undefined;
}

/** Adds one token to the elements that are open; false where it cannot stand there. */
function take(open: OpenElement[], parts: readonly (string | undefined)[]): boolean {
  const [name, written = '', empty, closed, data = ''] = parts;
  const within = open.at(-1);
  if (!within) return false;
  if (closed !== undefined) {
    open.pop();
    return closed === within.name;
  }
  if (name === undefined) {
    const text = unescaped(data);
    within.text += text ?? '';
    return text !== undefined;
  }
  const element = { name, attributes: new Map<string, string>(), children: [], text: '' };
  for (const [, key = '', double, single] of written.matchAll(attributes)) {
    const value = unescaped(double ?? single ?? '');
    if (value === undefined || element.attributes.has(key)) return false;
    element.attributes.set(key, value);
  }
  within.children.push(element);
  if (empty === '') open.push(element);
  return open.length <= deepest;
}

/** For text and for attributes, where a line break would be read as a space. */
export function escaped(text: string): string {
  return text.replace(/[<>&"'\n\r\t]/g, (char) => `&#${char.charCodeAt(0)};`);
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

function unescaped(text: string): string | undefined {
  let known = true;
  const plain = text.replace(
    /&(?:#(\d{1,7});|#x([\da-fA-F]{1,6});|(lt|gt|amp|quot|apos);)?/g,
    (_, decimal?: string, hex?: string, name?: string) => {
      const char = name
        ? entities[name]
        : character(decimal ? Number(decimal) : parseInt(`${hex}`, 16));
      known &&= char !== undefined;
      return char ?? '';
    },
  );
  return known ? plain : undefined;
}

/** Of a code point that may stand in a document. */
function character(code: number): string | undefined {
  const lone = code >= 0xd800 && code <= 0xdfff;
  const written = code >= 0x20 || code === 0x9 || code === 0xa || code === 0xd;
  return written && !lone && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
