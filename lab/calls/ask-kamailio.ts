/** Starts a Kamailio of ask.cfg on loopback, which tells callers what Callas has told it. */
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runKamailio, type KamailioProcess } from "./kamailio-process.ts";
import { freePort } from "./ports.ts";
import { compose, openPeer, type Peer, type SipMessage } from "./sip.ts";

const source = join(import.meta.dirname, "../../pbx/kamailio");

export type AskKamailio = KamailioProcess & Readonly<{ port: number; evapiPort: number }>;

export type AskSettings = Readonly<{
  /** `#!define`s above the include, such as CALLAS_WAIT, in Kamailio's syntax. */
  defines?: Readonly<Record<string, string | number>>;
  table?: boolean;
  /** The main file has evapi for itself and hands over what is Callas'. */
  ownEvapi?: boolean;
  /** Changes the text of callas.cfg, to make something likely that is rare. */
  edit?: (callas: string) => string;
}>;

export async function startAskKamailio({
  defines = {},
  table,
  ownEvapi,
  edit,
}: AskSettings = {}): Promise<AskKamailio> {
  const folder = await mkdtemp(join(tmpdir(), "callas-ask-"));
  await cp(source, folder, { recursive: true });
  await cp(join(import.meta.dirname, "ask.cfg"), join(folder, "kamailio.cfg"));
  if (edit !== undefined) {
    const callas = join(folder, "callas.cfg");
    await writeFile(callas, edit(await readFile(callas, "utf8")));
  }
  const port = await freePort();
  const evapiPort = await freePort();
  const settings = {
    ASK_LISTEN: `udp:127.0.0.1:${port}`,
    ...(table && { ASK_TABLE: "" }),
    ...(ownEvapi && { ASK_OWN_EVAPI: "" }),
    CALLAS_LISTEN: `"127.0.0.1:${evapiPort}"`,
    CALLAS_TABLE_URL: `"text://${folder}/table"`,
    CALLAS_DOMAIN: '"pbx.example"',
    ...defines,
  };
  const lines = Object.entries(settings).map(([name, value]) => `#!define ${name} ${value}\n`);
  await writeFile(join(folder, "ask-settings.cfg"), lines.join(""));

  return { port, evapiPort, ...(await runKamailio(folder, join(folder, "kamailio.cfg"))) };
}

export type Told = Readonly<{
  status: number;
  /** Values of the X- headers of the reply, by their names without X- in lower case: `state`, `rule`, `as`. */
  told: Readonly<Record<string, string>>;
  /** From the INVITE to its final reply, in milliseconds. */
  waited: number;
  reply: SipMessage;
}>;

export type Asker = Readonly<{
  /** Calls a user of the Request-URI, or a whole URI. */
  ask: (dialled: string, company: string, line: string, headers?: readonly string[]) => Promise<Told>;
  close: () => Promise<void>;
}>;

/** Callers without a password, each at a socket of their own, who hear what Kamailio was told. */
export function openAsker(kamailioPort: number): Asker {
  const peers = new Set<Peer>();
  const token = (): string => randomBytes(6).toString("hex");
  return {
    async ask(dialled, company, line, headers = []) {
      const peer = await openPeer();
      peers.add(peer);
      const callId = token();
      const uri = /^(sips?|tel):/.test(dialled) ? dialled : `sip:${dialled}@pbx.example`;
      const via = `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bK${token()};rport`;
      const from =
        headers.find((header) => header.startsWith("From:")) ?? `From: <sip:caller@pbx.example>;tag=${token()}`;
      const lines = (method: string, to: string, more: readonly string[]) =>
        compose([
          `${method} ${uri} SIP/2.0`,
          via,
          from,
          to,
          `Call-ID: ${callId}`,
          `CSeq: 1 ${method}`,
          "Max-Forwards: 70",
          `Contact: <sip:caller@127.0.0.1:${peer.port}>`,
          ...more,
        ]);
      const isFinal = (m: SipMessage): boolean => m.header("Call-ID") === callId && m.status >= 200;
      const invite = lines("INVITE", `To: <${uri}>`, [
        `X-Company: ${company}`,
        `X-Line: ${line}`,
        ...headers.filter((header) => header !== from),
      ]);
      const sentAt = performance.now();
      // Also after a 100: the replies to many calls at once overflow the socket, and Kamailio repeats them for 3 s only.
      peer.insist(invite, kamailioPort, () => peer.received.some(isFinal));
      const reply = await peer.wait(`the reply to ${dialled}`, isFinal);
      if (reply.status >= 300) peer.send(lines("ACK", `To: ${reply.header("To")}`, []), kamailioPort);
      const fields = reply.raw
        .split("\r\n")
        .map((line) => /^X-([^:]+): ?(.*)$/.exec(line))
        .filter((match) => match !== null)
        .map(([, name = "", value = ""]) => [name.toLowerCase(), value === "<null>" ? "" : value] as const);
      peers.delete(peer);
      await peer.close();
      return { status: reply.status, told: Object.fromEntries(fields), waited: reply.at - sentAt, reply };
    },
    async close() {
      for (const peer of peers) await peer.close();
    },
  };
}
