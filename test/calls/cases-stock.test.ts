/** The cases of call-cases.ts through Debian's own kamailio.cfg with the patch of pbx/kamailio/debian. */
import { startStockKamailio } from "../../lab/calls/stock-kamailio.ts";
import { subscribers } from "./company.ts";
import { stageOf } from "./kamailio-case-stage.ts";
import { describeCallCases } from "./run-call-cases.ts";
import { withCompanies, withSecondTrunk, withShortNumbers } from "./stock-edits.ts";

describeCallCases("stock", async ([first, second], wait) => {
  const kamailio = await startStockKamailio({
    gateway: first.port,
    subscribers: Object.values(subscribers),
    ...(wait === "short" ? { wait: 200 } : {}),
    edit: (config) => withShortNumbers(withCompanies(withSecondTrunk(config, second.port))),
  });
  await kamailio.command("cfg.seti", "tm", "fr_timer", "2000");
  return stageOf(kamailio);
});
