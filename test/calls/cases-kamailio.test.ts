/** The cases of call-cases.ts through the office of pbx/kamailio/example. */
import { PATIENT, startKamailio } from "../../lab/calls/kamailio.ts";
import { subscribers } from "./company.ts";
import { stageOf } from "./kamailio-case-stage.ts";
import { describeCallCases } from "./run-call-cases.ts";

describeCallCases("example", async ([first, second], wait) => {
  const kamailio = await startKamailio({
    trunk: `127.0.0.1:${first.port}`,
    secondTrunk: `127.0.0.1:${second.port}`,
    subscribers: Object.values(subscribers),
    directory: [["account", "carrier-a", "sip:trunk-4711@a.example"]],
    settings: {
      ...(wait === "patient" ? PATIENT : {}),
      OFFICE_TRUNK_WAIT: 2_000,
      OFFICE_TRUNKS_IN_CALLAS: "",
    },
  });
  return stageOf(kamailio);
});
