/**
 * Replaces comments, and on request strings, by spaces. Every other character stays in its place, so that an offset or a
 * line of the result is the same in the source. A regular expression counts as a string; the code inside `${…}` stays.
 */
export function blank(source: string, what: 'comments' | 'comments and strings'): string {
  const isStringBlanked = what === 'comments and strings';
  const out = [...source];
  let at = 0;
  let before = '';

  const hide = (end: number, isHidden: boolean) => {
    for (; at < end; at += 1) if (isHidden && source[at] !== '\n') out[at] = ' ';
  };
  const template = () => {
    hide(at + 1, isStringBlanked);
    while (at < source.length && source[at] !== '`') {
      if (source.startsWith('${', at)) {
        at += 2;
        code('}');
        at += 1;
      } else hide(at + (source[at] === '\\' ? 2 : 1), isStringBlanked);
    }
    hide(at + 1, isStringBlanked);
  };
  const code = (end: string) => {
    for (let depth = 0; at < source.length; ) {
      const char = source[at] ?? '';
      if (char === end && depth === 0) return;
      const literal = literalAt(source, at, before);
      if (literal) hide(at + literal.length, literal.isComment || isStringBlanked);
      else if (char === '`') template();
      else at += 1;
      if (char === '{') depth += 1;
      if (char === '}') depth -= 1;
      if (!literal?.isComment && /\S/.test(char)) before = lastWord(source, at);
    }
  };
  code('');
  return out.join('');
}

/** The comment, string or regular expression that begins at this offset. `before` is the code in front of it. */
function literalAt(source: string, at: number, before: string) {
  const of = (pattern: RegExp, isComment = false) => {
    pattern.lastIndex = at;
    const length = pattern.exec(source)?.[0].length;
    return length === undefined ? undefined : { length, isComment };
  };
  const comment = of(/\/\*[\s\S]*?\*\/|\/\/.*/y, true);
  if (comment) return comment;
  const string = of(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y);
  if (string) return string;
  // After a value, a slash divides.
  const isValue = /[\w$)\]}]$/.test(before) && !/^(return|typeof|case|in|of)$/.test(before);
  return isValue ? undefined : of(/\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y);
}

/** The word or the sign that ends in front of this offset. */
function lastWord(source: string, end: number): string {
  return /[\w$]+$|.$/.exec(source.slice(Math.max(0, end - 20), end))?.[0] ?? '';
}
