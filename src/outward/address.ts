/** Which addresses the service connects to on behalf of what somebody typed in. */
import { BlockList, isIPv6 } from "node:net";

/** Whom an address belongs to; `never` is for addresses that nobody's server has. */
export type Reach = "public" | "private" | "never";

const subnets = (...listed: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const subnet of listed) {
    const [network, bits] = subnet.split("/");
    list.addSubnet(network!, Number(bits), isIPv6(network!) ? "ipv6" : "ipv4");
  }
  return list;
};

/**
 * Link-local and unspecified addresses, broadcast and multicast. Clouds hand out a machine's credentials at
 * 169.254.169.254 and fd00:ec2::254, so these are refused even where private addresses are allowed.
 */
const NEVER = subnets(
  "0.0.0.0/8",
  "169.254.0.0/16",
  "224.0.0.0/4",
  "255.255.255.255/32",
  "::/128",
  "fe80::/10",
  "fd00:ec2::254/128",
  "ff00::/8",
);

/** What IANA's IPv4 Special-Purpose Address Registry does not call globally reachable, and the former 6to4 relays. */
const NOT_PUBLIC_IPV4 = subnets(
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "240.0.0.0/4",
);

/** IPv6 addresses are public only in here (RFC 4291, 2.4). */
const GLOBAL_UNICAST = subnets("2000::/3");

/** IANA's IPv6 Special-Purpose Address Registry; Teredo and 6to4 contain IPv4 addresses. */
const NOT_PUBLIC_IPV6 = subnets("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

/** @param address IPv4 or IPv6, without brackets */
export function reachOf(address: string): Reach {
  const [plain] = address.split("%");
  const family = isIPv6(plain!) ? "ipv6" : "ipv4";
  if (NEVER.check(plain!, family)) return "never";
  const isPublic =
    family === "ipv4"
      ? !NOT_PUBLIC_IPV4.check(plain!, family)
      : GLOBAL_UNICAST.check(plain!, family) && !NOT_PUBLIC_IPV6.check(plain!, family);
  return isPublic ? "public" : "private";
}
