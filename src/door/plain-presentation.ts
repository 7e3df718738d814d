/** How a call is presented where a PBX names no trunk: with +E.164, in the domain that the PBX names. */
import type { Decision } from "../decide/decision.ts";
import { presentationOf, type Presentation } from "../decide/presentation.ts";
import type { ForwardReason } from "../policy/forward-reason.ts";
import type { NamedTrunk } from "../policy/trunk.ts";

const NO_LABELS: ReadonlyMap<string, string> = new Map();

const trunkAt = (domain: string): NamedTrunk => ({
  id: "",
  name: "",
  domain,
  shown: { form: "plus" },
  called: { form: "plus" },
  identity: "both",
  diversion: "diversion",
  accepts: "all",
  foreign: false,
  displayName: "none",
});

/** @param domain the host of the identities */
export const plainPresentation = (decision: Decision, domain: string, reason?: ForwardReason): Presentation =>
  presentationOf(trunkAt(domain), decision, NO_LABELS, reason);
