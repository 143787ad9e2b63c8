/** One-time codes: six digits that go out by SMS and prove who types them to hold the number. */

/** What a code is for. A code for one thing is of no use for another. */
export const codePurposes = [
  'pin', // to choose a PIN, the first one or a new one for one that was forgotten
  'number', // to prove who has a number for which money waits
] as const;

export type CodePurpose = (typeof codePurposes)[number];

/** A code can be used for this many minutes. The database counts them (issue_code.sql). */
export const codeMinutes = 10;

/** Why no code was sent. */
export type CodeRefusal =
  | 'too_soon' // one was sent a moment ago
  | 'too_many' // as many were sent as in a day may be
  | 'blocked' // too many wrong codes were typed
  | 'sim_changed' // the number's SIM is new, so an SMS proves nothing
  | 'over'; // what allowed it has passed
