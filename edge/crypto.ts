/**
 * Everything that is made with a secret key: HMAC-SHA-256, each use under its own label, and AES-256-GCM. `TOKEN_KEY` makes
 * pseudonyms: tokens that stand for people in names, logs and questions to others. `PIN_KEY` protects PINs. `STORAGE_KEYS`
 * encrypt what objects store for minutes, so they alone can be rotated. A label or a length that changes here makes everything
 * that is stored under it useless.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { AccountId } from '../core/account.ts';
import type { Msisdn } from '../core/msisdn.ts';
import type { CodePurpose } from '../core/one-time-code.ts';

export interface KeySource {
  readonly TOKEN_KEY: string;
  readonly PIN_KEY: string;
}

/** Tokens that tell people apart and do not say who they are, and personal data in sealed form. */
export function pseudonyms({ TOKEN_KEY }: Pick<KeySource, 'TOKEN_KEY'>) {
  const token = (...parts: string[]) =>
    mac(TOKEN_KEY, ...parts)
      .toString('hex')
      .slice(0, 32);
  return {
    /** Stands for a phone number in object names and logs: 32 hex digits. */
    subscriber: (msisdn: Msisdn) => token('subscriber', msisdn),

    /** Stands for a carrier's session where its owner is remembered: 32 hex digits. */
    session: (carrier: string, sessionId: string) => token('session', carrier, sessionId),

    /** Stands for an account where a fraud engine is asked about its payments: 32 hex digits. */
    party: (account: AccountId) => token('party', account),

    /** Stands for a phone or its SIM; `kind` says which name of it `name` is: 32 hex digits. */
    device: (kind: 'imsi', name: string) => token('device', kind, name),

    /** Stands for an identity document where customers are found by it: 32 hex digits. The number is in canonical form. */
    identity: (country: string, number: string) => token('identity', country, number),

    /** Opens the audit trail to whoever audits: 32 hex digits. */
    auditTrail: () => token('audit trail'),

    /** At least 10 bytes for an id that is the same each time it is worked out. */
    idBits: (seed: string, ...path: string[]) =>
      new Uint8Array(mac(TOKEN_KEY, 'id', seed, ...path)),

    /** Encrypts personal data with a key of this subscriber's own. Hex: nonce, tag and ciphertext. */
    seal(msisdn: Msisdn, data: Readonly<Record<string, string>>) {
      return encrypted(mac(TOKEN_KEY, 'personal', msisdn), JSON.stringify(data)).toString('hex');
    },

    /** Decrypts what `seal` made for this subscriber. Throws where it is another's, or was changed. */
    unseal(msisdn: Msisdn, hex: string): Readonly<Record<string, string>> {
      return JSON.parse(decrypted(mac(TOKEN_KEY, 'personal', msisdn), Buffer.from(hex, 'hex')));
    },
  };
}

export type Pseudonyms = ReturnType<typeof pseudonyms>;

/** MACs of PINs, of one-time codes, and of texts that may hold one. Nobody can verify one with the database alone. */
export function pinMac({ PIN_KEY }: Pick<KeySource, 'PIN_KEY'>) {
  return {
    /** The stored form of a PIN, in hex. The number is its salt. */
    pin: (msisdn: Msisdn, pin: string) => mac(PIN_KEY, 'pin', msisdn, pin).toString('hex'),

    /** The six digits of a one-time code, worked out from the notice that brings it. */
    oneTimeCode(purpose: CodePurpose, msisdn: Msisdn, notice: string) {
      const number = mac(PIN_KEY, 'one-time code', purpose, msisdn, notice).readUIntBE(0, 6);
      return String(number % 1_000_000).padStart(6, '0');
    },

    /** The stored form of a one-time code, in hex. */
    code: (purpose: CodePurpose, msisdn: Msisdn, code: string) =>
      mac(PIN_KEY, 'code', purpose, msisdn, code).toString('hex'),

    /** The form in which the number of an identity document waits for the birth date, in hex. */
    idNumber: (msisdn: Msisdn, idNumber: string) =>
      mac(PIN_KEY, 'id number', msisdn, idNumber).toString('hex'),

    /** The stored form of a turn's transcript: 22 characters. */
    transcript: (session: string, text: string) =>
      mac(PIN_KEY, 'transcript', session, text).toString('base64url').slice(0, 22),
  };
}

export type PinMac = ReturnType<typeof pinMac>;

/**
 * Encrypts what one object stores, with a key of its own under the first of `keys`; what was encrypted under another of them can
 * still be read. `name` says what a text is: under another name, or in another object, it cannot be read.
 */
export function vault(keys: readonly string[], object: string) {
  const all = keys.map((key) => ({
    id: mac(key, 'storage key').subarray(0, keyIdLength),
    key: mac(key, 'storage', object),
  }));
  const [newest] = all;
  return {
    /** The key's id, nonce, tag and ciphertext. */
    seal(name: string, text: string): Uint8Array {
      if (!newest) throw new Error('there is no key for what objects store');
      return Buffer.concat([newest.id, encrypted(newest.key, text, name)]);
    },

    /** Throws where no key is the right one, or the bytes were stored under another name or changed. */
    open(name: string, sealed: Uint8Array): string {
      const bytes = Buffer.from(sealed);
      const found = all.find(({ id }) => id.equals(bytes.subarray(0, keyIdLength)));
      if (!found) throw new Error('it was stored under a key that is not known any more');
      return decrypted(found.key, bytes.subarray(keyIdLength), name);
    },
  };
}

export type Vault = ReturnType<typeof vault>;

/** Bytes. */
const keyIdLength = 4;
const nonceLength = 12;
const tagLength = 16;

/** Nonce, tag and ciphertext. `name` is authenticated with it and not part of it. */
function encrypted(key: Buffer, text: string, name = ''): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws where the key or the name is another, or a byte was changed. */
function decrypted(key: Buffer, bytes: Buffer, name = ''): string {
  const textAt = nonceLength + tagLength;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength))
    .setAAD(Buffer.from(name))
    .setAuthTag(bytes.subarray(nonceLength, textAt));
  const text = Buffer.concat([decipher.update(bytes.subarray(textAt)), decipher.final()]);
  return text.toString('utf8');
}

/** Compares two secrets in a time that does not depend on how much of them is equal. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(mac('compare', a), mac('compare', b));
}

/** Each part is written with its length, so that no two lists of parts give the same MAC. */
function mac(key: string, ...parts: string[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(`${part.length}:${part}`);
  return hmac.digest();
}
