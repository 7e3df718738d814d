/** The call that a trunk is tried with, as if it had been decided. */
import type { TriedTrunk } from "../contract/tried-trunk.ts";
import type { presentationOf } from "../decide/presentation.ts";
import { E164 } from "../number/e164.ts";
import { homeOf } from "../number/home.ts";
import { understand } from "../number/understand.ts";
import { Refusal } from "../policy/refusal.ts";

/** @throws Refusal `malformed` if nothing says in which country the number is dialled */
export function callOn(tried: TriedTrunk): Parameters<typeof presentationOf> {
  const { trunk, shown, label = "", privacy, forwardedBy, forwardReason } = tried;
  const destination = destinationOf(tried);
  const decision = {
    callerId: shown,
    decidedBy: { rule: shown === null ? "none" : "main" },
    destination,
    privacy: privacy && destination.kind !== "emergency",
    passedOver: [],
    ...(forwardedBy !== undefined && { diversion: forwardedBy }),
  } as const;
  const labels = new Map(shown === null || label === "" ? [] : [[shown, label]]);
  return [{ ...trunk, id: "" }, decision, labels, forwardReason];
}

function destinationOf({ trunk, called, country }: TriedTrunk) {
  const dialledIn = country ?? countryOf(trunk.called) ?? countryOf(trunk.shown);
  if (dialledIn !== undefined) return understand(called, homeOf({ country: dialledIn }), null).destination;
  if (E164.test(called)) return { kind: "external", e164: called, country: null, digits: called.slice(1) } as const;
  const message = "Say in which country the number is dialled, or write it with a plus.";
  throw new Refusal("malformed", message, { problems: [{ path: "/country", code: "required", message }] });
}

const countryOf = (form: TriedTrunk["trunk"]["shown"]) => ("country" in form ? form.country : undefined);
