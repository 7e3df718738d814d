/** A carrier that answers every call, stores everything it receives, and can send requests within a call. */
import { randomBytes } from "node:crypto";
import { compose, openPeer, replyTo, sdp, type SipMessage, tagOf, uriOf } from "./sip.ts";

export type Carrier = Readonly<{
  port: number;
  received: readonly SipMessage[];
  /** The Call-IDs of all calls so far. Messages may be repeated or late, so a new message is not always a new call. */
  calls: () => ReadonlySet<string>;
  /** The INVITE to a number: the user of the request URI. */
  invite: (number: string) => Promise<SipMessage>;
  /** Everything of one call. */
  call: (invite: SipMessage) => readonly SipMessage[];
  wait: (what: string, fits: (message: SipMessage) => boolean) => Promise<SipMessage>;
  /** Sends a request within the call and returns its final reply. */
  within: (invite: SipMessage, method: string, body?: string) => Promise<SipMessage>;
  close: () => Promise<void>;
}>;

/**
 * What a carrier does with a call: `answer` at once or after it has rung for a moment (`pick-up`), `ring` for ever, say
 * nothing at all (`silent`), or refuse with a status line.
 */
export type Treatment = "answer" | "pick-up" | "ring" | "silent" | Readonly<{ refuse: string }>;

/** Long enough for the other branches of a call to ring. */
const MOMENT_MS = 200;

const usual = (number: string): Treatment => (number.endsWith("7777") ? "ring" : "answer");

/**
 * By default, numbers that end in 7777 are never answered, all others immediately. A worker of Kamailio may process
 * the 200 before another processes the 180, which is then dropped, so tests must not wait for a 180.
 */
export async function openCarrier(
  treat: (number: string) => Treatment = usual,
  address = "127.0.0.1",
): Promise<Carrier> {
  const tag = randomBytes(4).toString("hex");
  let cseq = 100;
  const peer = await openPeer((message, self) => {
    const reply = (status: string, to: SipMessage): void =>
      self.send(replyTo(to, status, tag, [contact(self.port)]), portBack(message));
    if (message.method === "INVITE") {
      const treatment = tagOf(message.header("To")) === "" ? treat(calledNumber(message)) : treatWithin(message);
      if (treatment === "silent") return;
      if (typeof treatment === "object") return reply(treatment.refuse, message);
      reply("180 Ringing", message);
      if (treatment === "ring") return;
      const ok = replyTo(message, "200 OK", tag, [contact(self.port)], sdp(self.port));
      const acked = message.header("CSeq").replace("INVITE", "ACK");
      const isAcked = (): boolean =>
        self.received.some((m) => m.header("CSeq") === acked && m.header("Call-ID") === message.header("Call-ID"));
      const answer = (): void => self.insist(ok, portBack(message), isAcked);
      if (treatment === "answer") answer();
      else setTimeout(answer, MOMENT_MS).unref();
    } else if (message.method === "CANCEL") {
      reply("200 OK", message);
      const invite = self.received.find(
        (m) => m.method === "INVITE" && m.header("Call-ID") === message.header("Call-ID"),
      );
      if (invite !== undefined) reply("487 Request Terminated", invite);
    } else if (message.method !== "" && message.method !== "ACK") {
      reply("200 OK", message);
    }
  }, address);
  return {
    port: peer.port,
    received: peer.received,
    calls: () => new Set(peer.received.map((m) => m.header("Call-ID"))),
    invite: (number) => peer.wait(`an INVITE to ${number}`, (m) => m.method === "INVITE" && calledNumber(m) === number),
    call: (invite) => peer.received.filter((m) => m.header("Call-ID") === invite.header("Call-ID")),
    wait: (what, fits) => peer.wait(what, fits),
    async within(invite, method, body = "") {
      cseq += 1;
      const n = cseq;
      const back = portBack(invite);
      const request = (name: string): string =>
        compose(
          [
            `${name} ${uriOf(invite.header("Contact"))} SIP/2.0`,
            `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bK${randomBytes(6).toString("hex")}`,
            ...invite.headers("Record-Route").map((route) => `Route: ${route}`),
            `From: ${invite.header("To")};tag=${tag}`,
            `To: ${invite.header("From")}`,
            `Call-ID: ${invite.header("Call-ID")}`,
            `CSeq: ${n} ${name}`,
            "Max-Forwards: 70",
            contact(peer.port),
          ],
          name === "ACK" ? "" : body,
        );
      const isReply = (m: SipMessage): boolean => m.status >= 200 && m.header("CSeq") === `${n} ${method}`;
      peer.insist(request(method), back, () => peer.received.some(isReply));
      const reply = await peer.wait(`the reply to the carrier's ${method}`, isReply);
      if (method === "INVITE") peer.send(request("ACK"), back);
      return reply;
    },
    close: () => peer.close(),
  };
}

/** A re-INVITE is refused if it asks for that. */
const treatWithin = (message: SipMessage): Treatment => {
  const refuse = message.header("X-Refuse");
  return refuse === "" ? "answer" : { refuse };
};

const contact = (port: number): string => `Contact: <sip:carrier@127.0.0.1:${port}>`;

/** The port to which the sender of a request wants the reply. */
const portBack = (request: SipMessage): number => Number(/:(\d+)/.exec(request.header("Via"))?.[1] ?? 0);

export function calledNumber(invite: SipMessage): string {
  return /^\S+ sip:([^@]*)@/.exec(invite.start)?.[1] ?? "";
}
