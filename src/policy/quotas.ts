/** How much a company may have, and how often it may be saved and ask, as the operator says. No call is decided from it. */
import { z } from "zod";
import type { Directory } from "./directory.ts";
import type { OutgoingNumbers } from "./outgoing-numbers.ts";
import type { Problem } from "./problem.ts";

const most = (what: string, min: number, max: number) =>
  z
    .int()
    .min(min)
    .max(max)
    .nullable()
    .default(null)
    .meta({ description: `The most ${what}; null: no quota` });

/** Each save reads as many rows of the history. */
export const MOST_SAVES_A_MINUTE = 6000;

export const MOST_DECISIONS_A_SECOND = 1_000_000;

export const Quotas = z.strictObject({
  numbers: most("numbers in the directory", 0, 1_000_000),
  people: most("employees in the directory, guests included", 0, 1_000_000),
  entries: most("personal and regional outgoing numbers together", 0, 1_000_000),
  savesPerMinute: most("saves within a minute", 1, MOST_SAVES_A_MINUTE),
  decisionsPerSecond: most("decisions within a second, in each process", 1, MOST_DECISIONS_A_SECOND),
});
export type Quotas = Readonly<z.infer<typeof Quotas>>;

export const noQuotas: Quotas = {
  numbers: null,
  people: null,
  entries: null,
  savesPerMinute: null,
  decisionsPerSecond: null,
};

/** The quota of decisions in a stored document, whichever version wrote it: one that cannot be read must not cost a call. */
export function decisionQuotaIn(text: string): number | null {
  try {
    const { decisionsPerSecond: quota } = JSON.parse(text) as Partial<Quotas>;
    return typeof quota === "number" && quota >= 1 ? quota : null;
  } catch {
    return null;
  }
}

/** A quota that a write would exceed, and the document that would. */
export type Excess = Readonly<{ document: "directory" | "outgoing-numbers"; problem: Problem }>;

type Counted = Readonly<{ directory: Directory; "outgoing-numbers": OutgoingNumbers }>;

const entriesIn = ({ personal, regional }: OutgoingNumbers) => personal.length + regional.length;

/** What is too much already may stay and become less. */
export function excessesOver(quotas: Quotas, before: Counted, after: Counted): readonly Excess[] {
  const found: Excess[] = [];
  const count = (document: Excess["document"], path: string, quota: number | null, was: number, is: number) => {
    if (quota === null || is <= quota || is <= was) return;
    const message = `The company may have ${quota} here, as the operator has set it; this would make ${is}.`;
    found.push({ document, problem: { path, code: "quota_exceeded", message } });
  };
  const [had, has] = [before.directory, after.directory];
  count("directory", "/numbers", quotas.numbers, had.numbers.length, has.numbers.length);
  count("directory", "/employees", quotas.people, had.employees.length, has.employees.length);
  const [used, uses] = [before["outgoing-numbers"], after["outgoing-numbers"]];
  const grown = uses.personal.length > used.personal.length ? "/personal" : "/regional";
  count("outgoing-numbers", grown, quotas.entries, entriesIn(used), entriesIn(uses));
  return found;
}
