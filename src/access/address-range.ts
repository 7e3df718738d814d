/** Addresses and CIDR ranges (RFC 4632, RFC 4291). */
import { BlockList, isIP } from "node:net";

/** @returns whether it is an address or a range; one of zero bits would be every address, and is none */
export function isAddressOrRange(text: string): boolean {
  const [, address = "", bits] = RANGE.exec(text) ?? [];
  const version = address.includes("%") ? 0 : isIP(address);
  return version !== 0 && (bits === undefined || Number(bits) <= (version === 4 ? 32 : 128));
}

const RANGE = /^([^/]+)(?:\/([1-9]\d{0,2}))?$/;

/**
 * @param ranges see {@link isAddressOrRange}
 * @returns whether an address lies in one of them; an IPv4 address may be written as IPv4-mapped
 */
export function withinRanges(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits] = range.split("/");
    const family = isIP(address) === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 4 ? "ipv4" : "ipv6");
  };
}
