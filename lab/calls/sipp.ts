/** sipp as a phone and as the carrier. */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { calledNumber } from "./carrier.ts";
import { end } from "../service/end.ts";
import { eventually } from "../eventually.ts";
import type { Subscriber } from "./kamailio.ts";
import { freePort } from "./ports.ts";
import { parseSip, type SipMessage } from "./sip.ts";

const scenarios = join(import.meta.dirname, "scenarios");
const run = promisify(execFile);

export type SippCarrier = Readonly<{
  port: number;
  /** Everything that the carrier received in the call to a number, once the call has ended. */
  call: (number: string) => Promise<readonly SipMessage[]>;
  /** Everything received in each call that has ended, in the order in which they began. */
  ended: () => Promise<readonly (readonly SipMessage[])[]>;
  /** Everything received so far. */
  received: () => Promise<readonly SipMessage[]>;
  stop: () => Promise<void>;
}>;

/** `quiet` keeps no messages. */
export async function startSippCarrier(quiet?: "quiet"): Promise<SippCarrier> {
  const folder = await mkdtemp(join(tmpdir(), "callas-carrier-"));
  const port = await freePort();
  const trace = join(folder, "messages.log");
  const child = spawn(
    "sipp",
    [
      "-sf",
      join(scenarios, "carrier.xml"),
      "-i",
      "127.0.0.1",
      "-p",
      String(port),
      ...(quiet === undefined ? ["-trace_msg", "-message_file", trace] : []),
      "-nostdin",
    ],
    { cwd: folder, stdio: "ignore" },
  );
  const received = async (): Promise<readonly SipMessage[]> => {
    const text = await readFile(trace, "latin1").catch(() => "");
    return text
      .split(/^-{40,}.*\n/m)
      .filter((entry) => entry.startsWith("UDP message received"))
      .map((entry) => parseSip(entry.slice(entry.indexOf("\n\n") + 2)));
  };
  const ended = async (): Promise<readonly (readonly SipMessage[])[]> => {
    const calls = Map.groupBy(await received(), (message) => message.header("Call-ID"));
    const has = (call: readonly SipMessage[], method: string) => call.some((m) => m.method === method);
    return [...calls.values()].filter((call) => has(call, "ACK") && has(call, "BYE"));
  };
  return {
    port,
    received,
    ended,
    call: (number) =>
      eventually(`the end of the call to ${number}`, async () =>
        (await ended()).find((call) => call.some((m) => m.method === "INVITE" && calledNumber(m) === number)),
      ),
    async stop() {
      await end(child, "SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes one call from a sipp phone, from the INVITE to the end; throws, with the cause, if it differs from the scenario. */
export async function sippCall(
  kamailioPort: number,
  phone: Subscriber,
  dialled: string,
  extra = "X-Nothing: nothing",
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "callas-phone-"));
  const errors = join(folder, "errors.log");
  try {
    await run(
      "sipp",
      [
        `127.0.0.1:${kamailioPort}`,
        "-sf",
        join(scenarios, "phone.xml"),
        "-i",
        "127.0.0.1",
        "-p",
        String(await freePort()),
        "-au",
        phone.line,
        "-ap",
        phone.password,
        "-m",
        "1",
        "-nostdin",
        // Long enough to distinguish a hang from a busy machine.
        "-timeout",
        "60s",
        "-timeout_error",
        "-trace_err",
        "-error_file",
        errors,
        "-key",
        "line",
        phone.line,
        "-key",
        "domain",
        phone.domain,
        "-key",
        "dialled",
        dialled,
        "-key",
        "extra",
        extra,
      ],
      { cwd: folder },
    );
  } catch (error) {
    throw new Error(causeIn(await readFile(errors, "latin1").catch(() => "")), { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What sipp's errors say about the message that was not expected. */
function causeIn(errors: string): string {
  const waited = /while expecting '([^']*)'/.exec(errors)?.[1];
  const received = /received '(?:SIP\/2\.0 )?([^\r\n']*)/.exec(errors)?.[1];
  if (received !== undefined) return `${received}${waited === undefined ? "" : ` in place of ${waited}`}`;
  return /timeout/i.test(errors) ? "no answer within 60 s" : (errors.trim().split("\n").at(-1) ?? "");
}
