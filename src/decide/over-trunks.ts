/** Decides a call once for each trunk that it may take. */
import type { NamedTrunk } from "../policy/trunk.ts";
import type { CompiledCompany } from "./compile.ts";
import { acceptsOf, decideUnderstood, readCall, type Decided, type DecideOptions } from "./decide.ts";
import type { Call } from "./decision.ts";
import { presentationOf, shownOn, type Presentation } from "./presentation.ts";

/** Everything but `presentations` is about the first trunk, or about none if the call names none. */
export type DecidedOverTrunks =
  | (Extract<Decided, { known: true }> &
      Readonly<{
        /** The company's home country. */
        country: string;
        /** The company's main number, if it may be shown: what a PBX keeps for the time without Callas. */
        main: string | null;
        trunk: NamedTrunk | undefined;
        /** One for each trunk, in their order; absent if the call names none. */
        presentations?: readonly Presentation[];
        /** The main number as each trunk shows it, null where it shows none; absent if the call names no trunk. */
        mains?: readonly (string | null)[];
      }>)
  | Extract<Decided, { known: false }>;

export function decideOverTrunks(
  company: CompiledCompany,
  call: Call,
  trunks: readonly NamedTrunk[],
  { explain = false, unknownLine = "refuse" }: Omit<DecideOptions, "trunk"> = {},
): DecidedOverTrunks {
  const read = readCall(company, call, unknownLine);
  if (!read.known) return read;
  const { caller, understood, lineKnown } = read;
  const [trunk] = trunks;
  const decision = decideUnderstood(company, caller, understood, call, { explain, trunk });
  const main = mainOn(company, trunk);
  const first = { known: true, decision, lineKnown, country: company.home.country, main, trunk } as const;
  if (trunk === undefined) return first;
  const presentations = trunks.map((each) => {
    const own = each === trunk ? decision : decideUnderstood(company, caller, understood, call, { trunk: each });
    return presentationOf(each, own, company.labels, call.forwardReason);
  });
  const mains = trunks.map((each) => {
    const shown = mainOn(company, each);
    return shown && shownOn(each, shown);
  });
  return { ...first, presentations, mains };
}

function mainOn(company: CompiledCompany, trunk: NamedTrunk | undefined): string | null {
  const { main } = company;
  return main !== null && main.passedOver === null && acceptsOf(company, trunk)(main.number) ? main.number : null;
}
