/** A phone that registers, calls and answers, and can lie in any header. */
import { createHash, randomBytes } from "node:crypto";
import { compose, openPeer, openStreamPeer, type Peer, replyTo, sdp, type SipMessage, tagOf, uriOf } from "./sip.ts";

export type PhoneAccount = Readonly<{ line: string; domain: string; password: string }>;

export type Dial = Readonly<{
  /** The user of the Request-URI, escaped as the phone would, or a whole URI with its scheme. */
  dialled: string;
  /** Display name of From, with its quotes. */
  display?: string;
  /** The whole of From without its tag, for a phone that lies. */
  from?: string;
  callId?: string;
  /** Another request than INVITE, such as MESSAGE. */
  method?: string;
  headers?: readonly string[];
  body?: string;
  /** Content-Type of the body; SDP if it is not given. */
  type?: string;
  contact?: string;
  /** Max-Forwards; 70 if it is not given. */
  maxForwards?: number;
}>;

export type Call = Readonly<{
  callId: string;
  /** From and To of the INVITE, as the phone wrote them. */
  from: string;
  to: string;
  /** How long Kamailio took to ask for the password, in milliseconds: a round trip without Callas. */
  roundTrip: number;
  /** performance.now() when the INVITE with the password was sent. */
  sentAt: number;
  /** All replies and requests of this call that came to the phone. */
  received: () => readonly SipMessage[];
  /** The first sign of ringing: a 180, or the answer if it overtook the 180. */
  rung: () => Promise<SipMessage>;
  final: () => Promise<SipMessage>;
  ack: () => Promise<void>;
  /** Sends a request within the call and returns its final reply. */
  within: (method: string, body?: string, type?: string, headers?: readonly string[]) => Promise<SipMessage>;
  cancel: () => Promise<SipMessage>;
  /** Repeats the last request, as if no reply had come. */
  repeat: () => void;
  /** The INVITE with the password, as it was sent. */
  sent: () => string;
}>;

export type Phone = Readonly<{
  account: PhoneAccount;
  peer: Peer;
  /** @param at the whole of Contact, for a phone that lies */
  register: (at?: string) => Promise<SipMessage>;
  call: (dial: Dial) => Promise<Call>;
  close: () => Promise<void>;
}>;

const token = (): string => randomBytes(6).toString("hex");
const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

export type Transport = "udp" | "tcp" | "tls";

