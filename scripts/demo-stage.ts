/** Starts what the demo's calls need: a carrier, Kamailio with the demo's phones, and Callas. */
import { randomBytes } from "node:crypto";
import { eventually } from "../lab/eventually.ts";
import { PATIENT, startKamailio, type Subscriber } from "../lab/calls/kamailio.ts";
import { startService } from "../lab/calls/callas.ts";
import { startSippCarrier, type SippCarrier } from "../lab/calls/sipp.ts";
import { demoDirectory, demoId } from "../lab/companies/demo-company.ts";
import { loadDemoCompany } from "../lab/companies/load-demo.ts";

export type DemoStage = Readonly<{
  carrier: SippCarrier;
  kamailioPort: number;
  subscriberOf: (line: string) => Subscriber;
}>;

/**
 * @param stack receives a function to stop and remove each part as soon as it runs
 * @param say is called with a description of the next step; it may throw to stop
 */
export async function openDemoStage(stack: AsyncDisposableStack, say: (what: string) => void): Promise<DemoStage> {
  const subscribers = demoDirectory.employees.flatMap(({ extension, lines }) =>
    lines.map(({ id }, at) => subscriber(id, at === 0 ? extension : null)),
  );
  say("Starting sipp as the carrier …");
  const carrier = await startSippCarrier();
  stack.defer(() => carrier.stop());
  say("Starting Kamailio with the configuration of pbx/kamailio/example …");
  const kamailio = await startKamailio({ trunk: `127.0.0.1:${carrier.port}`, subscribers, settings: PATIENT });
  stack.defer(() => kamailio.stop());
  say("Starting Callas on an empty data folder …");
  const service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
  stack.defer(() => service.stop());
  say(`Loading the company “${demoId}” …`);
  await loadDemoCompany(service.client);
  await eventually("Callas to connect to Kamailio", async () =>
    (await service.metric("callas_kamailio_connected")) === 1 ? true : undefined,
  );
  say("Calling, with sipp as the phones:");
  return {
    carrier,
    kamailioPort: kamailio.port,
    subscriberOf: (line) => subscribers.find((one) => one.line === line)!,
  };
}

/** @param extension rings this line; only the first line of an employee rings */
function subscriber(line: string, extension: string | null): Subscriber {
  return {
    line,
    company: demoId,
    domain: `${demoId}.example`,
    password: randomBytes(12).toString("hex"),
    ...(extension === null ? {} : { extension }),
  };
}
