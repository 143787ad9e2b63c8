/** Checks where a call comes from: addresses and ranges of them (CIDR), IPv4 and IPv6. */
import { z } from 'zod';

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** All addresses that begin with these bits. */
interface Range extends Address {
  readonly prefix: number;
}

/** "203.0.113.7", "203.0.113.0/24", "2001:db8::/32"; undefined for what is none, or has bits behind its prefix. */
export function readRange(text: string): Range | undefined {
  const [, address = '', length] = /^([\da-fA-F:.]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const read = readAddress(address);
  if (!read) return undefined;
  const prefix = length === undefined ? read.bits : Number(length);
  if (prefix > read.bits) return undefined;
  const behind = read.value & ((1n << BigInt(read.bits - prefix)) - 1n);
  return behind === 0n ? { ...read, prefix } : undefined;
}

/** A range as a setting. */
export const ipRange = z
  .string()
  .transform(readRange)
  .pipe(z.custom<Range>(Boolean, 'not an address or a CIDR range'));

export function inRanges(ranges: readonly Range[], address: string): boolean {
  const read = readAddress(address);
  if (!read) return false;
  return ranges.some(({ bits, value, prefix }) => {
    const behind = BigInt(bits - prefix);
    return bits === read.bits && value >> behind === read.value >> behind;
  });
}

/** An IPv4 address that is written as IPv6 is an IPv4 address. */
function readAddress(text: string): Address | undefined {
  const four = readIpv4(text);
  if (four !== undefined) return { bits: 32, value: four };
  const six = readIpv6(text);
  if (six === undefined) return undefined;
  return six >> 32n === 0xffffn
    ? { bits: 32, value: six & 0xffffffffn }
    : { bits: 128, value: six };
}

function readIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  const right = parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  if (parts.length !== 4 || !right) return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

/** RFC 4291, section 2.2: eight groups, of which "::" may stand for some that are zero. */
function readIpv6(text: string): bigint | undefined {
  const [, head = text, tail] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  const four = tail === undefined ? undefined : readIpv4(tail);
  if (tail !== undefined && four === undefined) return undefined;
  const last =
    four === undefined ? '' : `${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`;

  const sides = (head + last).split('::').map((side) => (side === '' ? [] : side.split(':')));
  const [left = [], right] = sides;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (sides.length > 2 || (right ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...left, ...Array<string>(missing).fill('0'), ...(right ?? [])];
  if (!groups.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}
