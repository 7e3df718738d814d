/** Which addresses are public, private, or never to be connected to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { reachOf, type Reach } from "../../../src/outward/address.ts";

const ADDRESSES: Readonly<Record<Reach, readonly string[]>> = {
  public: [
    "1.1.1.1",
    "9.255.255.255",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.0.1",
    "172.32.0.1",
    "192.169.0.1",
  ].concat(["198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1"]),
  private: [
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
  ].concat(
    [
      "192.0.0.8",
      "192.0.2.1",
      "198.18.0.1",
      "198.51.100.1",
      "203.0.113.1",
      "240.0.0.1",
      "::1",
      "fc00::1",
      "fd12:3456::1",
    ],
    ["::ffff:10.0.0.1", "::ffff:1.1.1.1", "64:ff9b::a00:1", "2001::1", "2001:db8::1", "2002:a00:1::1", "3fff::1"],
  ),
  never: ["0.0.0.0", "0.1.2.3", "169.254.169.254", "224.0.0.1", "239.255.255.255", "255.255.255.255", "::"].concat([
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
  ]),
};

for (const [reach, addresses] of Object.entries(ADDRESSES))
  test(reach, () => {
    for (const address of addresses) assert.equal(reachOf(address), reach, address);
  });
