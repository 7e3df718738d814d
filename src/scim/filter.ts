/** The one form of filter that is needed to find a user: `ATTRIBUTE eq "TEXT"`. */
import { USER } from "./kept.ts";
import { refused } from "./refused.ts";
import { userNameKey } from "./user.ts";

export type ScimFilter = Readonly<{ by: "id" | "userName" | "externalId" | "email"; value: string }>;

const LONGEST = 512;
const FORM = /^ *([^\s[]+(?:\[type eq "work"\]\.value)?) +eq +("[^\n]*") *$/i;

const ATTRIBUTES: ReadonlyMap<string, ScimFilter["by"]> = new Map<string, ScimFilter["by"]>([
  ["id", "id"],
  ["username", "userName"],
  ["externalid", "externalId"],
  ["emails", "email"],
  ["emails.value", "email"],
  ['emails[type eq "work"].value', "email"],
]);

const CORE = `${USER.toLowerCase()}:`;

/** @throws Refusal `invalidFilter` */
export function readFilter(text: string): ScimFilter {
  const [, attribute = "", literal = ""] = (text.length <= LONGEST && FORM.exec(text)) || [];
  const lower = attribute.toLowerCase();
  const by = ATTRIBUTES.get(lower.startsWith(CORE) ? lower.slice(CORE.length) : lower);
  const value = textIn(literal);
  if (by === undefined || value === null)
    throw refused(
      "invalidFilter",
      'The only filter is ATTRIBUTE eq "TEXT", with userName, externalId, id or emails.value as the attribute.',
    );
  return { by, value: by === "userName" || by === "email" ? userNameKey(value) : value };
}

/** A text is written as in JSON (RFC 7644, 3.4.2.2). */
function textIn(literal: string): string | null {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
