/**
 * Africa's Talking's USSD, as its documentation has it: a form with all inputs so far in `text`, answered by plain text
 * that begins with CON or END. There is no turn id and no signature.
 */
import { z } from 'zod';
import type { Screen } from '../../ussd/screen.ts';

export interface CarrierTurn {
  readonly sessionId: string;
  /** As the carrier writes it. */
  readonly phoneNumber: string;
  readonly networkCode: string;
  readonly transcript: string;
}

/** Bounds of what a carrier may send; a session's inputs are at most some 182 characters a turn. */
const turn = z.object({
  sessionId: z.string().regex(/^[\w.:-]{1,128}$/),
  phoneNumber: z.string().min(1).max(24),
  networkCode: z.string().max(16),
  serviceCode: z.string().max(32),
  text: z.string().max(2_000),
});

/** A turn, or undefined where a field is missing, repeated, too long or not what it should be. */
export function decode(body: string): CarrierTurn | undefined {
  const form = new URLSearchParams(body);
  const repeated = Object.keys(turn.shape).some((name) => form.getAll(name).length > 1);
  if (repeated || body.includes('\uFFFD')) return undefined;
  const read = turn.safeParse(Object.fromEntries(form));
  if (!read.success) return undefined;
  const { sessionId, phoneNumber, networkCode, text } = read.data;
  return { sessionId, phoneNumber, networkCode, transcript: text };
}

export function encode({ text, end }: Screen): string {
  return `${end ? 'END' : 'CON'} ${text}`;
}
