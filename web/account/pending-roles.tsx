import { Button, Group, Text } from "@mantine/core";
import { request } from "../api/request.ts";
import { useSaving } from "../form/use-saving.ts";
import { useRoleText, type Role } from "../session/role-text.ts";
import { refreshSession } from "../session/session.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Part } from "../ui/part.tsx";
import { useWords } from "../words/use-words.ts";

/** Of the link that came with an offer. It stands after the #, so that no server on the way and no log has it. */
const secret = location.pathname === "/account" ? location.hash.slice(1) : "";

/** Roles that somebody has given to a person who has an account already. */
export function PendingRoles({ roles }: Readonly<{ roles: readonly Role[] }>) {
  const say = useWords();
  const roleText = useRoleText();
  const { busy, errors, save } = useSaving();
  if (roles.length === 0) return null;

  const answer = async (role: Role, how: "accept" | "refuse") => {
    const named = "company" in role ? { role: role.role, company: role.company } : role;
    const body = how === "accept" && secret !== "" ? { ...named, secret } : named;
    if (await save(null, () => request("POST", `me/roles/${how}`, { body }))) await refreshSession();
  };
  return (
    <Part title={say("account.roles")}>
      <Text size="sm">{say("account.rolesText")}</Text>
      <ul className={list.lines}>
        {roles.map((role) => (
          <li key={roleText(role)}>
            <span>{roleText(role)}</span>
            <Group gap="xs">
              <Button variant="default" disabled={busy} onClick={() => void answer(role, "refuse")}>
                {say("account.refuse")}
              </Button>
              <Button disabled={busy} onClick={() => void answer(role, "accept")}>
                {say("account.accept")}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      {errors.rest !== null && <FailureNote error={errors.rest} />}
    </Part>
  );
}
