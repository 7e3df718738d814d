/** `npm run demo:calls`: makes the demo's calls through a real Kamailio and prints what the carrier saw. */
import { isDeepStrictEqual } from "node:util";
import { explainFailure } from "../src/cli/failure.ts";
import { table } from "../src/cli/table.ts";
import { demoCalls } from "../lab/companies/demo-company.ts";
import { deviceOf, employeeOf } from "../lab/companies/demo-lines.ts";
import { openDemoStage } from "./demo-stage.ts";
import { expectedOf, makeDemoCall, type Seen } from "./demo-call.ts";
import { CALL_PACKAGES, ensurePackages } from "../lab/debian-packages.ts";

const interruption = new AbortController();
// However often the signal comes, everything that runs is stopped and removed first.
process.on("SIGINT", () => interruption.abort("SIGINT"));
process.on("SIGTERM", () => interruption.abort("SIGTERM"));

const DIFFERENT = 1;
/** The exit code by which a shell reports that a signal ended a command. */
const EXIT_BY_SIGNAL: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143 };

/** Throws the signal if there was one, so that nothing else is started. */
const say = (what: string): void => {
  interruption.signal.throwIfAborted();
  console.log(what);
};

/** Returns how many calls differed from the expectation. */
async function demo(): Promise<number> {
  await ensurePackages(CALL_PACKAGES);
  await using stack = new AsyncDisposableStack();
  const stage = await openDemoStage(stack, say);
  const rows: (readonly string[])[] = [];
  let different = 0;
  for (const [at, call] of demoCalls.entries()) {
    say(`  ${at + 1}/${demoCalls.length}  ${call.line} dials ${call.dialled}`);
    const expected = expectedOf(call);
    const seen = await makeDemoCall(stage, call);
    const isSame = isDeepStrictEqual(seen, expected);
    if (!isSame) different += 1;
    const caller = [employeeOf(call.line).name, deviceOf(call.line), call.dialled];
    rows.push([...caller, inWords(expected), inWords(seen), isSame ? "ok" : "different"]);
  }
  console.log(`\n${table([["WHO CALLS", "FROM", "DIALLED", "EXPECTED", "THE CARRIER SAW", ""], ...rows])}`);
  return different;
}

function inWords({ carrier, colleague, refusal }: Seen): string {
  const parts = [
    carrier === null
      ? "nothing"
      : [
          carrier.from,
          ...(carrier.asserted === carrier.from ? [] : [`P-Asserted-Identity ${carrier.asserted ?? "none"}`]),
          ...(carrier.privacy === null ? [] : [`Privacy ${carrier.privacy}`]),
        ].join(", "),
    ...(colleague === null ? [] : [`${colleague.line} rang and saw ${colleague.from}`]),
    ...(refusal === null ? [] : [refusal]),
  ];
  return parts.join("; ");
}

try {
  const different = await demo();
  if (different > 0) {
    console.error(`${different} of ${demoCalls.length} calls are different from what was expected.`);
    process.exitCode = DIFFERENT;
  } else console.log(`All ${demoCalls.length} calls are as expected.`);
} catch (error) {
  if (interruption.signal.aborted) {
    console.error("Interrupted: all is stopped and removed.");
    process.exitCode = EXIT_BY_SIGNAL[String(interruption.signal.reason)] ?? DIFFERENT;
  } else {
    const { exitCode, lines } = explainFailure(error);
    console.error(lines.join("\n"));
    process.exitCode = exitCode;
  }
}
