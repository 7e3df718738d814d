/** What the shared call cases need around a Kamailio: a Callas behind a link that can be slowed. */
import { startService } from "../../lab/calls/callas.ts";
import type { KamailioProcess } from "../../lab/calls/kamailio-process.ts";
import { openSlowTcp } from "../../lab/calls/slow-tcp.ts";
import { setUpCompanies } from "./company.ts";
import type { CaseStage } from "./run-call-cases.ts";

/** Also stops the Kamailio when it is closed. */
export async function stageOf(
  kamailio: KamailioProcess & Readonly<{ port: number; evapiPort: number }>,
): Promise<CaseStage> {
  const link = await openSlowTcp(kamailio.evapiPort);
  const service = await startService([`127.0.0.1:${link.port}`]);
  await setUpCompanies(service);
  return {
    port: kamailio.port,
    service,
    link,
    isReady: async () => (await kamailio.hasCallas()) && (await kamailio.table("trunk:carrier-a")) !== undefined,
    async close() {
      await service.stop();
      await link.close();
      await kamailio.stop();
    },
  };
}
