import assert from "node:assert/strict";
import { test } from "node:test";
import { readHandling } from "../../../src/http/prefer.ts";

test("handling is strict only if the client prefers it (RFC 7240)", () => {
  const strict = [
    "handling=strict",
    "Handling = strict",
    'handling="strict"',
    "respond-async, handling=strict",
    "handling=strict; foo=bar, wait=10",
    "handling=strict, handling=lenient",
  ];
  for (const header of strict) assert.equal(readHandling(header), "strict", header);
  const lenient = [
    undefined,
    "",
    "handling",
    "handling=lenient",
    "handling=lenient, handling=strict",
    "xhandling=strict",
    "handling=stricter",
    "wait=10; handling=strict",
    `${"a, ".repeat(1000)}handling=strict`,
  ];
  for (const header of lenient) assert.equal(readHandling(header), "lenient", header ?? "none");
});
