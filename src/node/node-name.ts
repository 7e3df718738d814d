/** The name under which a node is listed: kept in its folder, so that two nodes on one host are two. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { ID } from "../policy/id.ts";

/** Leaves room for what makes it unique. */
const LONGEST_HOST = 50;

export function nodeNameIn(folder: string): string {
  const file = join(folder, "node-name");
  const known = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  if (ID.test(known)) return known;
  const host = hostname()
    .replaceAll(/[^A-Za-z0-9.-]/g, "-")
    .slice(0, LONGEST_HOST);
  const name = `${host}-${randomBytes(4).toString("hex")}`;
  writeFileSync(file, `${name}\n`, { mode: 0o600 });
  return name;
}
