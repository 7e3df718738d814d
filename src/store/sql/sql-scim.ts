import { changes, type Change } from "../../policy/changes.ts";
import type { ScimFilter } from "../../scim/filter.ts";
import { emailOf, userNameKey, type ScimUser, type UserAttributes } from "../../scim/user.ts";
import type { ScimDraft, ScimUsers } from "../scim.ts";
import type { Sql, Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";
import type { Place } from "./write-batch.ts";

const COLUMNS = {
  id: "id",
  userName: "user_name",
  externalId: "external_id",
  email: "email",
} as const satisfies Record<ScimFilter["by"], keyof Tables["scim_user"]>;

export function sqlScimUsers(db: Sql, translated: Translated): ScimUsers {
  return {
    scimUser: (company, id) => translated(() => readOne(db, company, "id", id)),
    scimUsers: (company, filter, { offset, limit }) =>
      translated(async () => {
        let query = db.selectFrom("scim_user").where("company", "=", company);
        if (filter) query = query.where(COLUMNS[filter.by], "=", filter.value);
        const { total } = await query.select((row) => row.fn.countAll().as("total")).executeTakeFirstOrThrow();
        const page = query.selectAll().orderBy("created_at").orderBy("id").offset(offset).limit(limit);
        return { users: (await page.execute()).map(userOf), total: Number(total) };
      }),
  };
}

/** @param record is called for each change, for the history */
export function sqlScimDraft(
  { sql, touch }: Pick<Place, "sql" | "touch">,
  company: string,
  record: (change: Change) => void,
): ScimDraft {
  const user = (id: string) => readOne(sql, company, "id", id);
  return {
    user,
    find: ({ by, value }) => readOne(sql, company, COLUMNS[by], value),
    ofEmployee: (employee) => readOne(sql, company, "employee", employee),
    async count() {
      const counted = sql.selectFrom("scim_user").where("company", "=", company);
      const { total } = await counted.select((row) => row.fn.countAll().as("total")).executeTakeFirstOrThrow();
      return Number(total);
    },
    async put(next) {
      await touch();
      const before = await user(next.id);
      const row = rowOf(next);
      await sql
        .insertInto("scim_user")
        .values({ company, ...row })
        .onConflict((conflict) => conflict.columns(["company", "id"]).doUpdateSet(row))
        .execute();
      recordChange(record, before, next);
    },
    async remove(id) {
      await touch();
      const before = await user(id);
      await sql.deleteFrom("scim_user").where("company", "=", company).where("id", "=", id).execute();
      recordChange(record, before, null);
    },
  };
}

async function readOne(
  db: Sql,
  company: string,
  column: (typeof COLUMNS)[ScimFilter["by"]] | "employee",
  value: string,
): Promise<ScimUser | null> {
  const query = db.selectFrom("scim_user").selectAll().where("company", "=", company).where(column, "=", value);
  const row = await query.limit(1).executeTakeFirst();
  return row ? userOf(row) : null;
}

function recordChange(record: (change: Change) => void, before: ScimUser | null, after: ScimUser | null): void {
  const path = `/scim/${(after ?? before)?.id}`;
  for (const change of changes(before && shown(before), after && shown(after)))
    record({ ...change, path: path + change.path });
}

const shown = ({ attributes, employee, person, hasDisabled }: ScimUser) => ({
  ...attributes,
  employee,
  person,
  hasDisabled,
});

function userOf(row: Tables["scim_user"]): ScimUser {
  return {
    id: row.id,
    attributes: JSON.parse(row.attributes) as UserAttributes,
    employee: row.employee,
    person: row.person,
    hasDisabled: row.has_disabled === 1,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

function rowOf({ id, attributes, employee, person, hasDisabled, createdAt, changedAt }: ScimUser) {
  return {
    id,
    user_name: userNameKey(attributes.userName),
    external_id: attributes.externalId ?? null,
    email: emailOf(attributes),
    employee,
    person,
    has_disabled: hasDisabled ? 1 : 0,
    attributes: JSON.stringify(attributes),
    created_at: createdAt,
    changed_at: changedAt,
  };
}
