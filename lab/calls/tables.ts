/** The tables of Kamailio's modules, made from what Debian's packages bring. */
import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const SHARED = "/usr/share/kamailio";

/** topos' tables for the module db_text, as pbx/kamailio/README.md makes them: it leaves fields empty that may not be. */
export async function createTextTables(folder: string): Promise<void> {
  await mkdir(folder);
  for (const table of ["version", "topos_d", "topos_t"]) {
    const text = await readFile(join(SHARED, "dbtext/kamailio", table), "utf8");
    await writeFile(join(folder, table), table === "version" ? text : text.replaceAll("(string)", "(string,null)"));
  }
}

/** @param modules such as `auth_db`; their tables are made in a SQLite file */
export function createSqliteTables(file: string, modules: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(file);
  for (const module of ["standard", ...modules])
    database.exec(readFileSync(join(SHARED, "db_sqlite", `${module}-create.sql`), "utf8"));
  return database;
}
