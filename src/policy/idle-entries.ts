/** Finds entries that can decide no call with the present directory and settings. */
import { isCountry } from "../number/country.ts";
import { coveredByLonger, coveredCountry, isReachable } from "../number/prefix-cover.ts";
import type { Company } from "./company.ts";
import { numbersOn, type Directory } from "./directory.ts";
import type { OutgoingNumbers } from "./outgoing-numbers.ts";
import type { Callers } from "./personal-order.ts";
import { MOST_NAMED, type EntryWarning } from "./problem.ts";

export function* idleEntries(
  callers: Callers,
  { country }: Company,
  directory: Directory,
  outgoing: OutgoingNumbers,
): Generator<EntryWarning> {
  yield* idlePersonal(callers, outgoing);
  yield* idleRegional(callers, country, directory, outgoing);
}

const idle = (path: string, others: readonly string[], message: string): EntryWarning => ({
  path,
  code: "never_decides",
  message,
  others,
});

function* idlePersonal({ withEntries }: Callers, { personal }: OutgoingNumbers): Generator<EntryWarning> {
  const deciding = new Set<number>();
  const before = new Map<number, Set<number>>();
  for (const { own, departments } of withEntries) {
    const first = own[0] ?? departments[0]![0]!;
    deciding.add(first);
    for (const list of [own, ...departments])
      for (const at of list) {
        const others = before.get(at);
        if (others === undefined) before.set(at, new Set([first]));
        else if (others.size < MOST_NAMED) others.add(first);
      }
  }
  for (const at of personal.keys()) {
    if (deciding.has(at)) continue;
    const others = before.get(at);
    const why = others ? "other entries always come first." : "it applies to nobody whose calls use these entries.";
    yield idle(`/personal/${at}`, pathsOf("personal", others ?? []), `No call shows this number: ${why}`);
  }
}

function* idleRegional(
  { withEntries, someWithout }: Callers,
  home: string,
  directory: Directory,
  { regional, priority }: OutgoingNumbers,
): Generator<EntryWarning> {
  // Without employees there is no call to judge by yet.
  const someoneAsks =
    directory.employees.length === 0 || someWithout || (priority === "regional" && withEntries.length > 0);
  if (!someoneAsks) {
    const first = new Set(withEntries.map(({ own, departments }) => own[0] ?? departments[0]![0]!));
    const others = pathsOf("personal", first);
    for (const at of regional.keys())
      yield idle(`/regional/${at}`, others, "No call shows this number: everybody's personal number comes first.");
    return;
  }
  const on = numbersOn(directory);
  const prefixes = new Map<string, number>();
  for (const [at, entry] of regional.entries())
    if ("prefix" in entry && on.has(entry.number)) prefixes.set(entry.prefix, at);
  const sorted = [...prefixes.keys()].sort();
  for (const [at, entry] of regional.entries()) {
    const path = `/regional/${at}`;
    if ("prefix" in entry ? !isReachable(entry.prefix) : !isCountry(entry.country)) {
      yield idle(path, [], "No telephone number starts like this.");
      continue;
    }
    const cover =
      "prefix" in entry ? coveredByLonger(entry.prefix, sorted) : coveredCountry(entry.country, home, sorted);
    if (!cover) continue;
    const others = cover.map((prefix) => prefixes.get(prefix)!);
    yield idle(path, pathsOf("regional", others), "No call shows this number: prefixes cover all of it.");
  }
}

const pathsOf = (block: "personal" | "regional", indexes: Iterable<number>) =>
  [...indexes].slice(0, MOST_NAMED).map((at) => `/${block}/${at}`);
