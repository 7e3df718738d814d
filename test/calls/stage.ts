/** Everything that a real call needs, started and connected. */
import { openCarrier, type Carrier } from "../../lab/calls/carrier.ts";
import { setUpCompanies, subscribers } from "./company.ts";
import { eventually } from "../../lab/eventually.ts";
import { PATIENT, startKamailio, type Kamailio } from "../../lab/calls/kamailio.ts";
import { startService, type Service } from "../../lab/calls/callas.ts";

export type Stage = Readonly<{ carrier: Carrier; kamailio: Kamailio; service: Service; close: () => Promise<void> }>;

export async function openStage(): Promise<Stage> {
  const carrier = await openCarrier();
  const kamailio = await startKamailio({
    trunk: `127.0.0.1:${carrier.port}`,
    subscribers: Object.values(subscribers),
    settings: PATIENT,
  });
  const service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
  await setUpCompanies(service);
  await eventually("the connection", async () =>
    (await service.metric("callas_kamailio_connected")) === 1 ? true : undefined,
  );
  return {
    carrier,
    kamailio,
    service,
    async close() {
      await service.stop();
      await kamailio.stop();
      await carrier.close();
    },
  };
}
