/** The path of an operation (RFC 7644, 3.5.2), by forms and not by a grammar. */
import { CONTAINERS, KEPT, USER, type Kept, type ListName } from "./kept.ts";
import { refused } from "./refused.ts";

export type Path =
  | Kept
  /** The entries of one type: `emails[type eq "work"]`, or `.value` of it. */
  | Readonly<{ kind: "entry"; name: ListName; type: string; field: string | null }>
  /** `prefix` is what the paths of its attributes begin with. */
  | Readonly<{ kind: "container"; prefix: string }>
  | Readonly<{ kind: "forgotten" }>;

const LONGEST = 256;
const ENTRY = /^(emails|phonenumbers)\[ *type +eq +"([a-z]{1,20})" *\](?:\.([a-z]{1,40}))?$/;
/** Any attribute, with a filter or without, and one attribute of it. */
const ANY = /^[a-z$][\w.:$-]*(?:\[[^[\]]*\](?:\.[a-z$]\w*)?)?$/;

const CORE = `${USER.toLowerCase()}:`;

/** @throws Refusal `invalidPath` */
export function readPath(text: string): Path {
  if (text.length > LONGEST) throw refused("invalidPath", `A path has at most ${LONGEST} characters.`);
  const lower = text.toLowerCase();
  const path = lower.startsWith(CORE) ? lower.slice(CORE.length) : lower;
  const kept = KEPT.get(path);
  if (kept) return kept;
  const between = CONTAINERS.get(path);
  if (between !== undefined) return { kind: "container", prefix: path + between };
  const [, list, type, field = null] = ENTRY.exec(path) ?? [];
  if (list !== undefined && type !== undefined)
    return { kind: "entry", name: list === "emails" ? "emails" : "phoneNumbers", type, field };
  // What is meant within a list must be clear: to forget it would lose what Callas keeps.
  if (!ANY.test(path) || /^(emails|phonenumbers)\b/.test(path))
    throw refused("invalidPath", "This path is not supported.");
  return { kind: "forgotten" };
}
