/** Which addresses count as one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { networkOf } from "../../../src/access/network.ts";

test("an IPv4 address counts by itself, however it is written", () => {
  for (const written of ["203.0.113.7", "::ffff:203.0.113.7", "::FFFF:203.0.113.7", "0:0:0:0:0:ffff:203.0.113.7"])
    assert.equal(networkOf(written), "203.0.113.7", written);
});

test("an IPv6 address counts as its /64", () => {
  const networks = {
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
    "2001:DB8:0001:0002::": "2001:db8:1:2::/64",
    "2001:db8:1:2::1": "2001:db8:1:2::/64",
    "2001:db8::1": "2001:db8:0:0::/64",
    "2001:db8:0:1:0:0:0:1": "2001:db8:0:1::/64",
    "2001:0:0:1:0:0:0:1": "2001:0:0:1::/64",
    "fe80::1%eth0": "fe80:0:0:0::/64",
    "::1": "0:0:0:0::/64",
    "::": "0:0:0:0::/64",
    "1::": "1:0:0:0::/64",
    "64:ff9b::203.0.113.7": "64:ff9b:0:0::/64",
  };
  for (const [address, network] of Object.entries(networks)) assert.equal(networkOf(address), network, address);
});

test("what is no address is left as it is", () => {
  for (const text of ["", "unknown", "203.0.113", ":::", "2001:db8::g"]) assert.equal(networkOf(text), text);
});
