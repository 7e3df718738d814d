/** Starts a FreeSWITCH on loopback that has pbx/freeswitch in its dialplan, if one is installed. */
import { spawn, spawnSync } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end } from "../service/end.ts";
import type { Subscriber } from "./kamailio.ts";
import { freePort } from "./ports.ts";

export type Freeswitch = Readonly<{
  /** Where phones call. */
  port: number;
  /** Where Callas connects, and its password. */
  eventPort: number;
  password: string;
  log: () => string;
  stop: () => Promise<void>;
}>;

export type FreeswitchSettings = Readonly<{
  /** The ports of the carriers behind the two gateways. */
  carriers: readonly [number, number];
  subscribers: readonly Subscriber[];
  /** Further values for callas-settings.xml: `callas_trunk_1` and others. */
  settings?: Readonly<Record<string, string>>;
}>;

/** No Debian suite has it. */
export const hasFreeswitch = spawnSync("freeswitch", ["-version"]).status === 0;

const source = join(import.meta.dirname, "../../pbx/freeswitch");

const MODULES = [
  "mod_console",
  "mod_commands",
  "mod_db",
  "mod_dptools",
  "mod_dialplan_xml",
  "mod_event_socket",
  "mod_sofia",
];

export async function startFreeswitch(options: FreeswitchSettings): Promise<Freeswitch> {
  const folder = await mkdtemp(join(tmpdir(), "callas-freeswitch-"));
  const [port, outside] = [await freePort(), await freePort()];
  const eventPort = await freePort();
  const password = "secret of the event socket";
  await cp(join(source, "callas.xml"), join(folder, "callas.xml"));
  await writeFile(join(folder, "freeswitch.xml"), configuration({ port, outside, eventPort, password, ...options }));
  const output: string[] = [];
  const folders = ["-conf", "-log", "-db", "-run", "-temp"].flatMap((option) => [option, folder]);
  const child = spawn("freeswitch", ["-nf", "-nc", "-np", "-nonat", ...folders], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => output.push(String(data)));
  return {
    port,
    eventPort,
    password,
    log: () => output.join(""),
    async stop() {
      await end(child, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Ports = Readonly<{ port: number; outside: number; eventPort: number; password: string }>;

const params = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `<param name="${name}" value="${value}"/>`)
    .join("\n");

const settings = {
  callas_company: "acmecorp",
  callas_domain: "pbx.example",
  callas_gateway_1: "carrier-a",
  callas_gateway_2: "carrier-b",
  callas_trunk_1: "",
  callas_trunk_2: "",
};

/** One file, as the preprocessor puts it together from an installation's many. Its commands stand one to a line. */
function configuration(options: Ports & FreeswitchSettings): string {
  const { port, outside, eventPort, password, carriers } = options;
  const profile = (name: string, values: Readonly<Record<string, string | number>>, gateways = "") => `
    <profile name="${name}">
      <gateways>${gateways}</gateways>
      <settings>
        ${params({ "sip-ip": "127.0.0.1", "rtp-ip": "127.0.0.1", dialplan: "XML", context: "default", ...values })}
      </settings>
    </profile>`;
  const gateway = (name: string, carrier: number) => `
    <gateway name="${name}">
      ${params({ username: "account77", realm: "pbx.example", proxy: `127.0.0.1:${carrier}`, password: "x", register: "false", "extension-in-contact": "false" })}
    </gateway>`;
  return `<?xml version="1.0"?>
<document type="freeswitch/xml">
${Object.entries({ ...settings, ...options.settings })
  .map(([name, value]) => `<X-PRE-PROCESS cmd="set" data="${name}=${value}"/>`)
  .join("\n")}
<section name="configuration">
  <configuration name="switch.conf"><settings>${params({ "sessions-per-second": 1000, "max-sessions": 1000 })}</settings></configuration>
  <configuration name="modules.conf"><modules>
    ${MODULES.map((module) => `<load module="${module}"/>`).join("\n")}
  </modules></configuration>
  <configuration name="console.conf"><mappings><map name="all" value="console,debug,info,notice,warning,err,crit,alert"/></mappings><settings/></configuration>
  <configuration name="event_socket.conf"><settings>
    ${params({ "listen-ip": "127.0.0.1", "listen-port": eventPort, password })}
  </settings></configuration>
  <configuration name="sofia.conf"><global_settings/><profiles>
    ${profile("phones", { "sip-port": port, "auth-calls": "true", "accept-blind-reg": "false", "challenge-realm": "auto_from" })}
    ${profile("carriers", { "sip-port": outside, "auth-calls": "false", "timer-T1X64": 5000 }, gateway("carrier-a", carriers[0]) + gateway("carrier-b", carriers[1]))}
  </profiles></configuration>
</section>
<section name="dialplan">
  <context name="default">
    <X-PRE-PROCESS cmd="include" data="callas.xml"/>
  </context>
</section>
<section name="directory">${directory(options.subscribers)}</section>
</document>
`;
}

function directory(subscribers: readonly Subscriber[]): string {
  const domains = Map.groupBy(subscribers, ({ domain }) => domain);
  return [...domains]
    .map(
      ([domain, users]) => `
  <domain name="${domain}"><groups><group name="all"><users>
    ${users
      .map(
        ({ line, password, company }) =>
          `<user id="${line}"><params>${params({ password })}</params>` +
          `<variables><variable name="callas_company" value="${company}"/></variables></user>`,
      )
      .join("\n")}
  </users></group></groups></domain>`,
    )
    .join("\n");
}
