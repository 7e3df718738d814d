/** Everything that a real call needs, started and connected. */
import { openCarrier, type Carrier } from "../../lab/calls/carrier.ts";
import { setUpCompanies, subscribers } from "./company.ts";
import { eventually } from "../../lab/eventually.ts";
import { PATIENT, startKamailio, type Kamailio, type Subscriber } from "../../lab/calls/kamailio.ts";
import { startService, type Service } from "../../lab/calls/callas.ts";

export type Stage = Readonly<{ carrier: Carrier; kamailio: Kamailio; service: Service; close: () => Promise<void> }>;

/** The companies of company.ts, or others. */
type Cast = Readonly<{ subscribers: readonly Subscriber[]; setUp: (service: Service) => Promise<void> }>;

const usual: Cast = { subscribers: Object.values(subscribers), setUp: setUpCompanies };

export async function openStage(cast = usual): Promise<Stage> {
  // What has started would keep the test's process alive if the rest does not.
  await using started = new AsyncDisposableStack();
  const carrier = await openCarrier();
  started.defer(() => carrier.close());
  const kamailio = await startKamailio({
    trunk: `127.0.0.1:${carrier.port}`,
    subscribers: cast.subscribers,
    directory: [["account", "carrier-a", "sip:trunk-4711@pbx.example"]],
    settings: PATIENT,
  });
  started.defer(() => kamailio.stop());
  const service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
  started.defer(() => service.stop());
  await cast.setUp(service);
  await eventually("the connection", async () =>
    (await service.metric("callas_kamailio_connected")) === 1 ? true : undefined,
  );
  const all = started.move();
  return { carrier, kamailio, service, close: () => all.disposeAsync() };
}
