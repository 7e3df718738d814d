/**
 * The main numbers that FreeSWITCH keeps in its own database for the time without Callas. They are learned from
 * the answers, so that they are as new as the last call, and written only when they change.
 */
import type { Answer } from "../../decide/decide-call.ts";
import { ID } from "../../policy/id.ts";
import { harmless, keep } from "./commands.ts";
import type { AskedCall } from "./question.ts";

const REALM = "callas";
/** Between a company and a trunk, in neither of whose ids it may stand. */
const SEPARATOR = "~";
/** Remembered numbers; beyond it the oldest is written again at its next call. */
const MOST_KEPT = 10_000;

export type KeptMains = Readonly<{
  /** The commands after this answer; none if FreeSWITCH has these numbers. */
  commandsFor: (answer: Extract<Answer, { known: true }>, asked: AskedCall) => string[];
  /** FreeSWITCH has refused a command: everything is written again at the next calls. */
  forget: () => void;
}>;

export function keepMains(): KeptMains {
  const kept = new Map<string, string | null>();

  return {
    commandsFor({ main, mains }, { question: { company, trunks = [""] } }) {
      const commands: string[] = [];
      for (const [at, trunk] of trunks.entries()) {
        // What the dialplan calls a trunk may be anything, and becomes part of a command.
        if (trunk !== "" && !ID.test(trunk)) continue;
        const key = company + SEPARATOR + trunk;
        const shown = mains === undefined ? main : (mains[at] ?? null);
        if (kept.get(key) === shown) continue;
        kept.set(key, shown);
        if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
        commands.push(keep(REALM, key, shown === null ? null : harmless(shown)));
      }
      return commands;
    },
    forget: () => kept.clear(),
  };
}
