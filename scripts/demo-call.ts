/** Makes one real call of the demo, and reports what the other side saw. */
import { eventually } from "../lab/eventually.ts";
import { openPhone } from "../lab/calls/phone.ts";
import { uriOf, type SipMessage } from "../lab/calls/sip.ts";
import { sippCall } from "../lab/calls/sipp.ts";
import { demoDirectory, type DemoCall } from "../lab/companies/demo-company.ts";
import { employeeOf } from "../lab/companies/demo-lines.ts";
import type { DemoStage } from "./demo-stage.ts";

export type Seen = Readonly<{
  /** The users of From and of P-Asserted-Identity, and Privacy, of the INVITE; null where none came. */
  carrier: Readonly<{ from: string; asserted: string | null; privacy: string | null }> | null;
  /** The line that rang within the company, and the user of From that it saw. */
  colleague: Readonly<{ line: string; from: string }> | null;
  /** The final reply to a call that was not answered, `404 No Such Service`, or why a call failed. */
  refusal: string | null;
}>;

export function expectedOf({ line, dialled, expected: { callerId, rule, privacy } }: DemoCall): Seen {
  const nothing = { carrier: null, colleague: null, refusal: null };
  if (rule === "service_code") return { ...nothing, refusal: "404 No Such Service" };
  if (rule === "internal")
    return { ...nothing, colleague: { line: ringingLine(dialled), from: employeeOf(line).extension! } };
  const from = privacy ? "anonymous" : callerId!;
  return { ...nothing, carrier: { from, asserted: callerId, privacy: privacy ? "id" : null } };
}

export async function makeDemoCall(stage: DemoStage, call: DemoCall): Promise<Seen> {
  const before = (await invitesOf(stage)).length;
  const { colleague, refusal } = await dial(stage, call).catch(failed);
  const [invite] = (await invitesOf(stage)).slice(before);
  return { carrier: invite === undefined ? null : seenIn(invite), colleague, refusal };
}

type Ended = Pick<Seen, "colleague" | "refusal">;

const failed = (error: unknown): Ended => ({
  colleague: null,
  refusal: `the call failed: ${error instanceof Error ? error.message : String(error)}`,
});

async function dial(stage: DemoStage, call: DemoCall): Promise<Ended> {
  const { rule } = call.expected;
  if (rule === "internal") return { colleague: await ring(stage, call), refusal: null };
  if (rule === "service_code") return { colleague: null, refusal: await refused(stage, call) };
  const ended = (await stage.carrier.ended()).length;
  await sipp(stage, call);
  await eventually("the end of the call at the carrier", async () =>
    (await stage.carrier.ended()).length > ended ? true : undefined,
  );
  return { colleague: null, refusal: null };
}

async function ring(stage: DemoStage, call: DemoCall): Promise<Seen["colleague"]> {
  const line = ringingLine(call.dialled);
  const phone = await openPhone(stage.subscriberOf(line), stage.kamailioPort);
  try {
    await phone.register();
    await sipp(stage, call);
    const invite = await phone.peer.wait("the colleague's phone to ring", ({ method }) => method === "INVITE");
    return { line, from: userOf(invite.header("From")) };
  } finally {
    await phone.close();
  }
}

/** To a sipp phone, a refused call is a failure; this phone reports the reply instead. */
async function refused(stage: DemoStage, call: DemoCall): Promise<Seen["refusal"]> {
  const phone = await openPhone(stage.subscriberOf(call.line), stage.kamailioPort);
  try {
    const made = await phone.call({ dialled: escaped(call.dialled) });
    const { start, status } = await made.final();
    return status < 300 ? null : start.replace("SIP/2.0 ", "");
  } finally {
    await phone.close();
  }
}

async function sipp({ kamailioPort, subscriberOf }: DemoStage, { line, dialled, chosen }: DemoCall): Promise<void> {
  const phone = subscriberOf(line);
  const preferred = chosen === undefined ? [] : [`P-Preferred-Identity: <sip:${chosen}@${phone.domain}>`];
  await sippCall(kamailioPort, phone, escaped(dialled), ...preferred);
}

/** Escapes the user part of a SIP URI (RFC 3261, 25.1). */
function escaped(dialled: string): string {
  return dialled.replaceAll(/[^A-Za-z0-9\-_.!~*'()&=+$,;?/]/g, encodeURIComponent);
}

function ringingLine(extension: string): string {
  return demoDirectory.employees.find((employee) => employee.extension === extension)!.lines[0]!.id;
}

/** The first INVITE of each call, in order. */
async function invitesOf({ carrier }: DemoStage): Promise<readonly SipMessage[]> {
  const invites = (await carrier.received()).filter(({ method }) => method === "INVITE");
  return [...Map.groupBy(invites, (invite) => invite.header("Call-ID")).values()].map(([first]) => first!);
}

function seenIn(invite: SipMessage): Seen["carrier"] {
  const asserted = invite.headers("P-Asserted-Identity");
  const privacy = invite.headers("Privacy");
  return {
    from: userOf(invite.header("From")),
    asserted: asserted.length === 0 ? null : asserted.map(userOf).join(", "),
    privacy: privacy.length === 0 ? null : privacy.join(", "),
  };
}

function userOf(header: string): string {
  return uriOf(header).replace(/^sip:/, "").replace(/@.*/, "");
}
