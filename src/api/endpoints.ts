/** All endpoints that use the store, below /api/v1 and for SCIM; sessions and calls have their own routes. */
import { companyEndpoints } from "./companies.ts";
import { dialledEndpoint } from "./dialled.ts";
import { directoryEndpoints } from "./directory.ts";
import { endpoint, type Endpoint } from "./endpoint.ts";
import { expectationsEndpoints } from "./expectations.ts";
import { guestEndpoints } from "./guests.ts";
import { historyEndpoints } from "./history.ts";
import { nodeEndpoints } from "./nodes.ts";
import { keyEndpoints } from "./keys.ts";
import { meEndpoints } from "./me.ts";
import { outgoingNumbersEndpoints } from "./outgoing-numbers.ts";
import { scimEndpoints } from "./scim.ts";
import { peopleEndpoints } from "./people.ts";
import { quotaEndpoints } from "./quotas.ts";
import { securityEndpoints } from "./security.ts";
import { providerEndpoints } from "./providers.ts";
import { thingEndpoints } from "./things.ts";
import { trunkEndpoints } from "./trunks.ts";
import { watchingEndpoints } from "./watching.ts";
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
  dialledEndpoint,
  ...directoryEndpoints,
  ...thingEndpoints,
  ...outgoingNumbersEndpoints,
  ...unsavedSettingsEndpoints,
  ...expectationsEndpoints,
  ...historyEndpoints,
  ...trunkEndpoints,
  ...guestEndpoints,
  ...providerEndpoints,
  ...keyEndpoints,
  ...nodeEndpoints,
  ...scimEndpoints,
  ...quotaEndpoints,
  ...watchingEndpoints,
  ...meEndpoints,
  ...peopleEndpoints,
  ...securityEndpoints,
  backup,
];
