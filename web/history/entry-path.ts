import { targetKey } from "../../src/policy/entry-target.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";

/** A pointer into outgoing numbers (`/personal/3/number`) as the history has it, with the entry by its name. */
export function entryPath(document: OutgoingNumbers, pointer: string): string {
  const [, block = "", at, ...rest] = pointer.split("/");
  const entry = block === "personal" || block === "regional" ? document[block][Number(at)] : undefined;
  if (entry === undefined) return pointer;
  const name = targetKey(entry).replaceAll("~", "~0").replaceAll("/", "~1");
  return ["", block, name, ...rest].join("/");
}
