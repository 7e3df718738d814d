/** The part of SIP (RFC 3261) that the tests need to write and read. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import { LONGEST_MS } from "../eventually.ts";

export type SipMessage = Readonly<{
  raw: string;
  /** The first line. */
  start: string;
  /** The method of a request; empty for a reply. */
  method: string;
  /** The status of a reply; 0 for a request. */
  status: number;
  /** The method of CSeq. */
  of: string;
  /** The values of a header, in order. The name is case-insensitive and not a compact form. */
  headers: (name: string) => readonly string[];
  header: (name: string) => string;
  body: string;
  /** performance.now() when it arrived. */
  at: number;
}>;

export function parseSip(raw: string, at = performance.now()): SipMessage {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const [start = "", ...lines] = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const fields = lines.map((line) => {
    const colon = line.indexOf(":");
    return { name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() };
  });
  const headers = (name: string): readonly string[] =>
    fields.filter((field) => field.name === name.toLowerCase()).map((field) => field.value);
  const header = (name: string): string => headers(name)[0] ?? "";
  const reply = start.startsWith("SIP/2.0 ");
  return {
    raw,
    start,
    method: reply ? "" : (start.split(" ")[0] ?? ""),
    status: reply ? Number(start.split(" ")[1]) : 0,
    of: header("CSeq").split(" ")[1] ?? "",
    headers,
    header,
    body: rest.join("\r\n\r\n"),
    at,
  };
}

/** UTF-8 as the peers here store it: one character for each byte. */
export function onWire(text: string): string {
  return Buffer.from(text).toString("latin1");
}

export function tagOf(value: string): string {
  return /;tag=([^;>\s]+)/.exec(value)?.[1] ?? "";
}

/** The URI between angle brackets. */
export function uriOf(value: string): string {
  return /<([^>]*)>/.exec(value)?.[1] ?? value.split(";")[0] ?? "";
}

export function sdp(port: number, user = "-", name = "-"): string {
  return [
    "v=0",
    `o=${user} 1 1 IN IP4 127.0.0.1`,
    `s=${name}`,
    "c=IN IP4 127.0.0.1",
    "t=0 0",
    `m=audio ${port} RTP/AVP 0`,
    "a=rtpmap:0 PCMU/8000",
    "",
  ].join("\r\n");
}

/** A message from its lines and body, with the body's length and type. */
export function compose(lines: readonly string[], body = "", type = "application/sdp"): string {
  const typed = body === "" ? [] : [`Content-Type: ${type}`];
  return [...lines, ...typed, `Content-Length: ${body.length}`, "", body].join("\r\n");
}

/** The reply to a request, with the headers that RFC 3261, 8.2.6.2 asks for. */
export function replyTo(
  request: SipMessage,
  status: string,
  tag: string,
  extra: readonly string[] = [],
  body = "",
): string {
  const to = request.header("To");
  return compose(
    [
      `SIP/2.0 ${status}`,
      ...request.headers("Via").map((via) => `Via: ${via}`),
      ...request.headers("Record-Route").map((route) => `Record-Route: ${route}`),
      `From: ${request.header("From")}`,
      `To: ${tagOf(to) === "" ? `${to};tag=${tag}` : to}`,
      `Call-ID: ${request.header("Call-ID")}`,
      `CSeq: ${request.header("CSeq")}`,
      ...extra,
    ],
    body,
  );
}

/** In milliseconds. */
const T1 = 500;
const T2 = 4_000;

export type Peer = Readonly<{
  port: number;
  received: readonly SipMessage[];
  send: (message: string, port: number) => void;
  /** Repeats the message until it is answered: UDP loses messages on a busy machine (RFC 3261, 17.1). */
  insist: (message: string, port: number, isAnswered: () => boolean) => void;
  /** Resolves to the first matching message, among those already received and those to come. */
  wait: (what: string, fits: (message: SipMessage) => boolean) => Promise<SipMessage>;
  /** Also ends all waiting. */
  close: () => Promise<void>;
}>;

type React = (message: SipMessage, peer: Peer) => void;

