/** The trace of a callback that was let in and could not be read: a line in the log, a count by day, and locally a header. */
import type { Context } from 'hono';
import { type SecurityEvent, securityEvent } from '../telemetry/security-events.ts';
import type { Body } from './body.ts';
import type { Edge } from './context.ts';
import type { Unreadable } from './fields.ts';

/**
 * Reports what is wrong: the protocol's names of fields with what is wrong with them, as "phoneNumber missing", and never
 * values. Returns headers for the reply: on a local system, whoever tries a callback sees there what is wrong with it.
 */
export function reportUnreadable(
  c: Context<Edge>,
  carrier: string,
  { unreadable }: Unreadable,
  what: SecurityEvent = 'callback_unreadable',
): Readonly<Record<string, string>> {
  const { parts } = c.var;
  const fields = unreadable.join(', ');
  securityEvent(parts, c.executionCtx, what, carrier, { fields });
  return parts.settings.gateways.isSimulated ? { 'tuma-unreadable': fields } : {};
}

const problems = {
  ...{ 400: 'body wrong', 408: 'body too late', 413: 'body too long', 415: 'content-type wrong' },
} as const;

/** What is wrong with a body whose fields cannot even be looked at. */
export function unreadableBody({ problem }: Exclude<Body, { text: string }>): Unreadable {
  return { unreadable: [problems[problem]] };
}
