/** Ids are made before anything is tried, from values that the caller passes in. */

/**
 * A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then bits of `random` (at least 10 bytes), so that ids
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

/** 36^10: how many references of ten letters and digits there are, some thousand million million. */
const references = 36n ** 10n;

/** Odd and prime to 3, hence to 36^10; about the golden section of it, which scatters neighbours best. */
const step = 2_259_630_184_213_715n;

const start = 1_234_567_890_123_457n;

/**
 * What people call a payment: ten upper-case letters and digits, worked out from the payment's running
 * number, so no two are alike and no index is needed to keep it so. It hides the volume of business from a
 * glance; it is not a secret.
 */
export function reference(number: bigint): string {
  const scattered = (number * step + start) % references;
  return scattered.toString(36).toUpperCase().padStart(10, '0');
}

/** The inverse of `step` modulo 36^10: what takes the scattering back. */
const stepBack = 1_995_067_920_026_459n;

/** The running number of the payment that people call by this reference; undefined for what is no reference. */
export function paymentNumber(reference: string): bigint | undefined {
  if (!/^[0-9A-Z]{10}$/.test(reference)) return undefined;
  const scattered = [...reference].reduce(
    (sum, char) => sum * 36n + BigInt(Number.parseInt(char, 36)),
    0n,
  );
  return ((scattered - start + references) * stepBack) % references;
}