type Waiter = Readonly<{
  fits: (message: SipMessage) => boolean;
  resolve: (message: SipMessage) => void;
  close: () => void;
}>;

/** A UDP socket that stores everything it receives and passes each message to `react`. */
export async function openPeer(react?: React, address = "127.0.0.1"): Promise<Peer> {
  // Replies to many calls at once come faster than a busy machine reads them.
  const socket: Socket = createSocket({ type: "udp4", recvBufferSize: 1 << 22 }).bind(0, address);
  await once(socket, "listening");
  const { peer, receive } = makePeer(socket.address().port, react, {
    send: (message, port) => socket.send(Buffer.from(message, "latin1"), port, "127.0.0.1"),
    async close() {
      socket.close();
      await once(socket, "close");
    },
  });
  // Audio arrives here too, because the SDP of a peer names its only port.
  socket.on("message", (data) => {
    const text = data.toString("latin1");
    if (/^[^\r\n]*SIP\/2\.0/.test(text)) receive(text);
  });
  return peer;
}

/** A connection to `port` over TCP or TLS, on which everything is sent, whatever port a message is for. */
export async function openStreamPeer(transport: "tcp" | "tls", port: number, react?: React): Promise<Peer> {
  const socket =
    transport === "tcp"
      ? connectTcp(port, "127.0.0.1")
      : connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, transport === "tcp" ? "connect" : "secureConnect");
  const { peer, receive } = makePeer(socket.localPort ?? 0, react, {
    send: (message) => void socket.write(Buffer.from(message, "latin1")),
    async close() {
      socket.end();
      await once(socket, "close");
    },
  });
  let unread = "";
  socket.on("data", (data: Buffer) => {
    unread += data.toString("latin1");
    for (let message = firstMessage(unread); message !== undefined; message = firstMessage(unread)) {
      unread = unread.slice(message.length);
      if (message.trim() !== "") receive(message);
    }
  });
  return peer;
}

/** The first message of a stream, by its Content-Length (RFC 3261, 18.3); undefined if it is not there as a whole. */
function firstMessage(stream: string): string | undefined {
  const blank = /^(\r\n)+/.exec(stream);
  if (blank !== null) return blank[0];
  const head = stream.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const length = Number(/^(?:Content-Length|l)[ \t]*:[ \t]*(\d+)/im.exec(stream.slice(0, head))?.[1] ?? 0);
  const end = head + 4 + length;
  return stream.length < end ? undefined : stream.slice(0, end);
}

type Transport = Readonly<{ send: (message: string, port: number) => void; close: () => Promise<void> }>;

function makePeer(port: number, react: React | undefined, transport: Transport) {
  const received: SipMessage[] = [];
  const waiters = new Set<Waiter>();
  let isClosed = false;
  const peer: Peer = {
    port,
    received,
    send: transport.send,
    insist(message, to, isAnswered) {
      const end = performance.now() + 64 * T1;
      const sendAndWait = (ms: number): void => {
        if (isClosed || isAnswered() || performance.now() > end) return;
        peer.send(message, to);
        setTimeout(sendAndWait, ms, Math.min(2 * ms, T2)).unref();
      };
      sendAndWait(T1);
    },
    wait(what, fits) {
      const found = received.find(fits);
      if (found !== undefined) return Promise.resolve(found);
      const { promise, resolve, reject } = Promise.withResolvers<SipMessage>();
      const giveUp = (why: string) => () => reject(new Error(`${why}: ${what}`));
      const timer = setTimeout(giveUp("waited in vain"), LONGEST_MS);
      const waiter = { fits, resolve, close: giveUp("closed while it was waited for") };
      waiters.add(waiter);
      return promise.finally(() => {
        clearTimeout(timer);
        waiters.delete(waiter);
      });
    },
    async close() {
      isClosed = true;
      for (const waiter of waiters) waiter.close();
      await transport.close();
    },
  };
  const receive = (text: string): void => {
    const message = parseSip(text);
    received.push(message);
    for (const waiter of waiters) if (waiter.fits(message)) waiter.resolve(message);
    react?.(message, peer);
  };
  return { peer, receive };
}