/** @param reply a status and its headers, instead of answering calls: `["302 Moved Temporarily", "Contact: …"]` */
export async function openPhone(
  account: PhoneAccount,
  kamailioPort: number,
  transport: Transport = "udp",
  reply?: readonly string[],
): Promise<Phone> {
  const { line, domain } = account;
  const react = (message: SipMessage): void => answer(message);
  const peer = await (transport === "udp" ? openPeer(react) : openStreamPeer(transport, kamailioPort, react));
  const via = (): string =>
    `Via: SIP/2.0/${transport.toUpperCase()} 127.0.0.1:${peer.port};branch=z9hG4bK${token()};rport`;
  const contact = `<sip:${line}@127.0.0.1:${peer.port}${transport === "udp" ? "" : `;transport=${transport}`}>`;
  const send = (text: string): void => peer.send(text, kamailioPort);
  /** Repeats a request until a matching reply arrives. */
  const insist = (text: string, fits: (reply: SipMessage) => boolean): void =>
    peer.insist(text, kamailioPort, () => peer.received.some(fits));

  const answer = (message: SipMessage): void => {
    if (message.method === "" || message.method === "ACK") return;
    if (message.method === "INVITE" && reply !== undefined) {
      const [status = "", ...headers] = reply;
      send(replyTo(message, status, `t${line.length}`, headers));
      return;
    }
    const extra = [`Contact: ${contact}`, `User-Agent: phone of ${line}`, `X-Line: ${line}`];
    const body = message.method === "INVITE" ? sdp(peer.port, line, line) : "";
    if (message.method === "INVITE" && tagOf(message.header("To")) === "") {
      send(replyTo(message, "180 Ringing", `t${line.length}`, extra));
    }
    send(replyTo(message, "200 OK", `t${line.length}`, extra, body));
  };

  const authorization = (challenge: SipMessage, method: string, uri: string): string => {
    const proxy = challenge.status === 407;
    const value = challenge.header(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
    const nonce = /nonce="([^"]+)"/.exec(value)?.[1] ?? "";
    const counts = /qop="[^"]*\bauth\b/.test(value) ? { nc: "00000001", cnonce: token() } : undefined;
    const counted = counts === undefined ? "" : `${counts.nc}:${counts.cnonce}:auth:`;
    const response = md5(
      `${md5(`${line}:${domain}:${account.password}`)}:${nonce}:${counted}${md5(`${method}:${uri}`)}`,
    );
    const count = counts === undefined ? "" : `, qop=auth, nc=${counts.nc}, cnonce="${counts.cnonce}"`;
    return `${proxy ? "Proxy-Authorization" : "Authorization"}: Digest username="${line}", realm="${domain}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5${count}`;
  };

  const register = async (at = contact): Promise<SipMessage> => {
    const callId = token();
    const request = (cseq: number, extra: readonly string[]): string =>
      compose([
        `REGISTER sip:${domain} SIP/2.0`,
        via(),
        `From: <sip:${line}@${domain}>;tag=${token()}`,
        `To: <sip:${line}@${domain}>`,
        `Call-ID: ${callId}`,
        `CSeq: ${cseq} REGISTER`,
        "Max-Forwards: 70",
        `Contact: ${at}`,
        "Expires: 300",
        ...extra,
      ]);
    const ask = (cseq: number, extra: readonly string[]): Promise<SipMessage> => {
      const fits = (m: SipMessage): boolean =>
        m.header("Call-ID") === callId && m.header("CSeq") === `${cseq} REGISTER`;
      insist(request(cseq, extra), fits);
      return peer.wait("a reply to REGISTER", fits);
    };
    const challenge = await ask(1, []);
    return ask(2, [authorization(challenge, "REGISTER", `sip:${domain}`)]);
  };

  const call = async (dial: Dial): Promise<Call> => {
    const callId = dial.callId ?? token();
    const { method: begins = "INVITE" } = dial;
    const uri = /^(sips?|tel):/.test(dial.dialled) ? dial.dialled : `sip:${dial.dialled}@${domain}`;
    const from = `${dial.from ?? `${dial.display ?? `"${line}"`} <sip:${line}@${domain}>`};tag=${token()}`;
    const to = `<${uri}>`;
    const body = dial.body ?? sdp(peer.port, line, line);
    const mine = (m: SipMessage): boolean => m.header("Call-ID") === callId;
    const isReply =
      (n: number, method: string, least = 100) =>
      (m: SipMessage): boolean =>
        mine(m) && m.status >= least && m.header("CSeq") === `${n} ${method}`;
    let cseq = 0;
    let lastVia = "";
    let lastRequest = "";
    const invite = (extra: readonly string[]): void => {
      cseq += 1;
      lastVia = via();
      lastRequest = compose(
        [
          `${begins} ${uri} SIP/2.0`,
          lastVia,
          `From: ${from}`,
          `To: ${to}`,
          `Call-ID: ${callId}`,
          `CSeq: ${cseq} ${begins}`,
          `Max-Forwards: ${dial.maxForwards ?? 70}`,
          `Contact: ${dial.contact ?? contact}`,
          `User-Agent: phone of ${line}`,
          "Allow: INVITE, ACK, BYE, CANCEL, UPDATE",
          ...(dial.headers ?? []),
          ...extra,
        ],
        body,
        dial.type,
      );
      insist(lastRequest, isReply(cseq, begins));
    };
    const hopAck = (reply: SipMessage): void => {
      if (begins !== "INVITE") return;
      send(
        compose([
          `ACK ${uri} SIP/2.0`,
          lastVia,
          `From: ${from}`,
          `To: ${reply.header("To")}`,
          `Call-ID: ${callId}`,
          `CSeq: ${cseq} ACK`,
          "Max-Forwards: 70",
        ]),
      );
    };
    const finalOf = (n: number, method: string): Promise<SipMessage> =>
      peer.wait(`the final reply to ${n} ${method}`, isReply(n, method, 200));

    const begun = performance.now();
    invite([]);
    const challenge = await finalOf(1, begins);
    const roundTrip = challenge.at - begun;
    hopAck(challenge);
    let sentAt = performance.now();
    if (challenge.status === 401 || challenge.status === 407) {
      const credentials = authorization(challenge, begins, uri);
      sentAt = performance.now();
      invite([credentials]);
    }
    const inviteNumber = cseq;
    const inviteSent = lastRequest;
    let answered: SipMessage | undefined;

    const request = (
      method: string,
      n: number,
      requestBody: string,
      type?: string,
      headers: readonly string[] = [],
    ): string => {
      if (answered === undefined) throw new Error("the call neither rings nor is answered");
      return compose(
        [
          `${method} ${uriOf(answered.header("Contact"))} SIP/2.0`,
          via(),
          ...answered
            .headers("Record-Route")
            .toReversed()
            .map((route) => `Route: ${route}`),
          `From: ${from}`,
          `To: ${answered.header("To")}`,
          `Call-ID: ${callId}`,
          `CSeq: ${n} ${method}`,
          "Max-Forwards: 70",
          `Contact: ${contact}`,
          `User-Agent: phone of ${line}`,
          `X-Line: ${line}`,
          `P-Asserted-Identity: <sip:${line}@${domain}>`,
          ...headers,
        ],
        requestBody,
        type,
      );
    };

    return {
      callId,
      from,
      to,
      roundTrip,
      sentAt,
      received: () => peer.received.filter(mine),
      async rung() {
        const reply = await peer.wait("a sign that it rings", isReply(inviteNumber, "INVITE", 180));
        // Requests are possible before the answer too (RFC 3261, 12.1).
        answered ??= reply;
        return reply;
      },
      async final() {
        const reply = await finalOf(inviteNumber, begins);
        if (reply.status >= 300) hopAck(reply);
        else answered = reply;
        return reply;
      },
      async ack() {
        send(request("ACK", inviteNumber, ""));
      },
      async within(method, requestBody = "", type, headers = []) {
        cseq += 1;
        const n = cseq;
        lastRequest = request(method, n, requestBody, type, headers);
        insist(lastRequest, isReply(n, method, method === "INVITE" ? 100 : 200));
        const reply = await finalOf(n, method);
        if (method === "INVITE" && reply.status < 300) send(request("ACK", n, ""));
        return reply;
      },
      repeat: () => send(lastRequest),
      sent: () => inviteSent,
      async cancel() {
        insist(
          compose([
            `CANCEL ${uri} SIP/2.0`,
            lastVia,
            `From: ${from}`,
            `To: ${to}`,
            `Call-ID: ${callId}`,
            `CSeq: ${inviteNumber} CANCEL`,
            "Max-Forwards: 70",
            `Reason: SIP;cause=200;text="${line} hung up"`,
          ]),
          isReply(inviteNumber, "CANCEL", 200),
        );
        return finalOf(inviteNumber, "CANCEL");
      },
    };
  };

  return { account, peer, register, call, close: () => peer.close() };
}
