import { ActionIcon, Text } from "@mantine/core";
import type { ListedPerson } from "../api/people.ts";
import { useRoleText, type Role } from "../session/role-text.ts";
import list from "../ui/list.module.css";
import { Pill } from "../ui/pill.tsx";
import { useMomentText, useWords } from "../words/use-words.ts";
import { isSameRole } from "./role-rows.ts";
import { IconLink, IconSettings, IconTrash } from "../icons/icons.ts";

export type PersonAction = "edit" | "link" | "remove";

type Props = Readonly<{
  person: ListedPerson;
  /** Whose page it is, and need not be named; null: everybody's. */
  company: string | null;
  /** Null: they may only be looked at. */
  onAction: ((action: PersonAction) => void) | null;
}>;

const ACTIONS = [
  ["edit", IconSettings, "directory.edit"],
  ["link", IconLink, "access.linkFor"],
  ["remove", IconTrash, "directory.remove"],
] as const;

export function PersonRow({ person, company, onAction }: Props) {
  const say = useWords();
  const roleText = useRoleText();
  const momentText = useMomentText();
  const { name, email, state, roles, pending, secondFactor, lastSignInAt } = person;
  const inWords = (role: Role) => {
    const text = "company" in role && role.company === company ? say(`access.role.${role.role}`) : roleText(role);
    return pending.some((one) => isSameRole(one, role)) ? say("access.pending", { role: text }) : text;
  };
  return (
    <li className={list.row}>
      <div className={list.rowHead}>
        <Text fw={600}>{name}</Text>
        {name !== email && <Text size="sm">{email}</Text>}
        {state !== "active" && <Pill>{say(`access.state.${state}`)}</Pill>}
        {onAction && (
          <span className={list.rowButtons}>
            {ACTIONS.map(([action, Icon, label]) => (
              <ActionIcon
                key={action}
                variant="subtle"
                color="gray"
                aria-label={say(label, { name })}
                title={say(label, { name })}
                onClick={() => onAction(action)}
              >
                <Icon size={18} />
              </ActionIcon>
            ))}
          </span>
        )}
      </div>
      <Text size="sm" c="dimmed">
        {[
          roles.map(inWords).join(", "),
          say(secondFactor ? "access.hasFactor" : "access.noFactor"),
          lastSignInAt === null
            ? say("access.neverSignedIn")
            : say("access.signedIn", { moment: momentText(lastSignInAt) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
    </li>
  );
}
