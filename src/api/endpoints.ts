/** All endpoints below /api/v1 that use the store; sessions and calls have their own routes. */
import { companyEndpoints } from "./companies.ts";
import { directoryEndpoints } from "./directory.ts";
import { endpoint, type Endpoint } from "./endpoint.ts";
import { keyEndpoints } from "./keys.ts";
import { outgoingNumbersEndpoints } from "./outgoing-numbers.ts";
import { thingEndpoints } from "./things.ts";
import { unsavedSettingsEndpoints } from "./unsaved-settings.ts";

const backup = endpoint({
  method: "GET",
  url: "/api/v1/backup",
  tag: "Operation",
  summary: "A consistent copy of the database, made while the service runs",
  permissions: ["backup.make"],
  event: "backup_made",
  answer: "application/vnd.sqlite3",
  run: async ({ backup }) => ({ file: await backup() }),
});

export const ENDPOINTS: readonly Endpoint[] = [
  ...companyEndpoints,
  ...directoryEndpoints,
  ...thingEndpoints,
  ...outgoingNumbersEndpoints,
  ...unsavedSettingsEndpoints,
  ...keyEndpoints,
  backup,
];
