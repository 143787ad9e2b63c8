/** Ids of payments. The caller makes the id before it tries the payment, so that a retry has the same id. */
import { withoutSeparators } from './typed.ts';

/**
 * Makes a UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then bits of `random` (at least 10 bytes), so that ids
 * of one moment lie side by side in an index. The same arguments give the same id.
 */
export function paymentId(at: number, random: Uint8Array): string {
  let hex = '';
  for (const byte of random.subarray(0, 10)) hex += hexOf[byte];
  const time = at.toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(hex.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${hex.slice(0, 3)}`,
    variant + hex.slice(4, 7),
    hex.slice(7, 19).padEnd(12, '0'),
  ].join('-');
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The number of letters and digits of a reference. */
export const referenceLength = 10;

/** The number of references of ten letters and digits: 36^10, about 3.7 × 10^15. */
const referenceCount = 36n ** 10n;

/** Coprime to 36^10, because it is odd and no multiple of 3; about its golden section, which scatters neighbours best. */
const step = 2_259_630_184_213_715n;

const start = 1_234_567_890_123_457n;

/**
 * The reference that people quote: ten upper-case letters and digits, computed from the payment's sequence number, so it is
 * unique without an index. It hides the volume of business from a glance, but it is not a secret.
 */
export function reference(number: bigint): string {
  const scattered = (number * step + start) % referenceCount;
  return scattered.toString(36).toUpperCase().padStart(referenceLength, '0');
}

/** The inverse of `step` modulo 36^10, which undoes the scattering. */
const stepBack = 1_995_067_920_026_459n;

/** Reads a reference in letters of any size, also with gaps: "ezwyz 0w63p". O and 0, I and 1 are different letters of it. */
export function readReference(typed: string): bigint | undefined {
  return paymentNumber(withoutSeparators(typed));
}

/** The sequence number of the payment with this reference; undefined if the text is not a reference. */
export function paymentNumber(reference: string): bigint | undefined {
  if (!/^[0-9A-Z]{10}$/.test(reference)) return undefined;
  const scattered = [...reference].reduce(
    (sum, char) => sum * 36n + BigInt(Number.parseInt(char, 36)),
    0n,
  );
  return ((scattered - start + referenceCount) * stepBack) % referenceCount;
}
