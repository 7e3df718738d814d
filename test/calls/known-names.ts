/** Each side of a call knows both by the same names from the first message to the last. */
import assert from "node:assert/strict";
import type { Call } from "../../lab/calls/phone.ts";
import { tagOf, uriOf, type SipMessage } from "../../lab/calls/sip.ts";

/**
 * @param messages everything that the carrier received in one call, the INVITE first
 * @param caller URI of From
 * @param callee URI of To
 */
export function assertCarrierKnows(messages: readonly SipMessage[], caller: string, callee: string): void {
  const [invite] = messages;
  assert.ok(invite);
  const tag = tagOf(invite.header("From"));
  for (const message of messages) {
    const [mine, theirs] = sides(message, tag);
    assert.equal(uriOf(mine), caller, message.raw);
    assert.equal(uriOf(theirs), callee, message.raw);
  }
}

/** Replies have From and To as the phone wrote them; requests of the carrier may lack its display name. */
export function assertPhoneKnowsItself({ from, to, received }: Call): void {
  for (const message of received()) {
    const [mine, theirs] = sides(message, tagOf(from));
    if (message.method === "") assert.equal(mine, from, message.raw);
    else assert.equal(uriOf(mine), uriOf(from), message.raw);
    assert.equal(uriOf(theirs), uriOf(to), message.raw);
  }
}

/** @returns From and To of the caller with this tag, whoever sent the message */
function sides(message: SipMessage, tag: string): readonly [string, string] {
  const [from, to] = [message.header("From"), message.header("To")];
  return tagOf(from) === tag ? [from, to] : [to, from];
}
