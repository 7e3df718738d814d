/** Starts a Kamailio of identity.cfg on loopback: identities on branches, and nothing else. */
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runKamailio, type KamailioProcess } from "./kamailio-process.ts";
import { freePort } from "./ports.ts";

/** Where Kamailio keeps the phone's own From and To during a call. */
export type Store = "dialog" | "record-route";

/** @param carriers ports of carrier-a and carrier-b */
export async function startIdentityKamailio(
  store: Store,
  [a, b]: readonly [number, number],
): Promise<KamailioProcess & Readonly<{ port: number; evapiPort: number }>> {
  const folder = await mkdtemp(join(tmpdir(), "callas-identity-"));
  await cp(join(import.meta.dirname, "../../pbx/kamailio"), folder, { recursive: true });
  await cp(join(import.meta.dirname, "identity.cfg"), join(folder, "kamailio.cfg"));
  const port = await freePort();
  const evapiPort = await freePort();
  const settings = [
    ...(store === "dialog" ? ["IDENTITY_DIALOG"] : []),
    `IDENTITY_LISTEN udp:127.0.0.1:${port}`,
    `IDENTITY_A "127.0.0.1:${a}"`,
    `IDENTITY_B "127.0.0.1:${b}"`,
    `CALLAS_LISTEN "127.0.0.1:${evapiPort}"`,
    "CALLAS_WAIT 30000",
  ];
  await writeFile(join(folder, "identity-settings.cfg"), settings.map((line) => `#!define ${line}\n`).join(""));
  return { port, evapiPort, ...(await runKamailio(folder, join(folder, "kamailio.cfg"))) };
}
