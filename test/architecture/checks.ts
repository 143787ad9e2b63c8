/** The architecture's checks, of sources that are given: each returns its offences as "file:line what is wrong". */
import { posix } from 'node:path';
import { functionsOf } from './functions.ts';
import { fits, type ImportRule } from './import-rules.ts';
import { type Import, lineAt, type Source } from './source.ts';

/** Imports that the rules do not allow, and files that no rule is for. */
export function forbiddenImports(
  sources: readonly Source[],
  rules: readonly ImportRule[],
): string[] {
  return sources.flatMap(({ path, imports }) => {
    const rule = rules.find(({ files }) => fits(path, files));
    if (!rule)
      return [`${path}:1 is in no part of the rooms: the import rules have no line for it`];
    return imports
      .filter((entry) => !isAllowed(entry, rule))
      .map(({ name, isType, line }) => {
        return `${path}:${line} imports ${isType ? 'a type of ' : ''}${name} (rule ${rule.files})`;
      });
  });
}

function isAllowed(
  { name, isFile, isType }: Import,
  { files, may, packages }: ImportRule,
): boolean {
  if (!isFile) return packages?.test(name) ?? false;
  return [files, ...may].some((pattern) =>
    pattern.startsWith('type ') ? isType && fits(name, pattern.slice(5)) : fits(name, pattern),
  );
}

/** Rules that are for no file any more. */
export function idleRules(sources: readonly Source[], rules: readonly ImportRule[]): string[] {
  return rules
    .filter((rule) => !sources.some(({ path }) => rules.find((r) => fits(path, r.files)) === rule))
    .map(({ files }) => `${files} is a rule for no file`);
}

/** The way from a file to itself, for one import of each cycle. Types are imports too. */
export function importCycles(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (path: string, way: readonly string[]) => {
    const source = byPath.get(path);
    if (!source || state.get(path) === 'done') return;
    state.set(path, 'open');
    for (const { name, line } of source.imports) {
      const here = [...way, path];
      if (state.get(name) === 'open') {
        const cycle = [...here.slice(here.indexOf(name)), name];
        found.push(`${path}:${line} closes a cycle: ${cycle.join(' → ')}`);
      } else visit(name, here);
    }
    state.set(path, 'done');
  };
  for (const { path } of sources) visit(path, []);
  return found;
}

/** Files that can be reached from this one though they must not be, each with the file that imports it. */
export function reachable(
  sources: readonly Source[],
  entry: string,
  absent: readonly string[],
): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const seen = new Set([entry]);
  const found: string[] = [];
  for (const path of seen) {
    for (const { name, line } of byPath.get(path)?.imports ?? []) {
      if (absent.some((pattern) => fits(name, pattern))) {
        found.push(`${path}:${line} imports ${name}, and ${entry} reaches it`);
      } else seen.add(name);
    }
  }
  return found;
}

/** Imports of a registry's entries from outside its folder. */
export function importsBesideIndex(
  sources: readonly Source[],
  shared: Readonly<Record<string, readonly string[]>>,
): string[] {
  const folders = sources
    .filter(({ path }) => path.endsWith('/index.ts'))
    .map(({ path }) => `${posix.dirname(path)}/`);
  return sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ name, line }) => {
      const folder = folders.find((each) => name.startsWith(each) && !path.startsWith(each));
      const room = Object.keys(shared).find((each) => folder?.startsWith(each)) ?? '';
      const open = ['index.ts', ...(shared[room] ?? [])];
      if (!folder || open.includes(name.slice(folder.length))) return [];
      return [`${path}:${line} imports ${name} beside ${folder}index.ts`];
    }),
  );
}

/** Lines of the code, without comments and strings, on which a pattern is found. */
export function findings(sources: readonly Source[], pattern: RegExp, says: string): string[] {
  return sources.flatMap(({ path, code }) =>
    [...code.matchAll(new RegExp(pattern, 'g'))].map(
      ({ 0: found, index }) => `${path}:${lineAt(code, index)} ${says}: ${found.trim()}`,
    ),
  );
}

/** Functions of more lines than that. */
export function longFunctions(sources: readonly Source[], max: number): string[] {
  return sources.flatMap((source) =>
    functionsOf(source)
      .filter(({ lines }) => lines > max)
      .map(({ name, line, lines }) => `${source.path}:${line} ${name} has ${lines} lines`),
  );
}

/** Names of types that more than one file exports, or that one does twice. */
export function repeatedTypes(sources: readonly Source[]): string[] {
  const places = new Map<string, string[]>();
  for (const { path, code } of sources) {
    for (const { index, 1: name = '' } of code.matchAll(
      /\bexport (?:declare |abstract )*(?:type|interface|class) (\w+)/g,
    )) {
      places.set(name, [...(places.get(name) ?? []), `${path}:${lineAt(code, index)}`]);
    }
  }
  return [...places]
    .filter(([, where]) => where.length > 1)
    .map(([name, where]) => `${where.join(', ')} export ${name}`);
}

/** Folders of more files than that, of the files that are given. */
export function fullFolders(paths: readonly string[], max: number): string[] {
  const counts = Map.groupBy(paths, (path) => posix.dirname(path));
  return [...counts]
    .filter(([, files]) => files.length > max)
    .map(([folder, files]) => `${folder} has ${files.length} files`);
}
