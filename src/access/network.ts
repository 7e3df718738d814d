/** The part of an IP address that one customer of a provider cannot leave. */
import { isIPv4, isIPv6 } from "node:net";

/**
 * @param address as of `request.ip`
 * @returns an IPv4 address as it is, the /64 of an IPv6 address, because a single customer has at least that many
 * (RFC 6177); other texts as they are
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [bare = ""] = address.split("%");
  const mapped = bare.slice(bare.lastIndexOf(":") + 1);
  if (isIPv4(mapped) && /^(0{0,4}:)+ffff:/i.test(bare)) return mapped;
  // The URL standard writes every IPv6 address in one way (RFC 5952).
  const [head = "", tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  const groups = tail === undefined ? before : [...before, ...zeros, ...after];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
