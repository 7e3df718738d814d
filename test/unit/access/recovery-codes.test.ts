/** Recovery codes: how they look, and that people may type them their way. */
import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import { hashOfRecoveryCode, newRecoveryCodes } from "../../../src/access/recovery-codes.ts";

test("there are ten, all different, in groups of characters that are not mistaken for others", () => {
  const codes = [...newRecoveryCodes(), ...newRecoveryCodes()];
  assert.equal(codes.length, 20);
  assert.equal(new Set(codes).size, 20);
  for (const code of codes) assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
});

test("every character of the alphabet is used", () => {
  const used = new Set(Array.from({ length: 20 }, () => newRecoveryCodes().join("")).join(""));
  assert.equal(used.size, 32 + 1, "and the dash");
});

test("a code is the same in any case, with any dashes and spaces, and with letters for the digits they look like", () => {
  const code = "7K2M-0011-ABCD-EFGH-JKMN-PQRS";
  const stored = hashOfRecoveryCode(code);
  assert.equal(stored, hash("sha256", "7K2M0011ABCDEFGHJKMNPQRS"));
  for (const typed of [
    code.toLowerCase(),
    code.replaceAll("-", ""),
    code.replaceAll("-", " "),
    ` ${code}\n`,
    code.replaceAll("-", "\u2013"),
    "7k2m-OoIl-abcd-efgh-jkmn-pqrs",
  ])
    assert.equal(hashOfRecoveryCode(typed), stored, typed);
});

test("other codes have other hashes, whatever their length", () => {
  const code = newRecoveryCodes()[0]!;
  const others = ["", code.slice(1), `${code}0`, `${code}${"0".repeat(1_000_000)}`, `${code.slice(0, -1)}!`, "ÅÄÖ"];
  for (const other of others) assert.notEqual(hashOfRecoveryCode(other), hashOfRecoveryCode(code), other.slice(0, 30));
});
