/** What the fraud check answers, whoever made the answer. */

export interface FraudAnswer {
  readonly decision: 'approved' | 'review' | 'declined';
  /** 0 (harmless) to 1. */
  readonly score: number;
  readonly factors: readonly Factor[];
  /** Who judged: our rules, an operator's own engine, or the rules for when neither answers. */
  readonly by: 'rules' | 'engine' | 'backup_rules';
  /** Of the rule set, or what the engine calls its own. */
  readonly version: string;
}

/** Something that speaks against a payment. An outside engine says no more than its code. */
export interface Factor {
  /** Upper snake case, as the field writes reason codes. */
  readonly code: string;
  /** What it added to the score. */
  readonly weight?: number;
  /** For the operator: in figures, and without personal data. */
  readonly why?: string;
}
