/** A mistake that the functions of the books could have, and the law that it breaks. */
import type { LawName } from './laws.ts';

export interface Mutation {
  /** What is missing or is not so, in a few words. */
  readonly what: string;
  /** In db. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly replace: string;
  readonly by: string;
  readonly breaks: LawName;
}

type Rows = readonly (readonly [what: string, replace: string, by: string, breaks: LawName])[];

export function of(file: string, rows: Rows): Mutation[] {
  return rows.map(([what, replace, by, breaks]) => ({ file, what, replace, by, breaks }));
}
