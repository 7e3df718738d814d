/** A phone that registers, calls and answers, and can lie in any header. */
import { createHash, randomBytes } from "node:crypto";
import { compose, openPeer, type Peer, replyTo, sdp, type SipMessage, tagOf, uriOf } from "./sip.ts";

export type PhoneAccount = Readonly<{ line: string; domain: string; password: string }>;

export type Dial = Readonly<{
  /** The user of the request URI, escaped as the phone would. */
  dialled: string;
  /** Display name of From, with its quotes. */
  display?: string;
  /** The whole of From without its tag, for a phone that lies. */
  from?: string;
  callId?: string;
  headers?: readonly string[];
  body?: string;
  contact?: string;
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
  within: (method: string, body?: string, type?: string) => Promise<SipMessage>;
  cancel: () => Promise<SipMessage>;
  /** Repeats the last request, as if no reply had come. */
  repeat: () => void;
}>;

export type Phone = Readonly<{
  account: PhoneAccount;
  peer: Peer;
  register: () => Promise<SipMessage>;
  call: (dial: Dial) => Promise<Call>;
  close: () => Promise<void>;
}>;

const token = (): string => randomBytes(6).toString("hex");
const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

export async function openPhone(account: PhoneAccount, kamailioPort: number): Promise<Phone> {
  const { line, domain } = account;
  const peer = await openPeer((message) => answer(message));
  const via = (): string => `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bK${token()};rport`;
  const contact = `<sip:${line}@127.0.0.1:${peer.port}>`;
  const send = (text: string): void => peer.send(text, kamailioPort);
  /** Repeats a request until a matching reply arrives. */
  const insist = (text: string, fits: (reply: SipMessage) => boolean): void =>
    peer.insist(text, kamailioPort, () => peer.received.some(fits));

  const answer = (message: SipMessage): void => {
    if (message.method === "" || message.method === "ACK") return;
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
    const response = md5(`${md5(`${line}:${domain}:${account.password}`)}:${nonce}:${md5(`${method}:${uri}`)}`);
    return `${proxy ? "Proxy-Authorization" : "Authorization"}: Digest username="${line}", realm="${domain}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5`;
  };

  const register = async (): Promise<SipMessage> => {
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
        `Contact: ${contact}`,
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
    const uri = `sip:${dial.dialled}@${domain}`;
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
          `INVITE ${uri} SIP/2.0`,
          lastVia,
          `From: ${from}`,
          `To: ${to}`,
          `Call-ID: ${callId}`,
          `CSeq: ${cseq} INVITE`,
          "Max-Forwards: 70",
          `Contact: ${dial.contact ?? contact}`,
          `User-Agent: phone of ${line}`,
          "Allow: INVITE, ACK, BYE, CANCEL, UPDATE",
          ...(dial.headers ?? []),
          ...extra,
        ],
        body,
      );
      insist(lastRequest, isReply(cseq, "INVITE"));
    };
    const hopAck = (reply: SipMessage): void =>
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
    const finalOf = (n: number, method: string): Promise<SipMessage> =>
      peer.wait(`the final reply to ${n} ${method}`, isReply(n, method, 200));

    const begun = performance.now();
    invite([]);
    const challenge = await finalOf(1, "INVITE");
    const roundTrip = challenge.at - begun;
    hopAck(challenge);
    let sentAt = performance.now();
    if (challenge.status === 401 || challenge.status === 407) {
      const credentials = authorization(challenge, "INVITE", uri);
      sentAt = performance.now();
      invite([credentials]);
    }
    const inviteNumber = cseq;
    let answered: SipMessage | undefined;

    const request = (method: string, n: number, requestBody: string, type?: string): string => {
      if (answered === undefined) throw new Error("the call is not answered");
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
      rung: () => peer.wait("a sign that it rings", isReply(inviteNumber, "INVITE", 180)),
      async final() {
        const reply = await finalOf(inviteNumber, "INVITE");
        if (reply.status >= 300) hopAck(reply);
        else answered = reply;
        return reply;
      },
      async ack() {
        send(request("ACK", inviteNumber, ""));
      },
      async within(method, requestBody = "", type) {
        cseq += 1;
        const n = cseq;
        lastRequest = request(method, n, requestBody, type);
        insist(lastRequest, isReply(n, method, method === "INVITE" ? 100 : 200));
        const reply = await finalOf(n, method);
        if (method === "INVITE" && reply.status < 300) send(request("ACK", n, ""));
        return reply;
      },
      repeat: () => send(lastRequest),
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
