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

/** No message shows what `traces` matches: neither as it stands, nor unescaped, nor in base64. */
export function assertNoTrace(messages: readonly SipMessage[], traces: RegExp): void {
  assert.ok(messages.length > 0);
  for (const message of messages) {
    assert.doesNotMatch(message.raw, traces);
    assert.doesNotMatch(Buffer.from(message.raw, "latin1").toString("utf8"), traces);
    assert.doesNotMatch(unescape(message.raw), traces);
    for (const text of decoded(message.raw)) assert.doesNotMatch(text, traces);
  }
}

function unescape(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
