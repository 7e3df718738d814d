/** Users that identity providers keep over SCIM. */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const scim: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("scim_user")
      .addColumn("company", "text", (column) => column.notNull())
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("user_name", "text", (column) => column.notNull())
      .addColumn("external_id", "text")
      .addColumn("email", "text")
      .addColumn("employee", "text", (column) => column.notNull())
      .addColumn("person", "text")
      .addColumn("has_disabled", "integer", (column) => column.notNull())
      .addColumn("attributes", "text", (column) => column.notNull())
      .addColumn("created_at", "text", (column) => column.notNull())
      .addColumn("changed_at", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("scim_user_key", ["company", "id"])
      .addUniqueConstraint("scim_user_name", ["company", "user_name"])
      .addUniqueConstraint("scim_user_employee", ["company", "employee"])
      .execute();
    for (const column of ["external_id", "email", "created_at"])
      await db.schema.createIndex(`scim_user_by_${column}`).on("scim_user").columns(["company", column]).execute();
  },
};
