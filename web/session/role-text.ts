import type { z } from "zod";
import type { RoleGiven } from "../../src/contract/people.ts";
import { useWords } from "../words/use-words.ts";

export type Role = z.infer<typeof RoleGiven>;

/** "Administrator, acme". */
export function useRoleText(): (role: Role) => string {
  const say = useWords();
  return (role) =>
    "company" in role
      ? say("access.roleIn", { role: say(`access.role.${role.role}`), company: role.company })
      : say(`access.role.${role.role}`);
}
