/** The answer of the fraud check, whoever made it. */

export interface FraudAnswer {
  readonly decision: 'approved' | 'review' | 'declined';
  /** 0 (harmless) to 1. */
  readonly score: number;
  readonly factors: readonly Factor[];
  /** Made by our rules, by an operator's own engine, or by the backup rules, which decide where neither answers. */
  readonly by: 'rules' | 'engine' | 'backup_rules';
  /** The version of the rule set, or the engine's own name for its version. */
  readonly version: string;
}

/** Something that speaks against a payment. An outside engine says no more than its code. */
export interface Factor {
  /** Upper snake case, as the field writes reason codes. */
  readonly code: string;
  /** It added so much to the score. */
  readonly weight?: number;
  /** The reason, for the operator: in figures, and without personal data. */
  readonly why?: string;
}
