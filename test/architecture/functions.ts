/**
 * The functions of a file and how long they are, found by their brackets. This needs no parser: TypeScript 7 has no
 * interface for JavaScript, and a function begins behind `)` or `=>` wherever it is written.
 */
import { lineAt, type Source } from './source.ts';

export interface FunctionLength {
  readonly name: string;
  /** Where it begins; the first line is 1. */
  readonly line: number;
  /** From its head to its last bracket. */
  readonly lines: number;
}

export function functionsOf({ code }: Pick<Source, 'code'>): FunctionLength[] {
  const closing = bracketsOf(code);
  const heads = [...code.matchAll(/\(|=>/g)].flatMap(({ 0: sign, index }) => {
    const start = sign === '(' ? bodyBehind(code, closing, index) : arrowBody(code, index);
    const end = start === undefined ? undefined : closing.get(start);
    return end === undefined ? [] : [{ index, end }];
  });
  return heads.map(({ index, end }) => {
    const line = lineAt(code, index);
    return { name: nameAt(code, index), line, lines: lineAt(code, end) - line + 1 };
  });
}

/** Where each bracket is closed. */
function bracketsOf(code: string): Map<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: sign, index } of code.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(sign)) open.push(index);
    else closing.set(open.pop() ?? -1, index);
  }
  return closing;
}

const statements = /\b(if|for|while|switch|catch|with)\s*$/;

/** Where the body begins behind these parameters, if they are parameters: `) {` or `): Type {`. */
function bodyBehind(code: string, closing: ReadonlyMap<number, number>, open: number) {
  if (statements.test(code.slice(Math.max(0, open - 20), open))) return undefined;
  const at = nextSign(code, (closing.get(open) ?? code.length) + 1);
  if (code[at] === ':') return bodyBehindType(code, closing, at);
  return code[at] === '{' ? at : undefined;
}

/** A brace is a part of the type where the type cannot end in front of it; the first other one opens the body. */
function bodyBehindType(code: string, closing: ReadonlyMap<number, number>, colon: number) {
  let before = ':';
  let angles = 0;
  for (let at = nextSign(code, colon + 1); at < code.length; at = nextSign(code, at + 1)) {
    const isArrow = code.startsWith('=>', at);
    const sign = isArrow ? '=>' : (code[at] ?? '');
    if (sign === '{' && angles === 0 && !/[:|&]|=>/.test(before)) return at;
    if (angles === 0 && /^[;,)\]}=]$/.test(sign)) return undefined;
    if (sign === '<') angles += 1;
    if (sign === '>') angles -= 1;
    if (isArrow) at += 1;
    if (/[{([]/.test(sign)) at = closing.get(at) ?? code.length;
    before = sign;
  }
  return undefined;
}

/** The brackets behind `=>`: a body, or a long expression. */
function arrowBody(code: string, arrow: number): number | undefined {
  const at = nextSign(code, arrow + 2);
  return /[{([]/.test(code[at] ?? '') ? at : undefined;
}

function nextSign(code: string, from: number): number {
  const found = code.slice(from).search(/\S/);
  return found === -1 ? code.length : from + found;
}

/** The word in front of the parameters; of an arrow, the first of its line that is no keyword. */
function nameAt(code: string, index: number): string {
  const line = code.slice(code.lastIndexOf('\n', index) + 1, index);
  const pattern = code.startsWith('=>', index)
    ? /(?!(?:export|const|let|readonly|return)\b)\b[\w$]+/
    : /[\w$#]+(?=\s*(?:<[^()]*>)?\s*$)/;
  return pattern.exec(line)?.[0] ?? '';
}
