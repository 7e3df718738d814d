/** The number that clients in the home country see from each employee. */
import { Device } from "../policy/company.ts";
import type { Employee } from "../policy/directory.ts";
import type { CompiledCompany } from "../decide/compile.ts";
import type { Decision } from "../decide/decision.ts";
import { turns } from "../turns.ts";
import { destinationAt } from "./place.ts";
import { devicesOf, shownTo } from "./shown.ts";

export type ShownAtHome = Readonly<{
  /** The employee's id. */
  id: string;
  /** Devices that show the same number for the same reason share an item. */
  shown: readonly (Pick<Decision, "callerId" | "decidedBy" | "passedOver"> &
    Readonly<{ devices: readonly Device[]; withheld: boolean }>)[];
}>;

/** Where no prefix fits. Employees without lines are asked for all devices, as any may be added. */
export async function shownAtHome(
  company: CompiledCompany,
  employees: readonly Employee[],
): Promise<readonly ShownAtHome[]> {
  const home = destinationAt({ kind: "home" }, company.home.country);
  const turn = turns();
  const answer: ShownAtHome[] = [];
  for (const { id, lines } of employees) {
    const caller = company.employees.get(id)!;
    const decided = devicesOf(lines).map((device) => {
      const { callerId, decidedBy, passedOver, privacy } = shownTo(company, caller, device, home);
      return { devices: [device], callerId, decidedBy, passedOver, withheld: privacy };
    });
    answer.push({ id, shown: together(decided) });
    await turn();
  }
  return answer;
}

function together(decided: ShownAtHome["shown"]): ShownAtHome["shown"] {
  const groups = Map.groupBy(decided, ({ devices: _, ...same }) => JSON.stringify(same));
  return [...groups.values()].map((group) => ({ ...group[0]!, devices: group.flatMap(({ devices }) => devices) }));
}
