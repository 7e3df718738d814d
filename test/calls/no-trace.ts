import assert from "node:assert/strict";
import type { SipMessage } from "../../lab/calls/sip.ts";

/** Base64 runs long enough to hold a URI, read in each of the usual alphabets. */
function decoded(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_.-]{12,}/g) ?? [];
  return runs.flatMap((run) => [
    Buffer.from(run, "base64").toString("latin1"),
    Buffer.from(run.replaceAll("-", "+").replaceAll(".", "/"), "base64").toString("latin1"),
  ]);
}

/**
 * No message shows what `traces` matches: neither as it stands, nor unescaped, nor in base64, nor as what
 * Kamailio's uac module makes of a URI in Record-Route (base64 of an XOR with what the carrier knows).
 */
export function assertNoTrace(messages: readonly SipMessage[], traces: RegExp): void {
  assert.ok(messages.length > 0);
  for (const message of messages) {
    assert.doesNotMatch(message.raw, traces);
    assert.doesNotMatch(Buffer.from(message.raw, "latin1").toString("utf8"), traces);
    assert.doesNotMatch(unescape(message.raw), traces);
    for (const text of decoded(message.raw)) assert.doesNotMatch(text, traces);
    for (const route of message.headers("Record-Route")) {
      assert.doesNotMatch(route, /;vs[ft]=/);
      const from = /<(sip:[^>]*)>/.exec(message.header("From"))?.[1] ?? "";
      for (const value of route.match(/=[^;>]+/g) ?? []) {
        const bytes = Buffer.from(value.slice(1).replaceAll("-", "+").replaceAll(".", "/"), "base64");
        const key = Buffer.from(from);
        const plain = bytes.map((byte, at) => byte ^ (key[at % Math.max(key.length, 1)] ?? 0));
        assert.doesNotMatch(Buffer.from(plain).toString("latin1"), traces);
      }
    }
  }
}

function unescape(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
