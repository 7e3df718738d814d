/**
 * How much a company may have, and how often it may be saved and ask, as the operator says. It never decides which
 * number is shown.
 */
import { z } from "zod";
import type { Directory } from "./directory.ts";
import type { OutgoingNumbers } from "./outgoing-numbers.ts";
import type { Problem } from "./problem.ts";
import { QUOTA_LIMITS } from "./quota-limits.ts";

export const quotaWithin = ([least, most]: readonly [number, number]) => z.int().min(least).max(most);

const atMost = (what: string, limits: readonly [number, number]) =>
  quotaWithin(limits)
    .nullable()
    .default(null)
    .meta({ description: `The most ${what}; null: no quota` });

export const Quotas = z.strictObject({
  numbers: atMost("numbers in the directory", QUOTA_LIMITS.numbers),
  people: atMost("employees in the directory, guests included", QUOTA_LIMITS.people),
  entries: atMost("personal and regional outgoing numbers together", QUOTA_LIMITS.entries),
  savesPerMinute: atMost("saves within a minute", QUOTA_LIMITS.savesPerMinute),
  decisionsPerSecond: atMost("decisions within a second, in each process", QUOTA_LIMITS.decisionsPerSecond),
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
