/** A TypeScript file of the project, read for what the architecture's rules ask: its imports and its code. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { blank } from './blank.ts';

export interface Source {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
  /** The text with spaces in place of comments and strings. */
  readonly code: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** A path from the project's folder, or the name of a package ("node:" before Node's own). */
  readonly name: string;
  readonly isFile: boolean;
  /** `import type`, or types alone between the braces: nothing is left of it at run time. */
  readonly isType: boolean;
  /** The first is 1. */
  readonly line: number;
}

export const root = join(import.meta.dirname, '../..');

/** The files of these folders that end in `.ts`, without declarations of types for packages. */
export function readSources(folders: readonly string[]): Source[] {
  return filesIn(folders)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8')));
}

/** Every file of these folders, from the project's folder. */
export function filesIn(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => posix.relative(root, posix.join(entry.parentPath, entry.name))),
  );
}

export function sourceOf(path: string, text: string): Source {
  const code = blank(text, 'comments and strings');
  return { path, text, code, imports: importsOf({ path, text, code }) };
}

/** import … from 'x', export … from 'x', import 'x', import('x'): on as many lines as they take. */
const pattern =
  /\b(?:import|export)\s+(?<isType>type\s+)?(?<names>[\w$*{}\s,]*?)\s*\bfrom\s*['"](?<from>[^'"\n]+)['"]|\bimport\s*\(?\s*['"](?<alone>[^'"\n]+)['"]/g;

function importsOf({ path, text, code }: Pick<Source, 'path' | 'text' | 'code'>): Import[] {
  const found = [...blank(text, 'comments').matchAll(pattern)];
  // A program in a string is not of this file.
  const own = found.filter(({ index }) => /^(im|ex)port/.test(code.slice(index)));
  return own.map(({ index, groups = {} }) => {
    const { isType, names = '', from, alone } = groups;
    return {
      ...nameOf(path, from ?? alone ?? ''),
      isType: isType !== undefined || /^\{(\s*type\s[^,}]*,?)+\s*\}$/.test(names),
      line: lineAt(text, index),
    };
  });
}

function nameOf(path: string, written: string): Pick<Import, 'name' | 'isFile'> {
  if (written.startsWith('.')) {
    return { name: posix.join(posix.dirname(path), written), isFile: true };
  }
  return { name: builtinModules.includes(written) ? `node:${written}` : written, isFile: false };
}

/** The line of an offset; the first is 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
