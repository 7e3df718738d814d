/** The texts of the other sections, and of lists of outgoing numbers, in Russian. */
import { access } from "./access.ts";
import { account } from "./account.ts";
import { callList } from "./call-list.ts";
import { companies } from "./companies.ts";
import { dialling } from "./dialling.ts";
import { dialogs } from "./dialogs.ts";
import { directory } from "./directory.ts";
import { expectations } from "./expectations.ts";
import { firstSteps } from "./first-steps.ts";
import { guests } from "./guests.ts";
import { history } from "./history.ts";
import { lists } from "./lists.ts";
import { numbers } from "./numbers.ts";
import { own } from "./own.ts";
import { sheet } from "./sheet.ts";
import { table } from "./table.ts";
import { trunks } from "./trunks.ts";
import { watching } from "./watching.ts";

export const words = {
  ...access,
  ...account,
  ...callList,
  ...companies,
  ...dialling,
  ...dialogs,
  ...directory,
  ...expectations,
  ...firstSteps,
  ...guests,
  ...history,
  ...lists,
  ...numbers,
  ...own,
  ...sheet,
  ...table,
  ...trunks,
  ...watching,
};
