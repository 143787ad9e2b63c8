/** Mutants that no test can tell from the source, and why. One that is killed all the same does not belong here. */
export interface Equivalent {
  readonly file: string;
  readonly was: string;
  readonly becomes: string;
  readonly because: string;
}

export const equivalents: readonly Equivalent[] = [];
