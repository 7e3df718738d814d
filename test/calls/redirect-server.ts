/** The redirect server of pbx/redirect on loopback, and an SBC that asks it. */
import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runKamailio, type KamailioProcess } from "../../lab/calls/kamailio-process.ts";
import { freePort } from "../../lab/calls/ports.ts";
import { compose, openPeer, type Peer, type SipMessage } from "../../lab/calls/sip.ts";
import { eventually } from "../../lab/eventually.ts";

export type RedirectServer = KamailioProcess &
  Readonly<{ port: number; evapiPort: number; callasIsThere: () => Promise<true> }>;

const pbx = join(import.meta.dirname, "../../pbx");

/** Addresses of SBCs, each with what redirect-settings.cfg says of it. */
export const sbcs = {
  /** One company and one trunk; Contact is the SBC. */
  plain: "127.0.0.10",
  /** Several companies, by the domain of From. */
  byDomain: "127.0.0.11",
  /** Names its trunks. */
  namesTrunks: "127.0.0.12",
  /** Two trunks at once, Contact is theirs. */
  twoTrunks: "127.0.0.13",
  /** Two trunks that are told apart by tgrp. */
  groups: "127.0.0.14",
  /** One company, whose number has a label to be escaped. */
  labels: "127.0.0.15",
  stranger: "127.0.0.66",
} as const;

const FURTHER = `
        case "127.0.0.13":
            $avp(callas_company) = "acmecorp";
            $avp(callas_trunks) = "carrier-a,carrier-b";
            return(1);
        case "127.0.0.14":
            $avp(callas_company) = "acmecorp";
            $avp(callas_trunks) = "carrier-a,carrier-b";
            $avp(redirect_host) = "sbc.example";
            $avp(redirect_tgrp) = 1;
            return(1);
        case "127.0.0.15":
            $avp(callas_company) = "labels";
            $avp(callas_trunks) = "carrier-a";
            return(1);
    }
    return(-1);
}
`;

/**
 * @param defines values of redirect-settings.cfg or further lines of `#!define`, in its syntax
 * @param table whether it goes on by the fallback table without Callas
 */
export async function startRedirect(
  defines: Readonly<Record<string, string | number>> = {},
  table?: "table",
): Promise<RedirectServer> {
  const folder = await mkdtemp(join(tmpdir(), "callas-redirect-"));
  await cp(join(pbx, "kamailio"), join(folder, "kamailio"), { recursive: true });
  await cp(join(pbx, "redirect"), join(folder, "redirect"), { recursive: true });
  const port = await freePort();
  const evapiPort = await freePort();
  const path = join(folder, "redirect/redirect-settings.cfg");
  const shipped = await readFile(path, "utf8");
  // The examples that are commented out must work too.
  let settings = shipped
    .replaceAll(/^( +)# ((?:case|switch| {2,}|}|return).*)$/gm, "$1$2")
    .replaceAll("192.0.2.", "127.0.0.")
    .replaceAll('"acme"', '"acmecorp"')
    .replaceAll('"acme.example"', '"acmecorp.example"')
    .replaceAll('"globex"', '"bare"')
    .replaceAll('"globex.example"', '"bare.example"')
    .replace(/^listen=.*$/m, `listen=udp:127.0.0.1:${port}\nlisten=tcp:127.0.0.1:${port}`)
    .replace(/\n {4}\}\n {4}return\(-1\);\n\}\n/, () => FURTHER);
  if (table === undefined) settings = settings.replace(/^#!define REDIRECT_TABLE\n/m, "");
  for (const [name, value] of Object.entries({ CALLAS_LISTEN: `"127.0.0.1:${evapiPort}"`, ...defines })) {
    const line = new RegExp(`^#!define ${name}( .*)?\n`, "m");
    settings = `#!define ${name} ${value}\n${settings.replace(line, "")}`;
  }
  await writeFile(path, settings);
  const kamailio = await runKamailio(folder, join(folder, "redirect/redirect.cfg"));
  return {
    port,
    evapiPort,
    ...kamailio,
    callasIsThere: () =>
      eventually("Callas", async () =>
        /callas:/.test((await kamailio.command("pv.shvGet", "callas_tag")) ?? "") ? true : undefined,
      ),
  };
}

type Asked = Readonly<{
  status: number;
  reply: SipMessage;
  /** The URIs of Contact with what follows them, in their order. */
  contacts: readonly Contact[];
  /** From the INVITE to its final reply, in milliseconds. */
  waited: number;
}>;

type Contact = Readonly<{
  /** Without headers. */
  uri: string;
  /** Of the URI, unescaped. */
  headers: Readonly<Record<string, string>>;
  parameters: string;
}>;

export type Sbc = Readonly<{
  peer: Peer;
  /** @param called the user of the Request-URI, or a whole URI */
  ask: (called: string, headers?: readonly string[], from?: string) => Promise<Asked>;
  /** The text of a request of a new call, to be sent as it is or changed. */
  request: (method: string, uri: string, headers?: readonly string[], from?: string) => string;
  close: () => Promise<void>;
}>;

const token = (): string => randomBytes(6).toString("hex");

export async function openSbc(address: string, serverPort: number): Promise<Sbc> {
  const peer = await openPeer(undefined, address);
  const request: Sbc["request"] = (method, uri, headers = [], from = "<sip:ivanpetrov-desk@acmecorp.example>") =>
    compose([
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${address}:${peer.port};branch=z9hG4bK${token()}`,
      `From: ${from};tag=${token()}`,
      `To: <${uri}>`,
      `Call-ID: ${token()}`,
      `CSeq: 1 ${method}`,
      "Max-Forwards: 70",
      `Contact: <sip:${address}:${peer.port}>`,
      ...headers,
    ]);
  return {
    peer,
    request,
    async ask(called, headers, from) {
      const uri = /^(sips?|tel|urn):/.test(called) ? called : `sip:${called}@redirect.example`;
      const invite = request("INVITE", uri, headers, from);
      const callId = /^Call-ID: (.*)\r$/m.exec(invite)![1]!;
      const isOfCall = (m: SipMessage): boolean => m.header("Call-ID") === callId;
      const sentAt = performance.now();
      peer.send(invite, serverPort);
      peer.insist(invite, serverPort, () => peer.received.some(isOfCall));
      const reply = await peer.wait(`the answer to ${called}`, (m) => isOfCall(m) && m.status >= 200);
      peer.send(ackOf(invite, reply), serverPort);
      return { status: reply.status, reply, contacts: contactsOf(reply), waited: reply.at - sentAt };
    },
    close: () => peer.close(),
  };
}

/** RFC 3261, 17.1.1.3. */
export function ackOf(invite: string, reply: SipMessage): string {
  return invite
    .replace(/^INVITE /, "ACK ")
    .replace(/^To: .*\r$/m, `To: ${reply.header("To")}\r`)
    .replace(/^CSeq: .*\r$/m, "CSeq: 1 ACK\r");
}

function contactsOf(reply: SipMessage): readonly Contact[] {
  return [...reply.header("Contact").matchAll(/<([^>?]*)(?:\?([^>]*))?>([^,]*)/g)].map(
    ([, uri = "", headers = "", parameters = ""]) => ({
      uri,
      headers: Object.fromEntries(
        headers
          .split("&")
          .filter((pair) => pair !== "")
          .map((pair) => pair.split("=").map(decodeURIComponent) as [string, string]),
      ),
      parameters: parameters.trim(),
    }),
  );
}
