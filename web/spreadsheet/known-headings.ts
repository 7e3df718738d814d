/**
 * The headings of the exports of other systems that hold something for a list here. Each has its source: a page of the
 * maker, or else a public file with such an export.
 */
import type { EmployeeField } from "./employees-sheet.ts";
import type { NumberColumn } from "./numbers-sheet.ts";

type Heading<Field extends string> = Readonly<{
  title: string;
  field: Field;
  /** The system, and where its headings are written down. */
  source: string;
}>;

const FREEPBX = "FreePBX: https://sangomakb.atlassian.net/wiki/spaces/PG/pages/41255366";
const THREE_CX = "3CX: https://www.3cx.com/blog/docs/bulk-extension-import/";
const YEASTAR =
  "Yeastar P-Series: https://help.yeastar.com/zh-cn/p-series/administrator-guide/import-and-export-parameters-extension.html";
const WEBEX = "Webex: https://help.webex.com/en-us/article/afv3q8";
const RINGCENTRAL = "RingCentral: https://docs.ps.ringcentral.com/users";
const GOOGLE = "Google Workspace: https://gist.github.com/hokkai7go/fa1d716317e21f1f7816ecb5b67c5247";
const AD_NAMES = "Active Directory: https://github.com/thatCraigW/PowerShell, ActiveDirectory/Get_UsersByOU.ps1";
const AD_PHONES = "Active Directory: https://github.com/JasonCook599/TecticPS, Public/Get-ipPhone.ps1";
const MICROSOFT_365 = "Microsoft 365: https://gist.github.com/grantcarthew/90a8832c4904421eefedc3f4997109c5";
const TEAMS = "Teams: https://learn.microsoft.com/en-us/powershell/module/microsoftteams/export-csacquiredphonenumber";
const TEAMS_USERS = "Teams: https://gist.github.com/win2000b/903a9a77bf3c4788f39e9184e216beb9";
const BITRIX24 =
  "Bitrix24: https://training.bitrix24.com/support/training/course/?COURSE_ID=26&LESSON_ID=1418&LESSON_PATH=3897.4320.4321.1418";

const employees: readonly Heading<EmployeeField>[] = [
  { title: "extension", field: "extension", source: FREEPBX },
  { title: "name", field: "name", source: FREEPBX },
  { title: "outboundcid", field: "outgoing", source: FREEPBX },
  { title: "Number", field: "extension", source: THREE_CX },
  { title: "FirstName", field: "first", source: THREE_CX },
  { title: "LastName", field: "last", source: THREE_CX },
  { title: "OutboundCallerID", field: "outgoing", source: THREE_CX },
  { title: "Extension Number", field: "extension", source: YEASTAR },
  { title: "First Name", field: "first", source: YEASTAR },
  { title: "Last Name", field: "last", source: YEASTAR },
  { title: "Organization", field: "departments", source: YEASTAR },
  { title: "Display Name", field: "name", source: WEBEX },
  { title: "Department", field: "departments", source: WEBEX },
  { title: "Caller ID Number", field: "outgoing", source: WEBEX },
  { title: "Ext", field: "extension", source: RINGCENTRAL },
  { title: "Dept", field: "departments", source: RINGCENTRAL },
  { title: "First Name [Required]", field: "first", source: GOOGLE },
  { title: "Last Name [Required]", field: "last", source: GOOGLE },
  { title: "givenName", field: "first", source: AD_NAMES },
  { title: "surname", field: "last", source: AD_NAMES },
  { title: "ipPhone", field: "extension", source: AD_PHONES },
  { title: "Display Name", field: "name", source: MICROSOFT_365 },
  { title: "LineURI", field: "outgoing", source: TEAMS_USERS },
  { title: "LAST_NAME", field: "last", source: BITRIX24 },
  { title: "SECOND_NAME", field: "patronymic", source: BITRIX24 },
  { title: "UF_1C_PHONE_INNER", field: "extension", source: BITRIX24 },
  { title: "IBLOCK_SECTION_NAME_1", field: "departments", source: BITRIX24 },
];

const numbers: readonly Heading<NumberColumn>[] = [{ title: "TelephoneNumber", field: "number", source: TEAMS }];

/** By kind of list. */
export const KNOWN_HEADINGS = { employees, departments: [], numbers } as const;

/** Headings that mean something else beside another one. */
export const MISLEADING: readonly Readonly<{ title: string; beside: string; source: string }>[] = [
  // The id of the device there, which is the extension once more.
  { title: "id", beside: "devicetype", source: FREEPBX },
];
