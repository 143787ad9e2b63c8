/**
 * Reads the small part of XML that carriers use: elements, attributes and text. A document with a document type, a comment,
 * CDATA or an entity beyond the five of the language is refused. Work is bounded by the size of the body.
 */

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** The text directly in the element, without its children's. */
  readonly text: string;
}

interface OpenElement extends Element {
  readonly children: Element[];
  text: string;
}

/** The maximum depth of nested elements. */
const maxDepth = 8;

const declaration = /^\s*(?:<\?xml\s[^<>]*\?>)?\s*/;
const attributes = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
/** Matches an opening tag (name, attributes, "/"), a closing tag (name), or the text up to the next tag. */
const token =
  /<([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|<\/([A-Za-z_][\w.:-]*)\s*>|([^<]+)/y;

/** Returns the root element, or undefined where the document is not the XML above. */
export function readXml(document: string): Element | undefined {
  const text = document.slice(declaration.exec(document)?.[0].length).trimEnd();
  const top: OpenElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [top];
  for (let at = 0; at < text.length; ) {
    token.lastIndex = at;
    const [whole = '', ...parts] = token.exec(text) ?? [];
    if (whole === '' || !addToken(open, parts)) return undefined;
    at += whole.length;
  }
  const [root, ...more] = top.children;
  return open.length === 1 && more.length === 0 && top.text === '' ? root : undefined;
}

/** Adds one token to the open elements. Returns false where the token is not allowed there. */
function addToken(open: OpenElement[], parts: readonly (string | undefined)[]): boolean {
  const [name, attributeText = '', empty, closed, data = ''] = parts;
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
  for (const [, key = '', double, single] of attributeText.matchAll(attributes)) {
    const value = unescaped(double ?? single ?? '');
    if (value === undefined || element.attributes.has(key)) return false;
    element.attributes.set(key, value);
  }
  within.children.push(element);
  if (empty === '') open.push(element);
  return open.length <= maxDepth;
}

/** Escapes text for elements and for attributes, where a reader would turn a line break into a space. */
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
  let isValid = true;
  const plain = text.replace(
    /&(?:#(\d{1,7});|#x([\da-fA-F]{1,6});|(lt|gt|amp|quot|apos);)?/g,
    (_, decimal?: string, hex?: string, name?: string) => {
      const char = name
        ? entities[name]
        : character(decimal ? Number(decimal) : parseInt(`${hex}`, 16));
      isValid &&= char !== undefined;
      return char ?? '';
    },
  );
  return isValid ? plain : undefined;
}

/** The character of a code point, or undefined where XML does not allow it. */
function character(code: number): string | undefined {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  const isPrintable = code >= 0x20 || code === 0x9 || code === 0xa || code === 0xd;
  return isPrintable && !isSurrogate && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
