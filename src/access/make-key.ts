/** A new API key, as a service or the shell makes it. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Id, Name } from "../policy/company.ts";
import type { ApiKey } from "./api-key.ts";
import { hashOf, newKey } from "./key-ring.ts";

const Companies = z.array(Id).min(1);

/** What is asked of a new key: only some roles are for named companies. */
export const NewKey = z.discriminatedUnion("role", [
  z.strictObject({ name: Name, role: z.literal("operator") }),
  z.strictObject({ name: Name, role: z.literal("admin"), companies: Companies }),
  z.strictObject({
    name: Name,
    role: z.literal("pbx"),
    companies: Companies.optional().meta({ description: "Absent: all companies" }),
    sync: z.boolean().default(false).meta({ description: "Whether the PBX keeps the directory" }),
  }),
]);
export type NewKey = z.input<typeof NewKey>;

/**
 * A new key and what is stored of it.
 * @param createdBy as the audit names him
 * @throws ZodError for what a key cannot be
 */
export function makeKey(asked: NewKey, createdBy: string): Readonly<{ key: string; stored: ApiKey }> {
  const about = NewKey.parse(asked);
  const key = newKey();
  const stored: ApiKey = {
    id: randomUUID(),
    name: about.name,
    hash: hashOf(key),
    role: about.role,
    companies: ("companies" in about && about.companies) || null,
    sync: about.role === "pbx" && about.sync,
    createdAt: new Date().toISOString(),
    createdBy,
    revokedAt: null,
  };
  return { key, stored };
}
