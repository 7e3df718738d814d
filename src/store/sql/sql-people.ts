import type { HeldRole, Person, PersonRole } from "../../access/person.ts";
import type { People } from "../people.ts";
import { inPages, type Sql, type Translated } from "./engine.ts";
import type { Tables } from "./schema.ts";
import { readSecurity } from "./sql-settings.ts";

/** Stands for every company in `person_role`. */
const EVERYWHERE = "";

export function sqlPeople(db: Sql, translated: Translated): People {
  return {
    security: () => translated(() => readSecurity(db)),
    person: (id) => translated(() => readPerson(db, "id", id)),
    personByEmail: (email) => translated(() => readPerson(db, "email", email)),
    listPeople: (after, limit, among) =>
      translated(async () => {
        let query = db.selectFrom("person").selectAll().orderBy("email").limit(limit);
        if (after !== null) query = query.where("email", ">", after);
        if (among !== null)
          query = query.where("id", "in", (row) =>
            row
              .selectFrom("person_role")
              .select("person")
              .where("company", "in", [...among]),
          );
        return withRoles(db, await query.execute());
      }),
    operators: (limit) =>
      translated(async () => {
        const rows = await db
          .selectFrom("person")
          .selectAll()
          .where("disabled_at", "is", null)
          .where("id", "in", (row) =>
            row
              .selectFrom("person_role")
              .select("person")
              .where("role", "=", "operator")
              .where("accepted_at", "is not", null),
          )
          .orderBy("email")
          .limit(limit)
          .execute();
        return withRoles(db, rows);
      }),
  };
}

export async function readPerson(db: Sql, by: "id" | "email", value: string): Promise<Person | null> {
  const row = await db.selectFrom("person").selectAll().where(by, "=", value).executeTakeFirst();
  return row ? (await withRoles(db, [row]))[0]! : null;
}

/** Everybody with a role in the company. */
export async function readPeopleOf(db: Sql, company: string): Promise<readonly Person[]> {
  const rows = await db
    .selectFrom("person")
    .selectAll()
    .where("id", "in", (row) => row.selectFrom("person_role").select("person").where("company", "=", company))
    .orderBy("email")
    .execute();
  return withRoles(db, rows);
}

/** The ids of operators who have accepted the role, are not disabled, and have a way to sign in. */
export async function operatorsWhoCanSignIn(db: Sql): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("person")
    .innerJoin("person_role", "person_role.person", "person.id")
    .select("person.id")
    .where("person_role.role", "=", "operator")
    .where("person_role.accepted_at", "is not", null)
    .where("person.disabled_at", "is", null)
    .where((row) =>
      row.or([
        row("person.password", "is not", null),
        row.exists(row.selectFrom("passkey").select("id").whereRef("passkey.person", "=", "person.id")),
        row.exists(row.selectFrom("identity").select("subject").whereRef("identity.person", "=", "person.id")),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

async function withRoles(db: Sql, rows: readonly Tables["person"][]): Promise<readonly Person[]> {
  const roles = new Map<string, Tables["person_role"][]>();
  for (const page of inPages(rows)) {
    const ids = page.map(({ id }) => id);
    const found = await db
      .selectFrom("person_role")
      .selectAll()
      .where("person", "in", ids)
      .orderBy("role")
      .orderBy("company")
      .execute();
    for (const role of found) roles.set(role.person, [...(roles.get(role.person) ?? []), role]);
  }
  return rows.map((row) => personOf(row, roles.get(row.id) ?? []));
}

function personOf(row: Tables["person"], roles: readonly Tables["person_role"][]): Person {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    roles: roles.map(heldRole),
    password: row.password,
    createdAt: row.created_at,
    createdBy: row.created_by,
    disabledAt: row.disabled_at,
    vouched: row.vouched === 1,
  };
}

function heldRole({ accepted_at: acceptedAt, offer, ...row }: Tables["person_role"]): HeldRole {
  return { role: roleOf(row), acceptedAt, ...(offer !== null && { offer }) };
}

function roleOf({ role, company, employee }: Pick<Tables["person_role"], "role" | "company" | "employee">): PersonRole {
  switch (role) {
    case "operator":
    case "support":
      return { role };
    case "admin":
      return { role, company };
    case "employee":
      return { role, company, employee: employee! };
  }
}

export async function storePerson(db: Sql, person: Person): Promise<void> {
  const row = {
    email: person.email,
    name: person.name,
    password: person.password,
    created_at: person.createdAt,
    created_by: person.createdBy,
    disabled_at: person.disabledAt,
    vouched: Number(person.vouched),
  };
  await db
    .insertInto("person")
    .values({ id: person.id, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
  await db.deleteFrom("person_role").where("person", "=", person.id).execute();
  for (const page of inPages(person.roles))
    await db
      .insertInto("person_role")
      .values(
        page.map(({ role, acceptedAt, offer = null }) => ({
          person: person.id,
          ...roleColumns(role),
          accepted_at: acceptedAt,
          offer,
        })),
      )
      .execute();
}

function roleColumns(role: PersonRole): Pick<Tables["person_role"], "role" | "company" | "employee"> {
  return {
    role: role.role,
    company: "company" in role ? role.company : EVERYWHERE,
    employee: role.role === "employee" ? role.employee : null,
  };
}

/** Removes a person with everything of theirs. */
export async function deletePerson(db: Sql, id: string): Promise<void> {
  for (const table of [
    "person_role",
    "link",
    "totp",
    "recovery_code",
    "passkey",
    "identity",
    "session",
    "sign_in",
  ] as const)
    await db.deleteFrom(table).where("person", "=", id).execute();
  await db.deleteFrom("person").where("id", "=", id).execute();
}
