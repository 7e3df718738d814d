/** The directory as a whole. Its items are in things.ts. */
import { DirectoryAnswer, DirectoryCheckAnswer, SynchronisationAnswer, Written } from "../contract/answers.ts";
import { asErrors } from "../http/errors.ts";
import { SentDirectory } from "../policy/update-directory.ts";
import { checkNextDirectory, saveDirectory } from "../settings/change-directory.ts";
import { existing, readCompany } from "../settings/read-company.ts";
import { endpoint } from "./endpoint.ts";
import { CompanyParams } from "./parameters.ts";

/** For scale, a hundred thousand people take 15 MiB. */
const DIRECTORY_BODY_LIMIT = 64 * 1024 * 1024;

const tag = "Directory";
const url = "/api/v1/companies/:company/directory";

export const directoryEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "The whole directory, in the form that PUT accepts",
    permissions: ["directory.read"],
    params: CompanyParams,
    answer: DirectoryAnswer,
    async run({ store }, { params }) {
      const { body, revision } = existing(await store.text(params.company, "directory"), params.company);
      return { text: body, etag: revision };
    },
  }),
  endpoint({
    method: "PUT",
    url,
    tag,
    summary: "Saves the whole directory in one step, for a PBX that keeps it in sync",
    permissions: ["directory.write"],
    bodyLimit: DIRECTORY_BODY_LIMIT,
    params: CompanyParams,
    body: SentDirectory,
    answer: Written,
    async run({ store, warningsOf }, { principal, precondition, params, body }) {
      const change = { principal, company: params.company, precondition };
      const { stored, revision } = await saveDirectory(store, change, body);
      return { body: { revision, warnings: warningsOf(stored) }, etag: stored.directory.revision };
    },
  }),
  endpoint({
    method: "POST",
    url: `${url}/check`,
    tag,
    summary: "Checks a directory without saving it",
    permissions: ["directory.write"],
    readsOnly: true,
    bodyLimit: DIRECTORY_BODY_LIMIT,
    params: CompanyParams,
    body: SentDirectory,
    answer: DirectoryCheckAnswer,
    async run({ store }, { principal, params, body }) {
      const before = await readCompany(store, params.company);
      return { body: asErrors(await checkNextDirectory(store, principal, before, body)) };
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/synchronisation`,
    tag,
    summary: "Whether a PBX keeps the directory in sync, and when it last did",
    permissions: ["directory.read"],
    params: CompanyParams,
    answer: SynchronisationAnswer,
    async run({ store }, { params: { company } }) {
      existing(await store.text(company, "company"), company);
      const last = await store.synchronisation(company);
      return {
        body: {
          keptByPbx: last !== null && (await store.isSynchronised(company)),
          synchronisedAt: last?.at ?? null,
          synchronisedBy: last?.author ?? null,
        },
      };
    },
  }),
];
