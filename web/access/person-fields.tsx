import { TextInput } from "@mantine/core";
import type { FieldErrors } from "../api/field-errors.ts";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import { RolesField } from "./roles-field.tsx";
import { roleOf, type RoleRow } from "./role-rows.ts";
import type { Role } from "../session/role-text.ts";

export type PersonFields = Readonly<{ name: string; email: string; rows: readonly RoleRow[] }>;

export type PersonBody = Readonly<{ name: string; email: string; roles: readonly Role[] }>;

/** The body of a request; null while something is missing. */
export function personBody({ name, email, rows }: PersonFields): PersonBody | null {
  const roles = rows.map(roleOf);
  if (name.trim() === "" || email.trim() === "" || roles.includes(null)) return null;
  return { name: name.trim(), email: email.trim(), roles: roles as readonly Role[] };
}

type Props = Readonly<{
  fields: PersonFields;
  onChange: (changed: Partial<PersonFields>) => void;
  company: string | null;
  isSubmitted: boolean;
  errors: FieldErrors["fields"];
}>;

export function PersonFieldInputs({ fields, onChange, company, isSubmitted, errors }: Props) {
  const say = useWords();
  const { name, email, rows } = fields;
  return (
    <>
      <TextInput
        label={say("directory.name")}
        value={name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={isSubmitted && name.trim() === "" ? sentence(say("field.name")) : errors.get("/name")}
        data-autofocus
        required
      />
      <TextInput
        type="email"
        label={say("signIn.email")}
        value={email}
        onChange={(event) => onChange({ email: event.currentTarget.value })}
        error={isSubmitted && email.trim() === "" ? sentence(say("field.email")) : errors.get("/email")}
        required
      />
      <RolesField
        rows={rows}
        onChange={(rows) => onChange({ rows })}
        company={company}
        isSubmitted={isSubmitted}
        errors={errors}
      />
    </>
  );
}
