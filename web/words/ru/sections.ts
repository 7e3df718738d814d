/** The texts of the other sections, and of lists of outgoing numbers, in Russian. */
import { access } from "./access.ts";
import { account } from "./account.ts";
import { callList } from "./call-list.ts";
import { changes } from "./changes.ts";
import { companies } from "./companies.ts";
import { conflict } from "./conflict.ts";
import { dialling } from "./dialling.ts";
import { dialogs } from "./dialogs.ts";
import { directory } from "./directory.ts";
import { expectations } from "./expectations.ts";
import { firstSteps } from "./first-steps.ts";
import { guests } from "./guests.ts";
import { history } from "./history.ts";
import { lists } from "./lists.ts";
import { nodes } from "./nodes.ts";
import { numbers } from "./numbers.ts";
import { own } from "./own.ts";
import { proof } from "./proof.ts";
import { quotas } from "./quotas.ts";
import { sheet } from "./sheet.ts";
import { table } from "./table.ts";
import { testCallResult } from "./test-call-result.ts";
import { trunks } from "./trunks.ts";
import { watching } from "./watching.ts";

export const words = {
  ...access,
  ...account,
  ...callList,
  ...changes,
  ...companies,
  ...conflict,
  ...dialling,
  ...dialogs,
  ...directory,
  ...expectations,
  ...firstSteps,
  ...guests,
  ...history,
  ...lists,
  ...nodes,
  ...numbers,
  ...own,
  ...proof,
  ...quotas,
  ...sheet,
  ...table,
  ...testCallResult,
  ...trunks,
  ...watching,
};
