/** Which addresses lie in which ranges. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isAddressOrRange, withinRanges } from "../../../src/access/address-range.ts";

test("addresses and ranges are told from other texts", () => {
  for (const text of ["10.0.0.1", "10.0.0.0/8", "10.0.0.1/32", "::1", "fd00::/8", "2001:db8::1/128"])
    assert.ok(isAddressOrRange(text), text);
  for (const text of ["", "10.0.0", "10.0.0.0/0", "10.0.0.0/33", "fd00::/129", "fe80::1%eth0", "host", "10.0.0.0/08"])
    assert.ok(!isAddressOrRange(text), text);
});

test("an address lies in a range of its own kind, also when it is written as IPv4-mapped", () => {
  const isWithin = withinRanges(["10.1.2.3/16", "192.0.2.7", "fd00::/8"]);
  for (const address of ["10.1.0.0", "10.1.255.255", "192.0.2.7", "::ffff:10.1.9.9", "fd12::1"])
    assert.ok(isWithin(address), address);
  for (const address of ["10.2.0.0", "192.0.2.8", "::ffff:10.2.0.0", "fe80::1", "", "unknown"])
    assert.ok(!isWithin(address), address);
});
