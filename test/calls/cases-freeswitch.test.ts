/** The cases of call-cases.ts through a FreeSWITCH. Skipped, and said so, where there is none. */
import { startService } from "../../lab/calls/callas.ts";
import { hasFreeswitch, startFreeswitch } from "../../lab/calls/freeswitch.ts";
import { openSlowTcp } from "../../lab/calls/slow-tcp.ts";
import { DOMAINS } from "./call-cases.ts";
import { setUpCompanies, subscribers } from "./company.ts";
import { describeCallCases, type OpenCaseStage } from "./run-call-cases.ts";

const open: OpenCaseStage = async ([first, second]) => {
  const freeswitch = await startFreeswitch({
    carriers: [first.port, second.port],
    subscribers: Object.values(subscribers),
    settings: { callas_domain: DOMAINS[0], callas_trunk_1: "carrier-a", callas_trunk_2: "carrier-b" },
  });
  const link = await openSlowTcp(freeswitch.eventPort);
  const service = await startService([], {
    CALLAS_FREESWITCH: `127.0.0.1:${link.port}`,
    CALLAS_FREESWITCH_PASSWORD: freeswitch.password,
  });
  await setUpCompanies(service);
  return {
    port: freeswitch.port,
    service,
    link,
    isReady: async () => (await service.metric("callas_freeswitch_connected")) === 1,
    async close() {
      await service.stop();
      await link.close();
      await freeswitch.stop();
    },
  };
};

describeCallCases("freeswitch", open, {
  skip: hasFreeswitch ? false : "no freeswitch on the PATH: no Debian suite has one",
});
