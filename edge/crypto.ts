/** Everything that is made with a secret key: HMAC-SHA-256, each use under its own label, and AES-256-GCM. */
import { createCipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AccountId } from '../core/account.ts';
import type { Msisdn } from '../core/msisdn.ts';

export interface KeySource {
  readonly TOKEN_KEY: string;
  readonly PIN_KEY: string;
}

export function keys({ TOKEN_KEY, PIN_KEY }: KeySource) {
  return {
    /** What stands for a number in object names and logs: 32 hex digits. */
    subscriber: (msisdn: Msisdn) =>
      mac(TOKEN_KEY, 'subscriber', msisdn).toString('hex').slice(0, 32),

    /** What stands for a session of a carrier where it is remembered whose it is: 32 hex digits. */
    session: (carrier: string, sessionId: string) =>
      mac(TOKEN_KEY, 'session', carrier, sessionId).toString('hex').slice(0, 32),

    /** What stands for an account where outsiders are asked about its payments: 32 hex digits. */
    party: (account: AccountId) => mac(TOKEN_KEY, 'party', account).toString('hex').slice(0, 32),

    /** What stands for a phone or its SIM, by whose name for it this is: 32 hex digits. */
    device: (kind: 'imsi', name: string) =>
      mac(TOKEN_KEY, 'device', kind, name).toString('hex').slice(0, 32),

    /** What is stored for a PIN, in hex. Salted by the number, keyed outside the database. */
    pin: (msisdn: Msisdn, pin: string) => mac(PIN_KEY, 'pin', msisdn, pin).toString('hex'),

    /** What is kept of a turn's transcript, which may hold a PIN. */
    transcript: (session: string, text: string) =>
      mac(PIN_KEY, 'transcript', session, text).toString('base64url').slice(0, 22),

    /** Personal data as it is stored, in hex: nonce, tag and ciphertext, under a key of this subscriber's own. */
    seal(msisdn: Msisdn, data: Readonly<Record<string, string>>) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', mac(TOKEN_KEY, 'personal', msisdn), nonce);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('hex');
    },

    /** Bits for an id that is the same whenever it is worked out again: at least 10 bytes. */
    bits: (seed: string, ...path: string[]) => new Uint8Array(mac(TOKEN_KEY, 'id', seed, ...path)),
  };
}

export type Keys = ReturnType<typeof keys>;

/** Whether two texts are equal, in a time that does not tell how much of them is. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(mac('compare', a), mac('compare', b));
}

/** Parts are length-prefixed, so that no two lists of parts read alike. */
function mac(key: string, ...parts: string[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(`${part.length}:${part}`);
  return hmac.digest();
}
