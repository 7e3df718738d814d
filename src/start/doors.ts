/** The doors of PBXs, as the service and a call node open them. */
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { listenForAsterisk } from "../door/asterisk/asterisk.ts";
import { connectFreeswitch } from "../door/freeswitch/freeswitch.ts";
import { connectKamailio } from "../door/kamailio/kamailio.ts";
import { explainErrors } from "../http/explain-error.ts";
import type { Metrics } from "../metrics.ts";
import { fallbacksOf } from "../replica/fallbacks.ts";
import type { Follower } from "../replica/follow.ts";
import type { Replica } from "../replica/replica.ts";
import type { DecidingCopy } from "../store/deciding-copy.ts";

export type Door = "http" | "kamailio" | "asterisk" | "freeswitch";

export type DoorsOptions = Readonly<{
  copy: DecidingCopy;
  follower: Follower;
  decideFor: (door: Door) => Replica["decide"];
  metrics: Metrics;
  config: Config;
  log: Logger;
}>;

export type Doors = Readonly<{
  /**
   * To be called once there is something to decide from: before, PBXs would only hear that nobody is known.
   * @throws the error of the address on which Asterisk is awaited
   */
  open: () => Promise<void>;
  close: () => Promise<void>;
}>;

export function doorsOf({ copy, follower, decideFor, metrics, config, log }: DoorsOptions): Doors {
  const closes: (() => Promise<void>)[] = [];
  let opening: Promise<void> = Promise.resolve();
  let isClosing = false;

  async function open(): Promise<void> {
    if (config.asteriskAgi) {
      const asterisk = await listenForAsterisk({
        ...config.asteriskAgi,
        decide: decideFor("asterisk"),
        explainError: explainErrors(log),
        log,
        metrics: metrics.asterisk,
      });
      closes.push(() => asterisk.close());
      metrics.bound("agi_connections", asterisk.fill);
    }
    if (isClosing) return;
    const kamailio = connectKamailio({
      addresses: config.kamailios,
      secret: config.kamailioSecret,
      decide: decideFor("kamailio"),
      fallbacks: fallbacksOf(copy, follower, (err) =>
        log.error({ err }, "Kamailio's table cannot be told of a change"),
      ),
      mostSentAtOnce: config.kamailioAll,
      log,
      metrics: metrics.kamailio,
    });
    const freeswitch = connectFreeswitch({
      ...(config.freeswitch ?? { addresses: [], password: "" }),
      decide: decideFor("freeswitch"),
      log,
      metrics: metrics.freeswitch,
    });
    closes.push(
      async () => kamailio.close(),
      async () => freeswitch.close(),
    );
  }

  return {
    open: () => (opening = open()),
    async close() {
      isClosing = true;
      await opening.catch(() => {});
      await Promise.all(closes.map((close) => close()));
    },
  };
}
