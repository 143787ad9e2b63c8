/** Where a source can be wrong in one place: its mutants, placed by its syntax tree. */
import { parseAst } from 'vitest/node';

/** The source with one place changed. */
export interface Mutant {
  readonly line: number;
  /** The lines that the change touches, before and after it, in one. */
  readonly was: string;
  readonly becomes: string;
  /** The whole source. */
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

/** What stands instead of a range of the source. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

export function mutantsOf(text: string): Mutant[] {
  const program = parse(text);
  return changesIn(program, text)
    .toSorted((a, b) => a.start - b.start)
    .map((change) => mutant(text, change));
}

function parse(text: string): Node {
  return parseAst(text, { lang: 'ts' }) as unknown as Node;
}

function mutant(text: string, { start, end, by }: Change): Mutant {
  const from = text.lastIndexOf('\n', start) + 1;
  const to = `${text}\n`.indexOf('\n', end);
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const inOne = (lines: string) => lines.trim().replace(/\s+/g, ' ');
  const mutated = before + by + after;
  parse(mutated);
  return {
    line: before.split('\n').length,
    was: inOne(text.slice(from, to)),
    becomes: inOne(before.slice(from) + by + text.slice(end, to)),
    text: mutated,
  };
}

/** Types are not mutated: they are gone when the code runs. */
const casts = ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'];

function changesIn(node: Node, text: string): Change[] {
  if (node.type === 'ImportDeclaration') return [];
  if (node.type.startsWith('TS') && !casts.includes(node.type)) return [];
  const own = changes[node.type]?.(node, text) ?? [];
  return [...own, ...partsOf(node).flatMap((part) => changesIn(part, text))];
}

function partsOf(node: Node): Node[] {
  return Object.entries(node)
    .filter(([name]) => name !== 'key' || node.computed)
    .flatMap(([, part]) => part)
    .filter(isNode);
}

function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && 'type' in part && 'start' in part;
}

const operators: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '??=': ['='],
};

const functions: Readonly<Record<string, string>> = {
  'Math.min': 'Math.max',
  'Math.max': 'Math.min',
  'Math.floor': 'Math.ceil',
  'Math.round': 'Math.floor',
};

/** How a node of each type may be wrong. */
const changes: Readonly<Record<string, (node: Node, text: string) => Change[]>> = {
  BinaryExpression: operatorsOf,
  LogicalExpression: operatorsOf,
  AssignmentExpression: operatorsOf,
  UnaryExpression: ({ start, argument, operator }) =>
    operator === '!' || operator === '-' ? [{ start, end: (argument as Node).start, by: '' }] : [],
  ConditionalExpression: ({ test }, text) => [negated(test as Node, text)],
  IfStatement: ({ test }) => ['true', 'false'].map((by) => instead(test as Node, by)),
  Literal: literals,
  TemplateLiteral: (node) => [instead(node, "''")],
  MemberExpression(node, text) {
    const by = functions[text.slice(node.start, node.end)];
    return by ? [instead(node, by)] : [];
  },
  BlockStatement: ({ body }) => removed(body as Node[]),
  SwitchCase: ({ consequent }) => removed(consequent as Node[]),
};

function operatorsOf({ operator, left, right }: Node, text: string): Change[] {
  const after = (left as Node).end;
  const start = after + text.slice(after, (right as Node).start).indexOf(String(operator));
  const end = start + String(operator).length;
  return (operators[String(operator)] ?? []).map((by) => ({ start, end, by }));
}

function literals(node: Node): Change[] {
  const { value, raw } = node;
  if (typeof value === 'boolean') return [instead(node, String(!value))];
  if (typeof value === 'string') return [instead(node, value === '' ? "'x'" : "''")];
  if (typeof value === 'bigint') {
    return [value + 1n, value - 1n].map((by) => instead(node, `(${by}n)`));
  }
  if (typeof value === 'number') {
    return [value + 1, value - 1].map((by) => instead(node, `(${by})`));
  }
  return 'regex' in node ? anchors(node, String(raw)) : [];
}

/** A pattern that no longer holds the beginning, or the end. */
function anchors(node: Node, raw: string): Change[] {
  return [raw.replace('/^', '/'), raw.replace('$/', '/')]
    .filter((by) => by !== raw)
    .map((by) => instead(node, by));
}

function negated(test: Node, text: string): Change {
  return instead(test, `!(${text.slice(test.start, test.end)})`);
}

/** What does one thing and is not there. A body that is not run is another mutant, of its `if`. */
function removed(statements: readonly Node[]): Change[] {
  const removable = ['ExpressionStatement', 'ReturnStatement', 'ThrowStatement'];
  return statements
    .filter(({ type }) => removable.includes(type))
    .map((statement) => instead(statement, ';'));
}

function instead({ start, end }: Node, by: string): Change {
  return { start, end, by };
}
