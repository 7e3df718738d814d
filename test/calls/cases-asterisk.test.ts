/** The cases of call-cases.ts through the office of pbx/asterisk/example, asking in both ways. */
import { REALM } from "../../lab/calls/asterisk.ts";
import { openSlowTcp } from "../../lab/calls/slow-tcp.ts";
import { openOffice, trunk, WAYS } from "./asterisk-stage.ts";
import { DOMAINS } from "./call-cases.ts";
import { describeCallCases } from "./run-call-cases.ts";

for (const way of WAYS)
  describeCallCases(
    "asterisk",
    async ([carrier, second], wait) => {
      const { asterisk, service, agiPort, close } = await openOffice({
        way,
        carrier,
        second,
        ...(wait === "short" ? { wait: 0.3 } : {}),
        sections: {
          "callas-trunks": ["trunk-a=carrier-a", "trunk-b=carrier-b"],
          "trunk-a](trunk)": trunk(carrier.port, DOMAINS[0]),
          "trunk-b](trunk)": trunk(second.port, DOMAINS[1]),
          // How soon Asterisk gives up a silent trunk: 64 of the first time (RFC 3261, 17.1.1.2).
          system: ["type=system", "timer_t1=100", "timer_b=6400"],
        },
      });
      const link = await openSlowTcp(way === "http" ? Number(new URL(service.base).port) : agiPort);
      await asterisk.set("url", `http://127.0.0.1:${link.port}/api/v1/decision`);
      await asterisk.set("agi", `agi://127.0.0.1:${link.port}/decision`);
      return {
        port: asterisk.port,
        service,
        link,
        account: (subscriber) => ({ ...subscriber, domain: REALM }),
        callAs: (company) => asterisk.set("company", company),
        isReady: () => Promise.resolve(true),
        async close() {
          await close();
          await link.close();
        },
      };
    },
    { what: `Asterisk, asking by ${way}` },
  );
