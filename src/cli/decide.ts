/** `callas decide`: which number one call would show, and why. */
import { type Command, Option } from "commander";
import { Device } from "../policy/company.ts";
import { FORWARD_REASONS } from "../policy/forward-reason.ts";
import { connect, withConnection, type ConnectionOptions } from "./client.ts";
import {
  attestationInWords,
  destinationInWords,
  passedOverInWords,
  presentationInWords,
  ruleInWords,
  shownInWords,
  stepInWords,
  type AnsweredDecision,
} from "./decision-words.ts";
import { jsonText } from "./documents.ts";
import { EXIT, Failure } from "./failure.ts";
import { printable } from "./table.ts";

type Options = ConnectionOptions &
  Readonly<{
    company: string;
    line?: string;
    employee?: string;
    device?: string;
    dialled: string;
    chosen?: string;
    privacy?: boolean;
    forwardedFrom?: string;
    forwardReason?: string;
    trunk?: readonly string[];
    explain?: boolean;
    json?: boolean;
  }>;

export function addDecide(program: Command): void {
  withConnection(
    program
      .command("decide")
      .summary("show which number a call shows, and why")
      .description("Asks the service which number a call shows, and prints the answer and why.")
      .requiredOption("--company <id>", "the caller's company")
      .option("--line <id>", "the line that calls: a SIP user name, or the number of a SIM")
      .option("--employee <id>", "the employee who calls, instead of --line; with --device")
      .addOption(new Option("--device <device>", "what the employee calls from").choices(Device.options))
      .requiredOption("--dialled <text>", "what was dialled, as it was dialled")
      .option("--chosen <number>", "the number picked on the softphone for this call")
      .option("--privacy", "the caller withholds the number")
      .option("--no-privacy", "the caller shows the number, whatever is set for them")
      .option("--forwarded-from <number>", "the original caller of a forwarded call")
      .addOption(new Option("--forward-reason <reason>", "why it was forwarded").choices(FORWARD_REASONS))
      .option("--trunk <id...>", "the trunks that the call may take, in the order of failover")
      .option("--explain", "also print every step that was looked at")
      .option("--json", "print the answer as JSON"),
  )
    .addHelpText(
      "after",
      `
Examples:
  callas decide --company acme --line ivan-desk --dialled "810 49 30 1234567"
  callas decide --company acme --line ivan-desk --dialled "*31#80291112233" --explain
  callas decide --company acme --line ivan-desk --dialled +74951234567 --trunk carrier-a carrier-b
  callas decide --company acme --employee ivan --device softphone --dialled +74951234567 --chosen +375171234567 --json`,
    )
    .action(decide);
}

async function decide(options: Options): Promise<void> {
  const byLine = options.line !== undefined && options.employee === undefined && options.device === undefined;
  const byEmployee = options.line === undefined && options.employee !== undefined && options.device !== undefined;
  if (!byLine && !byEmployee)
    throw new Failure(EXIT.usage, "name the caller by --line, or by --employee and --device.");
  const { url: _, key: __, json, trunk: trunks, ...call } = options;
  const question = { ...call, ...(trunks && { trunks }) };
  const decision = await connect(options).send<AnsweredDecision>("POST", "/api/v1/decisions", { body: question });
  process.stdout.write(json ? jsonText(decision) : inWords(decision, options.dialled));
}

function inWords(decision: AnsweredDecision, dialled: string): string {
  const { decidedBy, passedOver, privacy, diversion, attestation, presentations = [], trace, revision } = decision;
  const lines: (readonly [title: string, text: string])[] = [
    ["Shown", shownInWords(decision)],
    ["Why", ruleInWords(decidedBy)],
    ["Dialled", `${dialled} → ${destinationInWords(decision)}`],
    ...passedOver.map((passed, at) => [at === 0 ? "Passed over" : "", passedOverInWords(passed)] as const),
  ];
  if (privacy) lines.push(["Privacy", "the number is withheld from the person called"]);
  if (diversion !== undefined) lines.push(["Diversion", diversion ?? "none"]);
  if (attestation !== undefined) lines.push(["Attestation", attestationInWords(attestation)]);
  for (const presentation of presentations)
    for (const [at, text] of presentationInWords(presentation).entries()) lines.push([at === 0 ? "Trunk" : "", text]);
  lines.push(["Revision", String(revision)]);
  for (const [at, step] of (trace ?? []).entries())
    lines.push([at === 0 ? "Steps" : "", `${at + 1}. ${stepInWords(step)}`]);
  return lines.map(([title, text]) => `${`${title}${title && ":"}`.padEnd(14)}${printable(text)}\n`).join("");
}
