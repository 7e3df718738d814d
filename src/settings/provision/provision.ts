/** Carries out the requests of an identity provider, many in one write: into the directory and the people. */
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Author } from "../../access/author.ts";
import { checkDirectory } from "../../policy/check-directory.ts";
import { ID } from "../../policy/id.ts";
import { Refusal } from "../../policy/refusal.ts";
import { refused, resourceUnknown } from "../../scim/refused.ts";
import { userNameKey, type ScimUser, type UserAttributes } from "../../scim/user.ts";
import type { CompanyDraft } from "../../store/writes.ts";
import { existing } from "../read-company.ts";
import { refuseProblems } from "../refuse.ts";
import { DirectoryEdits } from "./directory-edits.ts";
import { provisionPerson, removeProvisioned, type Around } from "./provision-person.ts";

export type ProvisionRequest =
  | Readonly<{ kind: "create"; attributes: UserAttributes }>
  /** `change` throws a Refusal for what cannot be. */
  | Readonly<{ kind: "change"; id: string; change: (before: UserAttributes) => UserAttributes }>
  | Readonly<{ kind: "delete"; id: string }>;

/** The user as they now are, null for one that was deleted, or why the request was refused. */
export type Outcome = Readonly<{ user: ScimUser | null } | { refusal: Refusal }>;

/** Users of one company. */
const MOST_USERS = 200_000;

/**
 * One refused request does not affect the others.
 * @returns the outcomes in the order of the requests
 * @throws Refusal `company_unknown`; StorageError
 */
export async function provision(
  draft: CompanyDraft,
  company: string,
  author: Author,
  requests: readonly ProvisionRequest[],
): Promise<readonly Outcome[]> {
  const { directory: saved, quotas } = existing(draft.before, company);
  const before = saved.body;
  const edits = new DirectoryEdits(before, quotas.body.people ?? Infinity);
  const around: Around = { draft, company, author, at: new Date().toISOString() };
  const outcomes: Outcome[] = [];
  for (const request of requests)
    try {
      outcomes.push({ user: await carryOut(draft, edits, around, request) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      outcomes.push({ refusal: error });
    }
  const directory = edits.result();
  if (directory !== before) {
    refuseProblems("invalid_directory", checkDirectory(directory, before));
    draft.put("directory", directory);
  }
  return outcomes;
}

/** Everything is checked before anything is written: what a refused request wrote could not be taken back alone. */
async function carryOut(
  draft: CompanyDraft,
  edits: DirectoryEdits,
  around: Around,
  request: ProvisionRequest,
): Promise<ScimUser | null> {
  if (request.kind === "create") return create(draft, edits, around, request.attributes);
  const before = await draft.scim.user(request.id);
  if (!before) throw resourceUnknown("user");
  if (request.kind === "delete") {
    await removeProvisioned(around, before);
    await draft.scim.remove(before.id);
    return null;
  }
  const attributes = request.change(before.attributes);
  await requireUnique(draft, attributes, before.id);
  return settle(draft, edits, around, before, { ...before, attributes });
}

async function create(
  draft: CompanyDraft,
  edits: DirectoryEdits,
  around: Around,
  attributes: UserAttributes,
): Promise<ScimUser> {
  if ((await draft.scim.count()) >= MOST_USERS)
    throw new Refusal("too_many_entries", `A company has at most ${MOST_USERS} users.`);
  await requireUnique(draft, attributes, null);
  const id = randomUUID();
  const employee = await employeeFor(draft, id, attributes);
  const user = {
    id,
    attributes,
    employee,
    person: null,
    hasDisabled: false,
    createdAt: around.at,
    changedAt: around.at,
  };
  return settle(draft, edits, around, null, user);
}

async function settle(
  draft: CompanyDraft,
  edits: DirectoryEdits,
  around: Around,
  before: ScimUser | null,
  user: ScimUser,
): Promise<ScimUser> {
  edits.write(before?.attributes ?? null, user);
  const next = { ...user, ...(await provisionPerson(around, before, user)) };
  if (isDeepStrictEqual(before, next)) return next;
  const changed = { ...next, changedAt: around.at };
  await draft.scim.put(changed);
  return changed;
}

/** @param besides the id of the user who may have the names already */
async function requireUnique(draft: CompanyDraft, attributes: UserAttributes, besides: string | null): Promise<void> {
  const { userName, externalId } = attributes;
  const ofName = await draft.scim.find({ by: "userName", value: userNameKey(userName) });
  if (ofName && ofName.id !== besides) throw refused("uniqueness", "Another user has this userName.");
  const ofExternal = externalId === undefined ? null : await draft.scim.find({ by: "externalId", value: externalId });
  if (ofExternal && ofExternal.id !== besides) throw refused("uniqueness", "Another user has this externalId.");
}

/** An entry that the directory has already becomes theirs, unless it is another user's. */
async function employeeFor(draft: CompanyDraft, id: string, attributes: UserAttributes): Promise<string> {
  for (const name of [attributes.externalId, attributes.userName])
    if (name !== undefined && ID.test(name) && (await draft.scim.ofEmployee(name)) === null) return name;
  return id;
}
