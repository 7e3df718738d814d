/** Entries that are the answer to no possible call with the present directory and settings. */
import { coveredByLonger, coveredWhole, isReachable } from "../number/prefix-cover.ts";
import { isCountry } from "../number/country.ts";
import { planOf } from "../number/numbering-plan.ts";
import { numbersOn, type Directory } from "./directory.ts";
import type { OutgoingNumbers } from "./outgoing-numbers.ts";
import type { CallersEntries } from "./personal-order.ts";
import type { Warning } from "./problem.ts";

/** Of the entries that stand in another's way the first few are named: there may be thousands. */
const MOST_NAMED = 20;

type Idle = Omit<Warning, "document">;

export function idleEntries(
  callers: readonly CallersEntries[],
  directory: Directory,
  outgoing: OutgoingNumbers,
): Idle[] {
  return [...idlePersonal(callers, outgoing), ...idleRegional(callers, directory, outgoing)];
}

const idle = (path: string, others: Iterable<string>, message: string): Idle => ({
  path,
  code: "never_decides",
  message,
  others: [...others].slice(0, MOST_NAMED),
});

function idlePersonal(callers: readonly CallersEntries[], { personal }: OutgoingNumbers): Idle[] {
  const deciding = new Set<number>();
  const before = new Map<number, Set<string>>();
  for (const { own, departments } of callers) {
    const [first, ...later] = [...own, ...departments.flat()];
    if (first === undefined) continue;
    deciding.add(first);
    for (const at of later) before.set(at, (before.get(at) ?? new Set()).add(`/personal/${first}`));
  }
  return personal.flatMap((_, at) => (deciding.has(at) ? [] : idlePersonalEntry(at, before.get(at))));
}

function idlePersonalEntry(at: number, before: ReadonlySet<string> | undefined): Idle {
  const why = before ? "other entries always come first." : "it is for nobody whose calls ask the blocks.";
  return idle(`/personal/${at}`, before ?? [], `No call shows this number: ${why}`);
}

function idleRegional(
  callers: readonly CallersEntries[],
  directory: Directory,
  { regional, priority }: OutgoingNumbers,
): Idle[] {
  // A company without people has nobody to warn about yet.
  const anybody =
    directory.employees.length === 0 || callers.some((caller) => priority === "regional" || !hasOwn(caller));
  if (!anybody) {
    const first = new Set(callers.map(({ own, departments }) => own[0] ?? departments[0]?.[0]));
    const others = [...first].filter((at) => at !== undefined).map((at) => `/personal/${at}`);
    return regional.map((_, at) =>
      idle(`/regional/${at}`, others, "No call shows this number: everybody's personal number comes first."),
    );
  }
  const on = numbersOn(directory);
  const prefixes = new Map(
    regional.flatMap((entry, at) => ("prefix" in entry && on.has(entry.number) ? [[entry.prefix, at] as const] : [])),
  );
  const sorted = [...prefixes.keys()].sort();
  return regional.flatMap((entry, at) => {
    const path = `/regional/${at}`;
    const others = (cover: readonly string[]) => cover.map((prefix) => `/regional/${prefixes.get(prefix)}`);
    if ("prefix" in entry ? !isReachable(entry.prefix) : !isCountry(entry.country))
      return idle(path, [], "No telephone number is of this direction.");
    const cover =
      "prefix" in entry
        ? coveredByLonger(entry.prefix, sorted)
        : coveredWhole(`+${planOf(entry.country).callingCode}`, sorted);
    return cover ? idle(path, others(cover), "No call shows this number: prefixes cover all of it.") : [];
  });
}

const hasOwn = ({ own, departments }: CallersEntries) => own.length > 0 || departments.length > 0;
