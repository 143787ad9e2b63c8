/** A route finds in its context the bindings, and the parts that the request is served with. */
import type { Env } from '../env.ts';
import type { Parts } from '../parts.ts';

export interface Edge {
  readonly Bindings: Env;
  readonly Variables: { readonly parts: Parts };
}
