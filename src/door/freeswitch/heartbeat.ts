/**
 * Tells FreeSWITCH's dialplan that Callas is there, and settles which Callas answers: each of several gets every event,
 * and a second answer would break whatever the channel does by then. One of them owns the FreeSWITCH, and the next takes
 * over when its time has run out. A dialplan puts the owner into the event, so that no event has two.
 */
import { getGlobal, setGlobal } from "./commands.ts";
import type { Link } from "./link.ts";

const HEARTBEAT_MS = 500;
/** How long a heartbeat holds. */
const HOLDS_SECONDS = 2;

/** Global variables of FreeSWITCH: until when Callas is there, in seconds since 1970, and which one. */
const UNTIL = "callas_until";
const OWNER = "callas_owner";

const OWNER_ID = /^[0-9a-f]{16}$/;

export type Heartbeat = Readonly<{
  /** Lets calls go on without waiting, and another Callas take over. */
  stop: () => void;
}>;

/** @param id of this Callas: 16 hexadecimal digits, the same when it connects again */
export function startHeartbeat(link: Pick<Link, "send">, id: string): Heartbeat {
  const now = () => Math.floor(Date.now() / 1000);
  let owner = "";

  const beat = (): void => {
    link.send(getGlobal(OWNER), (text) => {
      owner = OWNER_ID.test(text) ? text : "";
    });
    link.send(getGlobal(UNTIL), (text) => {
      const isFree = owner === "" || !(Number(text) >= now());
      if (owner !== id && !isFree) return;
      if (owner !== id) link.send(setGlobal(OWNER, id));
      owner = id;
      link.send(setGlobal(UNTIL, String(now() + HOLDS_SECONDS)));
    });
  };
  const timer = setInterval(beat, HEARTBEAT_MS);
  beat();

  return {
    stop() {
      clearInterval(timer);
      if (owner === id) link.send(setGlobal(UNTIL, "0"));
    },
  };
}
